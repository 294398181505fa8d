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


def megabytes(size: int) -> str:
    """Give a limit as it is told.

    >>> megabytes(LARGEST)
    '20 MB'
    """
    return f"{size // 1024 // 1024} MB"


def file_size(size: int) -> str:
    """Give the size of a file over the limit; one that rounds to the limit is told to be over it.

    What is uploaded is read no further than one byte over the limit.

    >>> file_size(LARGEST + 1), file_size(LARGEST * 3 // 2)
    ('超过 20 MB', '30.0 MB')
    """
    told = f"{size / 1024 / 1024:.1f} MB"
    return f"超过 {megabytes(LARGEST)}" if told == f"{LARGEST / 1024 / 1024:.1f} MB" else told
