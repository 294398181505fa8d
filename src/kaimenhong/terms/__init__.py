"""The words of the field; their tables are in data/, each with a head that explains it.

Where an idea lives:

  indicator                  what is measured: the catalogue, by code, name or alias
  area                       administrative divisions by code and date
  lineage                    which areas were only recoded, which were split or merged
  subject                    an area of the facts: its name, its tier, who stands above it
  period, period_value       words for a period; the value itself
  quantity, quantity_words   units, conversion, rounding; figures as people write them
  numerals                   number words: 三千二百
  codelists                  role, measure, comparator, status … with their Chinese labels
  headings, figure_heads     heads of columns; what the head of a figure says of it
  facets, when               what a head of a sheet says: measure, role, unit; what it says of time
  calendar                   working days, 春节
  integrity                  words that a paper about figures must not use
  wording                    one spelling for words that are typed in many ways
  tables                     how the tables of data/ are read
"""
