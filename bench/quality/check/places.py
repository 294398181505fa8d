"""A fictional city with its counties and a year of figures, made from one seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from kaimenhong.facts import Observation, Wanted
from kaimenhong.terms.codelists import (
    Accumulation,
    Comparator,
    Measure,
    PriceBasis,
    Role,
    Status,
    Tier,
)
from kaimenhong.terms.indicator import find
from kaimenhong.terms.period import Period
from kaimenhong.writing.ledger.ledger import Ledger, ledger

CHINA = timezone(timedelta(hours=8))
SOURCE = "演示数据"
_FIRST = "苍澄榆泗沂漳浏岚峄郯莒淮涪沅澧渠阆洮泾溧"
_SECOND = "溪川岭湾渡浦塘泽坪台阳陵桥屏峡洲源城亭口"

# name, unit of its level (none: growth only), decimals, from, to, lowest and highest growth
INDICATORS = (
    ("地区生产总值", "亿元", 2, 40, 900, 2, 9),
    ("规模以上工业增加值", "", 0, 0, 0, -3, 14),
    ("固定资产投资", "", 0, 0, 0, -12, 15),
    ("社会消费品零售总额", "亿元", 2, 12, 300, 1, 10),
    ("一般公共预算收入", "万元", 0, 12000, 90000, -8, 14),
    ("税收收入", "万元", 0, 7000, 60000, -8, 12),
    ("工业用电量", "亿千瓦时", 2, 1, 20, -6, 13),
    ("进出口总额", "亿元", 2, 2, 60, -18, 25),
    ("建筑业总产值", "亿元", 2, 5, 80, -5, 16),
    ("房地产开发投资", "亿元", 2, 2, 40, -25, 8),
    ("新建商品房销售面积", "万平方米", 2, 3, 90, -28, 10),
    ("城镇居民人均可支配收入", "元", 0, 8000, 14000, 2, 7),
    ("农村居民人均可支配收入", "元", 0, 4000, 8000, 3, 9),
    ("规模以上服务业营业收入", "亿元", 2, 1, 30, 1, 18),
)
PROJECTS = ("产业项目", "基础设施项目", "民生项目")


@dataclass
class World:
    """The facts of one paper: who it is of, when, and every figure by what it is about."""

    rng: random.Random
    city: str
    own: str
    counties: tuple[str, ...]
    period: Period
    before: Period
    year: int
    observations: list[Observation] = field(default_factory=list)
    targets: list[Wanted] = field(default_factory=list)
    values: dict[tuple[str, str, str, str], Decimal] = field(default_factory=dict)

    @property
    def ledger(self) -> Ledger:
        return ledger(self.observations, self.targets)

    def of(self, area: str, name: str, period: Period, measure: str) -> Decimal:
        return self.values[area, name, period.code, measure]

    def put(
        self,
        area: str,
        name: str,
        period: Period,
        measure: Measure,
        value: Decimal,
        unit: str,
        *,
        status: Status = Status.OFFICIAL,
        day: int = 18,
    ) -> None:
        known = find(name)
        made = Observation(
            subject=f"area:{area}",
            indicator=known.code if known else name,
            period=period,
            accumulation=Accumulation.CUMULATIVE,
            measure=measure,
            role=Role.ACTUAL,
            value=value,
            unit=unit,
            basis=PriceBasis.NA,
            caliber="",
            status=status,
            vintage=_known(period, day),
            source=SOURCE,
        )
        self.observations.append(made)
        if status is not Status.FLASH:
            self.values[area, name, period.code, measure.value] = value

    def want(self, name: str, period: Period, measure: Measure, value: Decimal, unit: str) -> None:
        known = find(name)
        figure = Observation(
            subject=f"area:{self.own}",
            indicator=known.code if known else name,
            period=period,
            accumulation=Accumulation.CUMULATIVE,
            measure=measure,
            role=Role.TARGET,
            value=value,
            unit=unit,
            basis=PriceBasis.NA,
            caliber="",
            status=Status.OFFICIAL,
            vintage=datetime(self.year, 1, 15, 9, tzinfo=CHINA),
            source=SOURCE,
        )
        self.targets.append(Wanted(figure, Comparator.AT_LEAST, None, self.city, Tier.UPPER))
        self.values[self.own, f"{name}目标", period.code, measure.value] = value


def _known(period: Period, day: int) -> datetime:
    after = period.end + timedelta(days=day)
    return datetime(after.year, after.month, after.day, 9, tzinfo=CHINA)


def world(seed: int) -> World:
    """Make the facts: levels and growths of two periods, a flash, targets, projects."""
    rng = random.Random(seed)  # noqa: S311 - figures of a bench, the same each time
    names = [a + b for a in _FIRST for b in _SECOND]
    picked = rng.sample(names, 7)
    city, *rest = picked
    year = rng.choice((2023, 2024, 2025, 2026))
    last, earlier = rng.choice(((3, 2), (6, 3), (9, 6), (5, 4), (8, 7), (10, 9), (11, 10)))
    made = World(
        rng=rng,
        city=f"{city}市",
        own=f"{rest[0]}县",
        counties=tuple(f"{one}{'县' if at < 4 else '区'}" for at, one in enumerate(rest)),
        period=Period.months_range(year, 1, last),
        before=Period.months_range(year, 1, earlier),
        year=year,
    )
    for name, unit, digits, low, high, least, most in INDICATORS:
        _fill(made, name, unit, digits, (low, high), (least, most))
    _projects(made)
    return made


def _growth(rng: random.Random, least: int, most: int) -> Decimal:
    tenths = rng.randint(least * 10, most * 10)
    return Decimal(tenths or 7).scaleb(-1)


def _fill(
    made: World, name: str, unit: str, digits: int, size: tuple[int, int], span: tuple[int, int]
) -> None:
    rng = made.rng
    for area in (made.city, *made.counties):
        for period in (made.period, made.before):
            growth = _growth(rng, *span)
            made.put(area, name, period, Measure.GROWTH, growth, "%")
            if unit:
                times = 5 if area == made.city and unit not in ("元",) else 1
                low, high = (one * 10**digits * times for one in size)
                level = Decimal(rng.randint(low, high)).scaleb(-digits)
                made.put(area, name, period, Measure.LEVEL, level, unit)
    if rng.random() < 0.5:
        now = made.of(made.own, name, made.period, "growth")
        flash = now + Decimal(rng.choice((-4, -3, 3, 4))).scaleb(-1)
        made.put(made.own, name, made.period, Measure.GROWTH, flash, "%",
                 status=Status.FLASH, day=12)  # fmt: skip
    target = _growth(rng, max(span[0], 2), span[1])
    made.want(name, made.period, Measure.GROWTH, target, "%")


def _projects(made: World) -> None:
    rng = made.rng
    counts = [Decimal(rng.randint(12, 60)) for _ in PROJECTS]
    sums = [Decimal(rng.randint(200, 2500)).scaleb(-2) for _ in PROJECTS]
    for name, count, spent in zip(PROJECTS, counts, sums, strict=True):
        made.put(made.own, name, made.period, Measure.LEVEL, count, "个", status=Status.DISPATCH)
        made.put(made.own, f"{name}完成投资", made.period, Measure.LEVEL, spent, "亿元",
                 status=Status.DISPATCH)  # fmt: skip
    total = sum(sums, Decimal(0))
    made.put(made.own, "重点项目完成投资", made.period, Measure.LEVEL, total, "亿元",
             status=Status.DISPATCH)  # fmt: skip
    firms = Decimal(rng.randint(80, 300))
    made.put(made.own, "规模以上工业企业", made.period, Measure.LEVEL, firms, "家",
             status=Status.DISPATCH)  # fmt: skip
    back = firms - rng.randint(2, 12)
    made.put(made.own, "复工规模以上工业企业", made.period, Measure.LEVEL, back, "家",
             status=Status.DISPATCH)  # fmt: skip
    jobs = Decimal(rng.randint(900, 9000))
    made.put(made.own, "城镇新增就业", made.period, Measure.LEVEL, jobs, "人",
             status=Status.DISPATCH)  # fmt: skip
