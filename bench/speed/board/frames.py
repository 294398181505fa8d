"""The same board in polars and in pandas, as their users write it: window functions over the rows.

Both read only the two years that the board needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from bench.speed.board.generate import LAST_YEAR

YEARS = (LAST_YEAR - 1, LAST_YEAR)
KEY = ["subject", "indicator", "unit", "accumulation"]
USED = [*KEY, "period", "value", "vintage"]
PEERS = ["parent", "indicator", "accumulation"]
COLUMNS = [
    "subject", "parent", "indicator", "unit", "level", "base", "ytd", "ytd_base", "shown_growth",
    "rank", "peers", "gap_to_next_rank", "parent_growth", "gap_to_parent", "gap_to_zero_unit",
    "target", "gap_points", "gap_unit", "light",
]  # fmt: skip
NOISE = 1e-9


def in_polars(folder: Path, areas: pa.Table, kinds: pa.Table) -> pa.Table:
    """One lazy query, run at the end."""
    import polars as pl

    last, before = f"{LAST_YEAR}-12", f"{LAST_YEAR - 1}-12"
    files = [folder / f"facts-{year}.parquet" for year in YEARS]
    rows = pl.scan_parquet(files).filter(
        (pl.col("role") == "actual") & (pl.col("measure") == "level")
    )
    newest = (
        rows.select(USED).group_by([*KEY, "period"]).agg(pl.col("value").sort_by("vintage").last())
    )
    this, flow = pl.col("period") >= str(LAST_YEAR), pl.col("accumulation") == "current"
    value = pl.col("value")

    def year(test: Any) -> Any:
        whole = flow.first() & (value.filter(test).count() == 12)
        return pl.when(whole).then(value.filter(test).sum())

    cells = newest.group_by(KEY).agg(
        level=value.filter(pl.col("period") == last).max(),
        base=value.filter(pl.col("period") == before).max(),
        ytd=year(this),
        ytd_base=year(~this),
    )
    wanted = (
        pl.scan_parquet(folder / "targets.parquet", row_index_name="row")
        .sort("vintage")
        .group_by("subject", "indicator", "measure", "period")
        .last()
        .select(
            "subject",
            "indicator",
            goal="value",
            target=pl.format("targets.parquet#{}", pl.col("row") + 1),
        )
    )
    turn = pl.when(pl.col("direction") == "up").then(1).when(pl.col("direction") == "down").then(-1)
    amount, amount_base = pl.coalesce("ytd", "level"), pl.coalesce("ytd_base", "base")
    growth = pl.when(amount_base > 0).then((amount / amount_base - 1) * 100)
    rounded = growth.sign() * (growth.abs() * 10 + 0.5 + 10 * NOISE).floor() / 10
    board = (
        cells.join(pl.from_arrow(areas).lazy(), on="subject")
        .join(pl.from_arrow(kinds).lazy(), on="indicator")
        .with_columns(amount=amount, amount_base=amount_base, shown_growth=rounded, turn=turn)
        .with_columns(
            merit=pl.when(pl.col("parent").is_not_null()).then(
                pl.col("shown_growth") * pl.col("turn")
            )
        )
    )
    merit = pl.col("merit")
    ranked = board.with_columns(
        rank=merit.rank("min", descending=True).over(PEERS),
        peers=merit.count().over(PEERS),
    )
    rungs = ranked.filter(merit.is_not_null()).select(*PEERS, "merit").unique()
    ladder = rungs.sort("merit").with_columns(ahead=merit.shift(-1).over(PEERS))
    own = board.select(parent="subject", indicator="indicator", accumulation="accumulation",
                       parent_growth="shown_growth")  # fmt: skip
    held = (
        ranked.join(ladder, on=[*PEERS, "merit"], how="left")
        .join(own, on=PEERS, how="left")
        .join(wanted, on=["subject", "indicator"], how="left")
        .with_columns(
            peers=pl.when(pl.col("peers") > 0).then(pl.col("peers")),
            gap_to_next_rank=merit - pl.col("ahead"),
            gap_to_parent=(pl.col("shown_growth") - pl.col("parent_growth")) * pl.col("turn"),
            gap_to_zero_unit=(pl.col("amount") - pl.col("amount_base"))
            * pl.when(pl.col("turn") == -1).then(-1).otherwise(1),
            gap_points=pl.col("shown_growth") - pl.col("goal"),
            gap_unit=pl.col("amount") - pl.col("amount_base") * (1 + pl.col("goal") / 100),
        )
        .with_columns(
            light=pl.when(pl.col("gap_points").is_null())
            .then(pl.lit("grey"))
            .when(pl.col("gap_points") >= -NOISE)
            .then(pl.lit("green"))
            .when(pl.col("gap_points") >= -1 - NOISE)
            .then(pl.lit("yellow"))
            .otherwise(pl.lit("red"))
        )
    )
    return held.select(COLUMNS).collect().to_arrow()


def in_pandas(folder: Path, areas: pa.Table, kinds: pa.Table) -> pa.Table:
    """Frame by frame."""
    import numpy as np
    import pandas as pd

    last, before = f"{LAST_YEAR}-12", f"{LAST_YEAR - 1}-12"
    rows = pd.concat(
        [
            pd.read_parquet(
                folder / f"facts-{year}.parquet",
                columns=USED,
                filters=[("role", "==", "actual"), ("measure", "==", "level")],
            )
            for year in YEARS
        ]
    )
    newest = rows.sort_values("vintage").drop_duplicates([*KEY, "period"], keep="last")
    wide = newest.pivot(index=KEY, columns="period", values="value")
    months = {year: [f"{year}-{month:02d}" for month in range(1, 13)] for year in YEARS}
    cells = pd.DataFrame({"level": wide[last], "base": wide[before]}).reset_index()
    flow = cells["accumulation"] == "current"
    for name, year in (("ytd", YEARS[1]), ("ytd_base", YEARS[0])):
        summed = wide[months[year]].sum(axis=1, min_count=12).to_numpy()
        cells[name] = np.where(flow, summed, np.nan)
    board = cells.merge(areas.to_pandas(), on="subject").merge(kinds.to_pandas(), on="indicator")
    board["amount"] = board["ytd"].fillna(board["level"])
    board["amount_base"] = board["ytd_base"].fillna(board["base"])
    growth = (board["amount"] / board["amount_base"].where(board["amount_base"] > 0) - 1) * 100
    board["shown_growth"] = np.sign(growth) * np.floor(growth.abs() * 10 + 0.5 + 10 * NOISE) / 10
    board["turn"] = board["direction"].map({"up": 1, "down": -1})
    board["merit"] = (board["shown_growth"] * board["turn"]).where(board["parent"].notna())
    groups = board.groupby(PEERS)["merit"]
    board["rank"], board["peers"] = groups.rank("min", ascending=False), groups.transform("count")
    rungs = board.dropna(subset=["merit"])[[*PEERS, "merit"]].drop_duplicates().sort_values("merit")
    rungs["ahead"] = rungs.groupby(PEERS)["merit"].shift(-1)
    own = board[["subject", *PEERS[1:], "shown_growth"]].rename(
        columns={"subject": "parent", "shown_growth": "parent_growth"}
    )
    wanted = pd.read_parquet(folder / "targets.parquet")
    wanted["target"] = [f"targets.parquet#{row}" for row in range(1, len(wanted) + 1)]
    wanted = wanted.sort_values("vintage").drop_duplicates(
        ["subject", "indicator", "measure", "period"], keep="last"
    )
    wanted = wanted.rename(columns={"value": "goal"})[["subject", "indicator", "goal", "target"]]
    held = (
        board.merge(rungs, on=[*PEERS, "merit"], how="left")
        .merge(own, on=PEERS, how="left")
        .merge(wanted, on=["subject", "indicator"], how="left")
    )
    held["peers"] = held["peers"].where(held["peers"] > 0)
    held["gap_to_next_rank"] = held["merit"] - held["ahead"]
    held["gap_to_parent"] = (held["shown_growth"] - held["parent_growth"]) * held["turn"]
    worse = np.where(held["turn"] == -1, -1, 1)
    held["gap_to_zero_unit"] = (held["amount"] - held["amount_base"]) * worse
    held["gap_points"] = held["shown_growth"] - held["goal"]
    held["gap_unit"] = held["amount"] - held["amount_base"] * (1 + held["goal"] / 100)
    held["light"] = np.select(
        [held["gap_points"].isna(), held["gap_points"] >= -NOISE, held["gap_points"] >= -1 - NOISE],
        ["grey", "green", "yellow"],
        "red",
    )
    return pa.Table.from_pandas(held[COLUMNS], preserve_index=False)
