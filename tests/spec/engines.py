"""The engines that every rule runs on. A new engine joins by one more line in `ENGINES`."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from functools import cache, partial
from importlib import import_module

import pytest

from kaimenhong import engine
from kaimenhong.analysis.lights import LightRule, default_rules, examples, read_rules
from kaimenhong.analysis.standing import TARGETS
from kaimenhong.engine import cluster
from kaimenhong.facts import FACTS
from tests.spec.oracle.lights import rules_of as plain_rules_of
from tests.spec.oracle.rows import exact
from tests.spec.pages import TEXT, WHOLE, YES, Case, Row

type Run = Callable[[Case], list[Row]]

# What a page leaves out of its tables because the rule at hand does not turn on it.
FACT = {
    "subject": "锦泽市",
    "parent": None,
    "indicator": "RETAIL",
    "period": "2026-01..2026-02",
    "first": 2026 * 12,
    "last": 2026 * 12 + 1,
    "accumulation": "cumulative",
    "measure": "level",
    "role": "actual",
    "comparator": "",
    "amount_high": None,
    "unit": "亿元",
    "direction": "up",
    "status": "official",
    "caliber": "",
    "vintage": "2026-03-18T09:00:00+08:00",
}
# Formulas that take rules of lights: a page may name the example that holds.
LIT = ("lights.light", "standing.standing")
TARGET = {
    "subject": "锦泽市",
    "parent": None,
    "indicator": "RETAIL",
    "measure": "level",
    "comparator": "at_least",
    "amount_high": None,
    "unit": "亿元",
    "direction": "up",
    "from_bottom": False,
    "reference_subject": None,
    "reference_indicator": None,
}


def facts_of(rows: list[Row]) -> list[Row]:
    return [
        {**FACT, "fact": str(number), "published": row.get("amount"), **row}
        for number, row in enumerate(rows, start=1)
    ]


def targets_of(rows: list[Row]) -> list[Row]:
    return [{**TARGET, "target": str(number), **row} for number, row in enumerate(rows, start=1)]


def inputs(case: Case) -> list[tuple[list[Row], engine.Schema]]:
    """The tables that the rule takes, in its order, with their schemas."""
    given: list[tuple[list[Row], engine.Schema]] = []
    if "目标" in case.tables:
        given.append((targets_of(case.tables["目标"]), TARGETS))
    if "数据" in case.tables:
        given.append((facts_of(case.tables["数据"]), FACTS))
    for caption in ("表", "附表"):
        if caption in case.tables:
            given.append((case.tables[caption], schema_of(case.tables[caption])))
    return given


def schema_of(rows: list[Row]) -> engine.Schema:
    def kind(column: str) -> str:
        kinds = {"text": TEXT, "int64": WHOLE, "bool": YES}
        return next((kind for kind, columns in kinds.items() if column in columns), "float64")

    return [(column, kind(column), "") for column in rows[0]]


def on_oracle(case: Case) -> list[Row]:
    module, _, name = case.rule.partition(".")
    rule = getattr(import_module(f"tests.spec.oracle.{module}"), name)
    options = dict(exact([case.options])[0])
    if case.rule in LIT:
        rule = partial(rule, rules=plain_rules_of(options.pop("example", None)))
    return rule(*(exact(rows) for rows, _ in inputs(case)), **options)


def on_duckdb(case: Case) -> list[Row]:
    with engine.duckdb() as session:
        return on(session, case)


def on_spark(case: Case) -> list[Row]:
    if lacking := cluster.missing():
        pytest.skip(f"没有 Spark：缺 {lacking}")
    return on(spark_session(), case)


@cache
def spark_session() -> engine.Session:
    """The one Spark of this process; pages are small, so it is told not to compile for them."""
    opened = ExitStack()
    atexit.register(opened.close)
    return opened.enter_context(engine.spark(settings=SMALL))


SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


def on(session: engine.Session, case: Case) -> list[Row]:
    module, _, name = case.rule.partition(".")
    rule = getattr(import_module(f"kaimenhong.analysis.{module}"), name)
    options = binary(case.options)
    if case.rule in LIT:
        rule = partial(rule, rules=rules_of(options.pop("example", None)))
    frames = [session.table(engine.table_of(rows, schema), schema) for rows, schema in inputs(case)]
    return session.rows(rule(*frames, **options))


def binary(options: Row) -> Row:
    def one(value: object) -> object:
        if not isinstance(value, Decimal):
            return value
        return int(value) if value.as_tuple().exponent == 0 else float(value)

    return {name: one(value) for name, value in options.items()}


def rules_of(example: str | None) -> tuple[LightRule, ...]:
    return read_rules(examples()[example], name=example) if example else default_rules()


ENGINES: dict[str, Run] = {"oracle": on_oracle, "duckdb": on_duckdb, "spark": on_spark}
