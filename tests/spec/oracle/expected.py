"""What was foreseen against what came, as plainly as Python can say it."""

from __future__ import annotations

from typing import Any

from tests.spec.oracle.rows import Row, best, same
from tests.spec.oracle.vintage import firmest, newest

SAME = ["subject", "indicator", "period", "accumulation", "measure", "caliber", "unit"]
SCORED = ["subject", "indicator", "accumulation", "measure", "caliber", "unit", "status"]


def against_actual(facts: list[Row]) -> list[Row]:
    known = [row for row in facts if row["amount"] is not None]
    actuals = [row for row in known if row["role"] == "actual"]
    ahead = []
    for row in known:
        first = min((a["vintage"] for a in actuals if same(a, row, SAME)), default=None)
        if row["role"] == "expected" and (first is None or row["vintage"] < first):
            ahead.append({**row, "came": first})
    last = best(ahead, [*SAME, "status"], lambda row: (row["vintage"], row["fact"]))
    return [beside(row, firmest(newest(actuals))) for row in last]


def beside(row: Row, actuals: list[Row]) -> Row:
    answers = [actual for actual in actuals if same(actual, row, SAME)]
    if not answers:
        nothing = dict.fromkeys(["actual", "actual_amount", "error", "error_share", "within"])
        return {**row, **nothing}
    actual = answers[0]["amount"]
    error = row["amount"] - actual
    high = row["amount_high"]
    return {
        **row,
        "actual": answers[0]["fact"],
        "actual_amount": actual,
        "error": error,
        "error_share": error / abs(actual) * 100 if actual else None,
        "within": None if high is None else int(row["amount"] <= actual <= high),
    }


def score(facts: list[Row]) -> list[Row]:
    answered = [row for row in against_actual(facts) if row["error"] is not None]
    result: list[Row] = []
    for row in answered:
        if any(same(row, other, SCORED) for other in result):
            continue
        group = [other for other in answered if same(row, other, SCORED)]
        ranged = [other["within"] for other in group if other["within"] is not None]
        shares = [abs(o["error_share"]) for o in group if o["error_share"] is not None]
        covered = mean(ranged)
        result.append(
            {
                **{name: row[name] for name in SCORED},
                "made": len(group),
                "ranged": len(ranged),
                "bias": mean([other["error"] for other in group]),
                "mean_error": mean([abs(other["error"]) for other in group]),
                "mean_error_share": mean(shares),
                "covered": None if covered is None else covered * 100,
            }
        )
    return result


def mean(values: list[Any]) -> Any:
    return sum(values) / len(values) if values else None
