"""The board of the last month in DuckDB's SQL, written by hand for just these files.

Several ways of choosing the newest version; `WAYS` names them, and the fastest is the one that
counts. What differs is only how `cells` comes about.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from bench.speed.board.generate import LAST_YEAR

NOW, BEFORE = LAST_YEAR, LAST_YEAR - 1
MONTHS = [f"{year}-{month:02d}" for year in (BEFORE, NOW) for month in range(1, 13)]
WANTED = (
    f"role = 'actual' AND measure = 'level' AND period >= '{BEFORE}-01' AND period <= '{NOW}-12'"
    f" AND (accumulation = 'current' OR period IN ('{BEFORE}-12', '{NOW}-12'))"
)
SUMS = f"""
    max(value) FILTER (period = '{NOW}-12') AS level,
    max(value) FILTER (period = '{BEFORE}-12') AS base,
    CASE WHEN accumulation = 'current' AND
        count(value) FILTER (period >= '{NOW}') = 12
        THEN sum(value) FILTER (period >= '{NOW}') END AS ytd,
    CASE WHEN accumulation = 'current' AND
        count(value) FILTER (period < '{NOW}') = 12
        THEN sum(value) FILTER (period < '{NOW}') END AS ytd_base"""
KEY = "subject, indicator, unit, accumulation"
ONE_PASS = ", ".join(
    f"arg_max(value, vintage) FILTER (period = '{month}') AS m{number}"
    for number, month in enumerate(MONTHS)
)
POWERS = (
    "CASE period " + " ".join(f"WHEN '{m}' THEN {2.0**n}" for n, m in enumerate(MONTHS)) + " END"
)

# The newest of each figure, then sums.
GROUPED = f"""cells AS (
    SELECT {KEY}, {SUMS} FROM (
        SELECT {KEY}, period, arg_max(value, vintage) AS value FROM facts GROUP BY {KEY}, period)
    GROUP BY {KEY})"""
# One figure for each month side by side.
ASIDE = f"""wide AS (SELECT {KEY}, {ONE_PASS} FROM facts GROUP BY {KEY}),
cells AS (SELECT {KEY}, m23 AS level, m11 AS base,
    CASE WHEN accumulation = 'current' THEN {" + ".join(f"m{n}" for n in range(12, 24))} END AS ytd,
    CASE WHEN accumulation = 'current' THEN {" + ".join(f"m{n}" for n in range(12))} END AS ytd_base
    FROM wide)"""
# Sums where every month is there once, the newest of each figure only where one is not.
MENDED = f"""coded AS (SELECT *, {POWERS} AS power FROM facts),
added AS MATERIALIZED (
    SELECT {KEY}, {SUMS}, count(*) AS rows, sum(power) AS powers FROM coded GROUP BY {KEY}),
whole AS (SELECT * FROM added WHERE (rows = 24 AND powers = {2.0**24 - 1})
    OR (accumulation = 'point' AND rows = 2 AND powers = {2.0**23 + 2.0**11})),
others AS (SELECT {KEY} FROM added ANTI JOIN whole USING ({KEY})),
newest AS (
    SELECT {KEY}, period, arg_max(value, vintage) AS value
    FROM facts SEMI JOIN others USING ({KEY}) GROUP BY {KEY}, period),
cells AS (
    SELECT {KEY}, level, base, ytd, ytd_base FROM whole
    UNION ALL SELECT {KEY}, {SUMS} FROM newest GROUP BY {KEY})"""
WAYS = {"grouped": GROUPED, "aside": ASIDE, "mended": MENDED}

BOARD = """
shown AS (
    SELECT subject, indicator, unit, accumulation,
        CASE WHEN subject LIKE '%0000' THEN NULL
             WHEN subject LIKE '%00' THEN substr(subject, 1, 7) || '0000'
             ELSE area_parent END AS parent,
        direction, level, base, ytd, ytd_base,
        coalesce(ytd, level) AS amount, coalesce(ytd_base, base) AS amount_base,
        CASE WHEN coalesce(ytd_base, base) > 0
            THEN (coalesce(ytd, level) / coalesce(ytd_base, base) - 1) * 100 END AS growth
    FROM cells JOIN areas USING (subject) JOIN kinds USING (indicator)),
rounded AS (
    SELECT *, sign(growth) * floor(abs(growth) * 10 + 1e-8 + 0.5) / 10 AS shown_growth,
        CASE direction WHEN 'up' THEN 1 WHEN 'down' THEN -1 END AS turn FROM shown),
placed AS (
    SELECT *, CASE WHEN parent IS NOT NULL THEN shown_growth * turn END AS merit FROM rounded),
ranked AS (
    SELECT *,
        CASE WHEN merit IS NOT NULL THEN rank() OVER (
            PARTITION BY parent, indicator, accumulation ORDER BY merit DESC NULLS LAST) END AS rank,
        count(merit) OVER (PARTITION BY parent, indicator, accumulation) AS peers,
        merit - min(merit) OVER (PARTITION BY parent, indicator, accumulation ORDER BY merit
            RANGE BETWEEN 0.01 FOLLOWING AND UNBOUNDED FOLLOWING) AS gap_to_next_rank
    FROM placed),
newest_targets AS (
    SELECT subject, indicator, issuer, tier, measure, period,
        arg_max(struct_pack(target, value), vintage) AS told
    FROM targets GROUP BY ALL),
wanted AS (
    SELECT subject, indicator, arg_max(told, told.value * turn) AS told
    FROM (SELECT *, CASE WHEN direction = 'down' THEN -1 ELSE 1 END AS turn
        FROM newest_targets JOIN kinds USING (indicator)) GROUP BY ALL),
held AS (
    SELECT r.*, p.shown_growth AS parent_growth,
        (r.shown_growth - p.shown_growth) * r.turn AS gap_to_parent,
        (r.amount - r.amount_base) * CASE WHEN r.direction = 'down' THEN -1 ELSE 1 END
            AS gap_to_zero_unit,
        told.target, told.value AS goal,
        r.shown_growth - told.value AS gap_points,
        r.amount - r.amount_base * (1 + told.value / 100) AS gap_unit
    FROM ranked r LEFT JOIN rounded p
        ON p.subject = r.parent AND p.indicator = r.indicator AND p.accumulation = r.accumulation
    LEFT JOIN wanted w ON w.subject = r.subject AND w.indicator = r.indicator)
SELECT subject, parent, indicator, unit, level, base, ytd, ytd_base, growth, shown_growth, rank,
    CASE WHEN peers > 0 THEN peers END AS peers, gap_to_next_rank, parent_growth, gap_to_parent,
    gap_to_zero_unit, target, goal, gap_points, gap_unit,
    CASE WHEN gap_points IS NULL THEN 'grey' WHEN gap_points >= -1e-9 THEN 'green'
        WHEN gap_points >= -1 - 1e-9 THEN 'yellow' ELSE 'red' END AS light,
    CASE WHEN gap_points IS NULL THEN '缺数' WHEN gap_points >= -1e-9
        THEN 'gap_points ≥ 0 且 met ≥ 1' WHEN gap_points >= -1 - 1e-9 THEN 'gap_points ≥ -1'
        ELSE '其余' END AS light_bound
FROM held"""


def board(folder: Path, way: str, areas: pa.Table, kinds: pa.Table) -> pa.Table:
    """Give the board; `areas` holds subject and area_parent, `kinds` indicator and direction."""
    with duckdb.connect() as connection:
        connection.register("areas", areas)
        connection.register("kinds", kinds)
        query = f"""WITH facts AS (SELECT * FROM '{folder}/facts-*.parquet' WHERE {WANTED}),
            targets AS (SELECT *, 'targets.parquet#' || (file_row_number + 1) AS target,
                '' AS issuer, '' AS tier
                FROM read_parquet('{folder}/targets.parquet', file_row_number = true)
                WHERE role = 'target' AND measure = 'growth' AND period = '{NOW}'),
            {WAYS[way]}, {BOARD}"""
        return connection.sql(query).to_arrow_table()
