"""The page that estimates GDP (测算) from its supports, and asks back what they lack (倒算)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kaimenhong import charts
from kaimenhong.analysis.calibration import Basis
from kaimenhong.analysis.gdp import GDP, Estimate, differences, estimated
from kaimenhong.analysis.gdp_inverse import Inverse, WorkGap, inverse
from kaimenhong.analysis.holder import Holder
from kaimenhong.errors import Code, Mistake, Refused
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from office.board import accounts, held
from office.board.gdp_sliders import Slider, number, short_name, sliders, supposed
from office.board.indicators import shown
from office.board.queries import end_of, rounded
from office.campaigns import queries as campaigns
from office.campaigns.models import Campaign
from office.people import access
from office.people.models import Area, Person

PAST = 4  # past quarters that can be estimated again, to see how far off the estimate is


@dataclass(frozen=True, slots=True)
class Row:
    """One industry as a page prints it."""

    name: str
    share: Decimal
    supports: str
    support: Decimal | None
    slope: Decimal | None
    error: Decimal | None
    basis: str
    quarters: int
    growth: Decimal
    pull: Decimal
    reasons: tuple[str, ...]
    released: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The estimate and its inverse as a page prints them."""

    growth: Decimal
    low: Decimal | None
    high: Decimal | None
    notes: tuple[str, ...]
    rows: tuple[Row, ...]
    chart: charts.Option
    released: Decimal | None
    difference: Decimal | None
    back: Back | None


@dataclass(frozen=True, slots=True)
class Back:
    """The inverse: what each indicator lacks alone, what all lack together, what is the most."""

    wished: Decimal
    verdict: str
    alone: tuple[Gap, ...]
    together: tuple[Gap, ...]
    greatest: Decimal
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """The work gap of one department's indicator, as printed."""

    name: str
    owner: str
    now: Decimal
    wished: Decimal
    gap: Decimal
    stretch: Decimal
    within: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows; `mistake` says why nothing is estimated."""

    area: Area
    areas: tuple[Area, ...]
    period: Period
    periods: tuple[Period, ...]
    wished: Decimal | None
    sliders: tuple[Slider, ...]
    answer: Answer | None
    mistake: Mistake | None


def page(person: Person, campaign: Campaign, query: Mapping[str, str], *, today: date) -> Page:
    """Return the estimate for one of the person's areas, with what he supposes.

    Raises Refused where he reaches no area. A number that is none, or beyond ±100, is GDP_INPUT_
    INVALID and shown on the page.
    """
    areas = tuple(access.see(person, Area.objects.filter(level__in=LEVELS)))
    if not areas:
        raise Refused(
            Code.NOT_FOUND, expected="您有权查看的地区", came="", remedy="请联系本单位统筹员"
        )
    wanted = query.get("area", "")
    area = next((one for one in areas if one.code == wanted), home(campaign, areas))
    until = end_of(campaign.day(today))
    figures = held.figures(person, accounts.needed(), until)
    known = accounts.ledger(shown(person, [area], figures).values())
    periods = choices(known, campaign, today)
    period = next((one for one in periods if one.code == query.get("period")), periods[0])
    try:
        changed = supposed(query)
        wished = wish(query, person, campaign, area, period)
        answer, mistake = answered(area, known, period, changed, wished), None
    except Mistake as found:
        changed, wished, answer, mistake = {}, None, None, found
    return Page(
        area=area,
        areas=areas,
        period=period,
        periods=tuple(periods),
        wished=wished,
        sliders=sliders(known, period, changed),
        answer=answer,
        mistake=mistake,
    )


LEVELS = (Holder.PROVINCE, Holder.CITY, Holder.COUNTY)


def home(campaign: Campaign, areas: Sequence[Area]) -> Area:
    """Return the campaign's own area where the person reaches it, else his first."""
    return next((area for area in areas if area.pk == campaign.area_id), areas[0])


def choices(known: accounts.Ledger, campaign: Campaign, today: date) -> list[Period]:
    """Return the quarters that can be estimated: the coming one first, then some past ones."""
    done = accounts.quarters(known)
    day = campaign.day(today)
    running = accounts.year_to_date((day.year * 12 + day.month - 1) // 3 * 3 + 2)
    coming = accounts.year_to_date(done[-1].last_month + 3) if done else running
    return [coming, *reversed(done[-PAST:])]


def wish(
    query: Mapping[str, str], person: Person, campaign: Campaign, area: Area, period: Period
) -> Decimal | None:
    """Return the growth of GDP that is asked back: as chosen, else the campaign's own target."""
    if "wished" in query:
        return number(query["wished"]) if query["wished"].strip() else None
    rows = campaigns.targets(person, campaign).filter(
        area=area, indicator=GDP, measure=Measure.GROWTH, period=period.code
    )
    return next((row.value for row in rows if row.value is not None), None)


def answered(
    area: Area,
    known: accounts.Ledger,
    period: Period,
    changed: Mapping[str, Decimal],
    wished: Decimal | None,
) -> Answer:
    """Return the estimate in words; raises the Mistakes of the estimate."""
    given = accounts.inputs(known, period, changed)
    if not given:
        raise Mistake(
            Code.GDP_INPUT_INVALID,
            expected="分行业增加值的往年各季数据",
            came=f"{area.name}没有分行业的数据",
            remedy="请先导入各行业增加值及支撑指标的历史数据",
        )
    found = estimated(area.subject, Holder(area.level), period, given)
    released = {
        code: said
        for code, indicator in ((GDP, GDP), *accounts.VALUE_ADDED.items())
        if (said := known.growth(indicator, period.last_month)) is not None
    }
    told = {one.industry: one for one in differences(found, released, vintage="")}
    rows = tuple(
        industry_row(found, place, released, told[one.industry.code].difference)
        for place, one in enumerate(found.industries)
    )
    total = rounded(found.growth, 2)
    return Answer(
        growth=rounded(found.growth, 1),
        low=None if found.low is None else rounded(found.low, 1),
        high=None if found.high is None else rounded(found.high, 1),
        notes=found.notes,
        rows=rows,
        chart=charts.waterfall(
            f"{area.name}{period.label}地区生产总值增速测算",
            [charts.Pull(row.name, row.pull) for row in rows],
            total,
            total_name="GDP 测算",
            rest_name="四舍五入差",
        ),
        released=optional(released.get(GDP)),
        difference=optional(told[GDP].difference),
        back=None if wished is None else back(inverse(found, float(wished)), wished),
    )


def industry_row(
    found: Estimate, place: int, released: Mapping[str, float], difference: float | None
) -> Row:
    """Return one industry as printed."""
    one = found.industries[place]
    fit = one.calibration
    fitted = fit.basis is not Basis.LAST
    return Row(
        name=one.industry.name,
        share=rounded(one.share * 100, 1),
        supports="、".join(short_name(code) for code in one.industry.supports),
        support=optional(one.support),
        slope=rounded(fit.slope, 2) if fitted else None,
        error=None if fit.error is None else rounded(fit.error, 2),
        basis=fit.basis.label,
        quarters=fit.quarters,
        growth=rounded(one.growth, 1),
        pull=rounded(one.pull, 2),
        reasons=(*one.reasons, *stand_in(one.industry.code)),
        released=optional(released.get(one.industry.code)),
        difference=optional(difference),
    )


def stand_in(industry: str) -> tuple[str, ...]:
    """Return what must be said where another indicator stands for the industry's value added."""
    said = accounts.STAND_INS.get(industry)
    return (said,) if said else ()


def back(found: Inverse, wished: Decimal) -> Back:
    """Return the inverse as printed."""
    return Back(
        wished=wished,
        verdict=found.reach.label,
        alone=tuple(map(gap, found.alone)),
        together=tuple(gap(one) for one in found.together if rounded(one.gap, 1)),
        greatest=rounded(found.greatest, 1),
        notes=found.notes,
    )


def gap(one: WorkGap) -> Gap:
    """Return one work gap as printed; what must be reached is rounded up."""
    return Gap(
        name=one.name,
        owner=one.owner,
        now=rounded(one.now, 1),
        wished=Decimal(math.ceil(round(one.wished * 10, 6))) / 10,
        gap=rounded(one.gap, 1),
        stretch=rounded(one.stretch, 1),
        within=one.within,
        reason=one.reason,
    )


def optional(value: float | None) -> Decimal | None:
    """Return a figure with one digit; what is missing stays so."""
    return None if value is None else rounded(value, 1)
