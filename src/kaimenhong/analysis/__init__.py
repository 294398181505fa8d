"""Fact tables in, measures out, as Narwhals lazy frames.

Where a table will not do, `forecast`, `decompose`, `backsolve` and `gdp` take series and records.
"""
