"""Forms that a campaign asks offices to file: what is asked, when, and what was answered.

Where an idea lives:

  form       one figure that is asked (a line), how often, and of which period a line asks
  asking     the lines of each office out of a campaign's targets, each figure asked once
  schedule   the periods of a campaign, when a return is due, and what a day means for it
  burden     cells asked, filled in already, asked twice
  matching   the figures of any sheet against what a return asks for
  answers    what somebody wrote in a cell: a value, a missing figure, or a Mistake
"""
