"""The lights, as plainly as Python can say it."""

from __future__ import annotations

import csv
from fractions import Fraction
from importlib import resources

from tests.spec.oracle.rows import Row


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
