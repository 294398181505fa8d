"""The board in one expression: how every target stands (盘子)."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from kaimenhong.analysis import gap, growth, lights, progress
from kaimenhong.analysis.arithmetic import half_up
from kaimenhong.analysis.frame import Frame, one_each
from kaimenhong.analysis.rank import merit, within_parent
from kaimenhong.analysis.vintage import firmness, holding
from kaimenhong.terms.codelists import Accumulation, Measure, Role, Status

# The targets table: column, type, meaning.
TARGETS: tuple[tuple[str, str, str], ...] = (
    ("target", "text", "identity of the target; no two rows share one"),
    ("subject", "text", "area:421381 and the like"),
    ("parent", "text", "subject of the area above; null at the top"),
    ("indicator", "text", "catalogue code, or the name where the catalogue has none"),
    ("first", "int64", "first month of the target's period, counted year × 12 + month − 1"),
    ("last", "int64", "last month of it, counted alike"),
    ("period", "text", "code of the period"),
    ("measure", "text", "level, growth …"),
    ("comparator", "text", "how the figure binds"),
    ("amount", "float64", "the figure in `unit`; null for a blank and for in_step_with"),
    ("amount_high", "float64", "upper end, only for between"),
    ("unit", "text", "the indicator's own unit, or % and the like for other measures"),
    ("direction", "text", "up: more is better; down: less is better; band or neutral: neither"),
    ("from_bottom", "bool", "of ranks: the figure counts from the end, 摆脱后三 is 3"),
    ("reference_subject", "text", "whose figure is the other side: 高于全市平均, 与经济增长同步"),
    ("reference_indicator", "text", "which figure of it; both null where there is none"),
)

POINTS = "个百分点"

# What stands beside a target only until it is measured.
BOUND = ("stated", "reference_published", "growth_peers", "level_peers")

# What a target and its answer share.
SAME = ("subject", "indicator", "measure")

# What the answering fact is called beside its target.
ANSWER = {
    "actual": "fact",
    "actual_amount": "amount",
    "actual_published": "published",
    "actual_unit": "unit",
    "actual_period": "period",
    "actual_first": "first",
    "actual_last": "last",
    "accumulation": "accumulation",
    "status": "status",
    "caliber": "caliber",
    "vintage": "vintage",
    "rank": "rank",
    "peers": "peers",
}


def standing(
    targets: Frame,
    facts: Frame,
    curve: Frame | None = None,
    *,
    as_of: str | None = None,
    rules: Sequence[lights.LightRule] | None = None,
) -> Frame:
    """Tell how every target stands: what answers it, how far it is, its rank and its light.

    Grain: one row per target, each exactly once, in no order. Columns in: `TARGETS` and
    `facts.FACTS`, and of `curve` those of `progress.by_plan`; out: those of `TARGETS` and
    - `actual` (the fact that answers), `actual_amount`, `actual_published`, `actual_unit`,
      `actual_period`, `actual_first`, `actual_last`, `accumulation`, `status`, `caliber`,
      `vintage`;
    - `level` with `level_unit`, and `growth` (%), of the same stretch, and the `base` that the
      two imply;
    - `elapsed` (share); `completion` (%) of amounts; `due` (%) of those that add up, by the
      target's own plan where it has a curve (`due_by` is curve), else by time, and held against it
      `progress_gap` (points), `progress_ratio` and `progress_shortfall` (%);
    - `gap_points`, `gap_unit`, `gap_share` (% of the goal), `gap_to_zero_unit`, `met`;
    - `gap_to_parent` (points, see `gap.to_parent_average`), where a rule of `rules` looks at it;
    - `rank`, `peers`; `gauge`, `sense`, `goal`; `light` and its trace (see `lights.light`).
    Signs: in every gap negative is behind and positive ahead, whatever the direction.
    The answer is a figure that holds at `as_of` (see `vintage.holding`), of the same subject,
    indicator and measure: a cumulative one that starts with the target's period and ends within
    it, a balance within it, or one of that very period; the latest of these, then one without a
    special 口径 before one with, then the firmest, then the newest. It keeps its own period: 1—2月
    may answer for a quarter. `status` says whether it is 预计 or 测算. A level in another unit than
    the target's does not answer it: units are brought together at the edge or not at all.
    A rank `from_bottom` is reached where the rank is no worse than peers − amount: 摆脱后三 of ten
    is the seventh place or better; the peers are those of the growth, or level, that the ledger
    itself ranks beside the published place. A target without a figure that has a reference is held
    against the reference's published figure of the answer's own period. `goal` shows either.
    A target without an answer, a blank, and one whose reference or peers are not known are grey,
    with nulls for what is not known.
    """
    held = holding(_in_question(facts, targets), as_of=as_of)
    answered = _answered(targets, within_parent(held))
    answered = _beside(answered, held.with_columns(merit=merit("parent")))
    referred = holding(_referred(targets, facts), as_of=as_of)
    bound = _bound(_with_reference(growth.with_base(answered), referred))
    measured = gap.in_unit(gap.to_target(gap.sense(gap.gauge(bound))))
    stood = _by_progress(measured.with_columns(amount=nw.col("stated")).drop(*BOUND), curve)
    chosen = lights.default_rules() if rules is None else rules
    return lights.light(_beside_parent(stood, held) if _averages(chosen) else stood, chosen)


def _averages(rules: Sequence[lights.LightRule]) -> bool:
    # The average of the parents is weighed from all children; a board whose rules do not ask for
    # it is not made to pay for it.
    return any("gap_to_parent" in rule.metrics for rule in rules)


def _beside_parent(stood: Frame, facts: Frame) -> Frame:
    gaps = gap.to_parent_average(facts).select("gap_to_parent", actual=nw.col("fact"))
    return stood.join(gaps, on="actual", how="left")


def _in_question(facts: Frame, targets: Frame) -> Frame:
    """Keep the figures that may answer a target, stand beside an answer, or are its peers.

    All of them are of the target's indicator, or of its reference, and of a period within that of
    a target: choosing between versions costs what these few rows are, not what history holds.
    """
    asked = targets.select("indicator")
    beside = targets.select(indicator=nw.col("reference_indicator"))
    indicators = nw.concat([asked, beside]).unique()
    spans = targets.select(from_month=nw.col("first"), to_month=nw.col("last")).unique()
    actuals = facts.filter(nw.col("role") == Role.ACTUAL.value)
    periods = actuals.select("period", "first", "last").unique().join(spans, how="cross")
    within = periods.filter(
        nw.col("first") >= nw.col("from_month"), nw.col("last") <= nw.col("to_month")
    )
    of_indicator = actuals.join(indicators, on="indicator", how="semi")
    return of_indicator.join(within.select("period").unique(), on="period", how="semi")


def _answered(targets: Frame, facts: Frame) -> Frame:
    answers = facts.select(*SAME, **{name: nw.col(column) for name, column in ANSWER.items()})
    pairs = targets.select("target", *SAME, "period", "first", "last", "unit")
    met = pairs.join(answers, on=list(SAME), how="inner").filter(_answers())
    told = targets.join(_latest(met).select("target", *ANSWER), on="target", how="left")
    return _with_distance(told, _latest(_distances(targets, answers)))


def _latest(met: Frame) -> Frame:
    ordered = met.with_columns(firmness=firmness(), plain=(nw.col("caliber") == "").cast(nw.Int64))
    greatest = ("actual_last", "plain", "firmness", "vintage", "actual")
    return one_each(ordered, per=["target"], greatest=greatest)


def _distances(targets: Frame, answers: Frame) -> Frame:
    """Give the growths that may answer a target for a distance, with the other side's beside."""
    asked = targets.filter(nw.col("measure") == Measure.GAP_PP.value).select(
        *("target", "subject", "indicator", "period", "first", "last", "unit"),
        *("reference_subject", "reference_indicator"),
    )
    growths = answers.filter(nw.col("measure") == Measure.GROWTH.value)
    other = growths.select(
        *("accumulation", "caliber", "actual_period"),
        reference_subject=nw.col("subject"),
        reference_indicator=nw.col("indicator"),
        reference_growth=nw.col("actual_published"),
    )
    same = ["reference_subject", "reference_indicator", "accumulation", "caliber", "actual_period"]
    own = asked.join(growths, on=["subject", "indicator"], how="inner").filter(_answers())
    return own.join(other, on=same, how="inner")


def _with_distance(told: Frame, distances: Frame) -> Frame:
    """Answer by the growth less the other side's (测算) where no distance is published."""
    filled = [name for name in ANSWER if name not in ("rank", "peers")]
    difference = half_up(nw.col("actual_published") - nw.col("reference_growth"), 10.0)
    made = distances.with_columns(
        actual_amount=difference,
        actual_published=difference,
        actual_unit=nw.lit(POINTS),
        status=nw.lit(Status.ESTIMATED.value),
    ).select("target", **{f"made_{name}": nw.col(name) for name in filled})
    beside = told.join(made, on="target", how="left")
    unanswered = nw.col("actual").is_null()
    return beside.with_columns(
        **{
            name: nw.when(unanswered).then(nw.col(f"made_{name}")).otherwise(nw.col(name))
            for name in filled
        }
    ).drop([f"made_{name}" for name in filled])


def _answers() -> nw.Expr:
    accumulation = nw.col("accumulation")
    within = nw.col("actual_last") <= nw.col("last")
    from_start = nw.col("actual_first") == nw.col("first")
    cumulative = (accumulation == Accumulation.CUMULATIVE.value) & from_start & within
    at_a_date = nw.col("actual_first") >= nw.col("first")
    balance = (accumulation == Accumulation.POINT.value) & at_a_date & within
    comparable = (nw.col("measure") != Measure.LEVEL.value) | (
        nw.col("actual_unit") == nw.col("unit")
    )
    same_period = nw.col("actual_period") == nw.col("period")
    return comparable & (cumulative | balance | same_period)


def _beside(answered: Frame, facts: Frame) -> Frame:
    keys = ["subject", "indicator", "accumulation", "caliber", "actual_period"]
    level, growth = Measure.LEVEL.value, Measure.GROWTH.value

    def of(measure: str, column: str) -> nw.Expr:
        return nw.when(nw.col("measure") == measure).then(nw.col(column)).otherwise(None)

    # One table of both measures, since every use of `facts` settles all figures once more.
    figures = facts.filter(nw.col("measure").is_in((level, growth))).select(
        *(column for column in keys if column != "actual_period"),
        "parent",
        actual_period=nw.col("period"),
        level=of(level, "amount"),
        level_unit=of(level, "unit"),
        level_merit=of(level, "merit"),
        growth=of(growth, "amount"),
        growth_merit=of(growth, "merit"),
    )
    names = ("level", "level_unit", "level_merit", "growth", "growth_merit")
    both = figures.group_by(*keys, "parent").agg(*(nw.col(name).max() for name in names))
    peers = ["parent", *(column for column in keys if column != "subject")]
    counted = both.with_columns(
        level_peers=nw.col("level_merit").count().over(*peers),
        growth_peers=nw.col("growth_merit").count().over(*peers),
    ).drop("parent", "level_merit", "growth_merit")
    return answered.join(counted, on=keys, how="left")


def _referred(targets: Frame, facts: Frame) -> Frame:
    """Keep the figures that a target is compared with: few, so that settling them costs little."""
    asked = targets.filter(~nw.col("reference_indicator").is_null()).select(
        subject=nw.col("reference_subject"), indicator=nw.col("reference_indicator")
    )
    return facts.join(asked.unique(), on=["subject", "indicator"], how="semi")


def _with_reference(answered: Frame, facts: Frame) -> Frame:
    references = facts.select(
        "measure",
        "accumulation",
        reference_subject=nw.col("subject"),
        reference_indicator=nw.col("indicator"),
        actual_period=nw.col("period"),
        reference_published=nw.col("published"),
    )
    keys = [*("reference_subject", "reference_indicator"), *("measure", "accumulation")]
    return answered.join(references, on=[*keys, "actual_period"], how="left")


def _bound(frame: Frame) -> Frame:
    """Put in the place of `amount` what the target comes to, and keep what it states."""
    by_growth = nw.col("measure") == Measure.GROWTH_RANK.value
    peers = nw.when(by_growth).then(nw.col("growth_peers")).otherwise(nw.col("level_peers"))
    bound = nw.coalesce(nw.col("amount"), nw.col("reference_published"))
    known = nw.when(peers > 0).then(peers.cast(nw.Float64)).otherwise(None)
    last = known - nw.col("amount")
    return frame.with_columns(
        stated=nw.col("amount"), amount=nw.when(nw.col("from_bottom")).then(last).otherwise(bound)
    )


def _by_progress(frame: Frame, curve: Frame | None) -> Frame:
    timed = _due(progress.completion(progress.elapsed(frame)), curve)
    timed = progress.progress_gap(timed)
    timed = progress.progress_shortfall(progress.progress_ratio(timed))
    adds_up = nw.col("gauge") == gap.Gauge.PROGRESS.value
    amounts = nw.col("gauge").is_in((gap.Gauge.PROGRESS.value, gap.Gauge.STOCK.value))
    return timed.with_columns(
        elapsed=nw.col("by_time"),
        completion=nw.when(amounts).then(nw.col("completion")).otherwise(None),
        **{
            column: nw.when(adds_up).then(nw.col(column)).otherwise(None)
            for column in ("due", "due_by", "progress_gap", "progress_ratio", "progress_shortfall")
        },
    ).drop("by_time")


def _due(timed: Frame, curve: Frame | None) -> Frame:
    """Add what is due, and put it in the place of the time that has passed until it is measured."""
    if curve is None:
        return timed.with_columns(
            by_time=nw.col("elapsed"), due=nw.col("elapsed") * 100, due_by=nw.lit("time")
        )
    planned = progress.by_plan(timed, curve).drop("due_gap")
    by_curve = nw.col("due_by") == "curve"
    share = nw.when(by_curve).then(nw.col("due") / 100).otherwise(nw.col("elapsed"))
    return planned.with_columns(by_time=nw.col("elapsed"), elapsed=share)
