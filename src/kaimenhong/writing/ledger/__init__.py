"""Facts as papers ask for them: a question gets one answer, several, or none with the reason.

Where an idea lives:

  entry         one row of the facts, and what makes two rows versions of one figure
  ledger        all rows that were known on a day, indexed once
  question      what is asked, what is answered, and what stands in the way of an answer
  regions       what 全市, 我县, 全省平均 and names of areas mean; who stands above and beside whom
  names         which of the ledger's indicators the words of a text mean
  looking       figures that stand in the facts: the newest version of the firmest status
  formulas      figures that follow from them, exact, each with its formula in words
  ranking       places among siblings, how they moved, and who is ahead
  answering     one question, looked up or else computed

Nothing is invented: every answer names the rows that it comes from.
"""
