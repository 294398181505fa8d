"""How a sheet was read, cell by cell; corrections, remembered for the sender and the layout.

remembered   the corrections that hold for a sender
reading      a sheet that came, read with them
pages        the grid of a sheet and one cell of it, as the page shows them
values       what somebody wrote for a facet, as the reading takes it
fitting      whether a unit that was written fits the figures under its head
actions      a sheet is kept, a layout corrected, figures taken into the ledger
"""
