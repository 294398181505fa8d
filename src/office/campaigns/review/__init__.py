"""The review of a reading: what people decided about it, and what holds now.

Where an idea lives:

  actions       every decision is written here; targets of an open campaign follow
  queries       what holds of each statement, contradiction and unread figure: the last decision
  parts         those parts as values, and how far each is settled
  door          who may decide on what, and whether he saw the last state
  cases         decisions as cases for the tests of the reading
  forms, suggest, adding     what a person writes; what is filled in for him; where it stands
  posting       decisions come by POST alone; who only opens their address is led to the page
  views, pages, fields, paragraphs   the page: the call, what is open, each field and why, the text
"""
