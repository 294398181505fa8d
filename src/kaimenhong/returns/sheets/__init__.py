"""A sheet of any layout into observations, each with the cells that decided it.

Where an idea lives, in the order in which a sheet goes through:

  words       one cell by itself: figure, mark, time or words
  grid        the cells of a sheet by row and column, with what is merged over them
  regions     where one table ends and the next begins; titles, heads, body, notes
  columns     what each column holds: labels of rows, figures, what is passed over
  axes        what the heads over a column say together, and what the column beside it adds
  rows        the labels of a row, in the same way
  surroundings  what title, sheet and options say for the whole table
  naming      areas and firms: how they are told, and short names completed
  timing      the period of a figure, out of all that is said of time
  days        dates at heads or beside rows: days, or months stamped with one
  plans       name, measure, unit, time and role of the figures of one column and like rows
  mapping     one figure with all that is said of it into an observation, or the reason why not
  groups      the figures of a table that say the same, so that a check looks at one of them
  checks      what a person should confirm; scales and sums are checks of their own
  mending     a person's corrections, and the layout they are remembered for
  table       a table as it was read
  reader      the way in
  contract    the JSON of a reading; page is the same for a terminal
"""
