"""The lights, as plainly as Python can say it."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from importlib import resources

from tests.spec.oracle.rows import Row


def light(rows: list[Row], rules: list[Row]) -> list[Row]:
    known = {name: None for rule in rules for name in names(rule["when"]) if name != "else"}
    return [{**row, **light_of({**known, **row}, rules)} for row in rows]


def light_of(row: Row, rules: list[Row]) -> Row:
    bands = [rule for rule in rules if rule["applies"] == row["gauge"]]
    trace = ["light_rule", "light_metric", "light_value", "light_bound"]
    if not bands:
        return {"light": "grey", **dict.fromkeys(trace)}
    metrics = names(bands[0]["when"])
    rule = f"{bands[0]['code']}@{bands[0]['version']}"

    def shown(light: str, metric: str, bound: str) -> Row:
        return {"light": light, **dict(zip(trace, [rule, metric, row[metric], bound], strict=True))}

    for band in bands[:-1]:
        for metric in names(band["when"]):
            if row[metric] is None:
                return shown("grey", metric, "缺数")
        # A condition of a rule table happens to be Python; the text is ours.
        if eval(as_python(band["when"]), {"F": Fraction}, dict(row)):  # noqa: S307
            metric = names(band["when"])[0]
            text = band["when"].replace(">=", "≥").replace("<=", "≤").replace(" and ", " 且 ")
            return shown(band["light"], metric, text)
    return shown(bands[-1]["light"], metrics[0], "其余")


def names(condition: str) -> list[str]:
    return [word for word in re.findall("[a-z_]+", condition) if word != "and"]


def as_python(condition: str) -> str:
    """Numbers exact, words as the numbers that they stand for, = as ==."""
    words = condition.split()
    for place, word in enumerate(words):
        if word.strip("-")[0].isdigit():
            words[place] = f'F("{word}")'
        elif word == "=":
            words[place] = "=="
            words[place + 1] = str(codes(words[place - 1])[words[place + 1]])
    return " ".join(words)


def codes(metric: str) -> dict[str, int]:
    (row,) = (row for row in table("light_metrics.csv") if row["metric"] == metric)
    return {word: int(code) for code, word in (pair.split() for pair in row["words"].split("|"))}


def rules_of(example: str | None) -> list[Row]:
    return table(f"lights/{example}.csv" if example else "lights.csv")


def table(path: str) -> list[Row]:
    file = resources.files("kaimenhong.analysis") / "data" / path
    lines = file.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
