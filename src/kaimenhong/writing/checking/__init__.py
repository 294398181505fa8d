"""A draft checked: every figure against the facts, and against the draft itself.

Where an idea lives:

  checker       the order in which a draft is checked; the way in
  verdict       what is said of a figure; contract, report: as JSON, as table, marks and comments
  said          a figure as the draft says it, with the words that lead to it
  context       whose the draft is, of which period; what its words for areas and times mean
  compared      what words hold a figure against: 高于全市平均, 比上年全年加快
  claim         what a figure claims of the facts: stands there, a distance, a ratio, a place
  asking        from words to claims; ratios: 占…的比重, 完成年度计划的, 复工率;
                time_progress: 快于序时进度
  judging       one figure against the facts; judged: with what decided it
  agreeing      whether a printed figure is an answer at its digits and in its unit
  counted       how many areas meet a condition: 3个高于全市平均
  fitting       names that a sentence says in two pieces
  diagnosis     what is wrong with a figure that no answer agrees with
  recomputed    the paper's own figures where the facts are silent; sums: a whole and its parts;
                together: 两区合计
  columns       what stands below 目标, 与目标差距 and the like in a table
  naming        names of areas misspelt; phrases: those of the integrity guard

A figure that may be two things is never called wrong on one of them only.
"""
