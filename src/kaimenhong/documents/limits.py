"""How large a file may be in every respect; whoever opens one is told of these in the handbook.

Together they keep the reading of any file below `SECONDS` and `MEMORY`.
"""

from __future__ import annotations

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_PART = 32 * 1024 * 1024
# Tags and attributes of all XML parts that are read; a tree of so many stays below 350 MB.
MOST_NODES = 1_500_000
# Tags of a web page; a real one has some thousands.
MOST_TAGS = 500_000
DEEPEST = 30_000
MOST_BLOCKS = 300_000
MOST_PAGES = 2_000
# What one page may hold; the busiest page of a real document has some thousands of either. A page
# with more lines is a drawing, of which only the words are read.
MOST_GLYPHS = 50_000
MOST_RULES = 5_000
# Characters of all pages together, what is read of them in about 20 seconds.
MOST_GLYPHS_OF_ALL = 1_500_000
# Cells of one sheet of a workbook that is read as a document.
MOST_CELLS = 300_000
SECONDS = 30
MEMORY = 512 * 1024 * 1024
