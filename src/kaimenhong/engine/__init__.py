"""The only place that opens an engine, and the door through which fact files become tables.

Formulas take lazy frames and give lazy frames; here tables become frames, and frames rows.
"""

from kaimenhong.engine.cluster import spark
from kaimenhong.engine.duck import duckdb
from kaimenhong.engine.session import Schema, Session, table_of

__all__ = ["Schema", "Session", "duckdb", "spark", "table_of"]
