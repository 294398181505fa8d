"""Plans into campaigns: documents, statements, targets, tasks.

Where an idea lives:

  actions, opening   a plan comes in as a draft and is confirmed; what of it makes a campaign
  reading/           a reading is kept as it came
  review/            people decide about it
  targets/           targets are what the decided statements set
  groups             各镇人民政府: which offices a group stands for
  questions          what still needs a person's eye
  values, fields     the figure of a statement; its column
"""
