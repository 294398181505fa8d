"""The lights and the board once more, as plainly as Python can say them."""

from __future__ import annotations

import csv
from fractions import Fraction
from importlib import resources
from typing import Any

from tests.spec.oracle import (
    FIRM,
    Row,
    completion,
    elapsed,
    gauge,
    holding,
    implied_base,
    in_unit,
    progress_gap,
    same,
    sense,
    to_target,
    within_parent,
)

OWN = ["amount", "published", "unit", "period", "first", "last"]
KEPT = ["accumulation", "status", "caliber", "vintage", "rank", "peers"]
ANSWER = {"actual": "fact", **{f"actual_{name}": name for name in OWN}, **{k: k for k in KEPT}}


def light(rows: list[Row], rules: list[Row]) -> list[Row]:
    return [{**row, **light_of(row, rules)} for row in rows]


def light_of(row: Row, rules: list[Row]) -> Row:
    bands = [rule for rule in rules if rule["applies"] == row["gauge"]]
    trace = ["light_rule", "light_metric", "light_value", "light_bound"]
    if not bands:
        return {"light": "grey", **dict.fromkeys(trace)}
    words = [word for band in bands[:-1] for word in band["when"].split() if word[0].isalpha()]
    metrics = [word for word in words if word != "and"]
    rule = f"{bands[0]['code']}@{bands[0]['version']}"

    def shown(light: str, metric: str, bound: str) -> Row:
        return {"light": light, **dict(zip(trace, [rule, metric, row[metric], bound], strict=True))}

    if any(row[metric] is None for metric in metrics):
        return shown("grey", metrics[0], "缺数")
    for band in bands[:-1]:
        # A condition of a rule table happens to be Python; the text is ours.
        if eval(decimal_exact(band["when"]), {"F": Fraction}, dict(row)):  # noqa: S307
            metric = next(word for word in band["when"].split() if word[0].isalpha())
            text = band["when"].replace(">=", "≥").replace("<=", "≤").replace(" and ", " 且 ")
            return shown(band["light"], metric, text)
    return shown(bands[-1]["light"], metrics[0], "其余")


def decimal_exact(condition: str) -> str:
    words = condition.split()
    return " ".join(f'F("{word}")' if word.strip("-")[0].isdigit() else word for word in words)


def default_rules() -> list[Row]:
    file = resources.files("kaimenhong.analysis") / "data" / "lights.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def standing(targets: list[Row], facts: list[Row], as_of: str | None = None) -> list[Row]:
    settled = within_parent(holding(facts, as_of))
    rows = [{**target, **answer(target, settled)} for target in targets]
    for step in (gauge, sense, to_target, in_unit, elapsed, completion, progress_gap):
        rows = step(rows)
    for row in rows:
        if row["gauge"] not in ("progress", "stock"):
            row["completion"] = None
        if row["gauge"] != "progress":
            row["progress_gap"] = None
    return light(rows, default_rules())


def answer(target: Row, facts: list[Row]) -> Row:
    def order(row: Row) -> Any:
        plain = row["caliber"] == ""
        return row["last"], plain, FIRM.index(row["status"]), row["vintage"], row["fact"]

    found = max((row for row in facts if answers(target, row)), key=order, default=None)
    level = beside(found, facts, "level")
    growth = beside(found, facts, "growth")
    return {
        **{name: found and found[column] for name, column in ANSWER.items()},
        "level": level and level["amount"],
        "level_unit": level and level["unit"],
        "growth": growth and growth["amount"],
        "base": implied_base(level and level["amount"], growth and growth["amount"]),
    }


def answers(target: Row, fact: Row) -> bool:
    if not same(target, fact, ["subject", "indicator", "measure"]):
        return False
    if target["measure"] == "level" and target["unit"] != fact["unit"]:
        return False
    if fact["period"] == target["period"]:
        return True
    if fact["last"] > target["last"]:
        return False
    if fact["accumulation"] == "cumulative":
        return bool(fact["first"] == target["first"])
    return bool(fact["accumulation"] == "point" and fact["first"] >= target["first"])


def beside(found: Row | None, facts: list[Row], measure: str) -> Row | None:
    if found is None:
        return None
    key = ["subject", "indicator", "accumulation", "caliber", "period"]
    rows = [row for row in facts if row["measure"] == measure and same(row, found, key)]
    return rows[0] if rows else None
