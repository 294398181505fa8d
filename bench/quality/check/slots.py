"""Pieces of a paper that hold one figure, told rightly, and wrongly in every way that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bench.quality.check.places import World
from kaimenhong.analysis.turn import Turn, turned
from kaimenhong.reading import lookalike
from kaimenhong.terms import area as areas
from kaimenhong.terms.codelists import Status
from kaimenhong.terms.indicator import find
from kaimenhong.terms.period import Period
from kaimenhong.terms.quantity import round_half_up

_OTHER_UNIT = {
    "亿元": "万元", "万元": "亿元", "亿千瓦时": "万千瓦时", "万平方米": "平方米", "人": "万人",
}  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """`right` is plain text; `wrong` has for each kind of error a text with its marks."""

    right: str
    wrong: dict[str, str]


def marked(text: str, kind: str) -> str:
    return f"{{{text}|{kind}}}"


def slip(world: World, printed: str) -> str | None:
    """Change two digits over, or one digit; None where nothing changes or a zero would lead."""
    digits = [at for at, sign in enumerate(printed) if sign.isdigit()]
    signs = list(printed)
    if len(digits) > 1 and world.rng.random() < 0.7:
        at = world.rng.randrange(len(digits) - 1)
        a, b = digits[at], digits[at + 1]
        signs[a], signs[b] = signs[b], signs[a]
    else:
        at = world.rng.choice(digits)
        signs[at] = str((int(signs[at]) + world.rng.randint(1, 9)) % 10)
    made = "".join(signs)
    same = Decimal(made) == Decimal(printed)
    return None if same or (made[0] == "0" and made[1:2] != ".") else made


def growth(world: World, area: str, name: str, period: Period, verb: str = "同比") -> Slot:
    """同比增长8.7%."""
    value = world.of(area, name, period, "growth")
    up = value > 0
    printed = f"{abs(value):f}"
    verbs = (verb + "增长", verb + "下降")
    wrong: dict[str, str] = {}
    if slipped := slip(world, printed):
        wrong["value"] = verbs[not up] + marked(f"{slipped}%", "value")
    flipped = verbs[up]
    wrong["sign"] = marked(flipped, "x") + marked(f"{printed}%", "sign")
    wrong["points"] = verbs[not up] + marked(f"{printed}个百分点", "points")
    for kind, other in _others(world, area, name, period):
        if abs(other) != abs(value) and (other > 0) is up:
            wrong[kind] = verbs[not up] + marked(f"{abs(other):f}%", kind)
    return Slot(f"{verbs[not up]}{printed}%", wrong)


def _others(world: World, area: str, name: str, period: Period) -> list[tuple[str, Decimal]]:
    """The same figure of another period, another area, an earlier version."""
    found = []
    known = find(name)
    code = known.code if known else name
    if period == world.period:
        found.append(("period", world.of(area, name, world.before, "growth")))
    other = world.city if area != world.city else world.own
    found.append(("area", world.of(other, name, period, "growth")))
    for one in world.observations:
        same = (one.subject, one.indicator, one.period) == (f"area:{area}", code, period)
        if same and one.status is Status.FLASH and one.value is not None:
            found.append(("value", one.value))
    return found


def level(world: World, area: str, name: str, period: Period, unit: str) -> Slot:
    """完成12.34亿元."""
    value = world.of(area, name, period, "level")
    printed = f"{value:f}"
    wrong = {}
    if slipped := slip(world, printed):
        wrong["value"] = marked(f"{slipped}{unit}", "value")
    if unit in _OTHER_UNIT:
        wrong["unit"] = marked(f"{printed}{_OTHER_UNIT[unit]}", "unit")
    return Slot(f"{printed}{unit}", wrong)


def gap(world: World, name: str) -> Slot:
    """高于全市平均0.8个百分点."""
    own = world.of(world.own, name, world.period, "growth")
    city = world.of(world.city, name, world.period, "growth")
    apart = own - city
    word, other = world.rng.choice((("高于", "低于"), ("快于", "慢于")))
    shapes = (f"{word}全市平均", f"{other}全市平均")
    if world.rng.random() < 0.4:
        shapes = ("比全市平均水平高", "比全市平均水平低")
    return _distance(world, apart, shapes)


def against_target(world: World, name: str) -> Slot:
    """高于市下达目标0.3个百分点."""
    own = world.of(world.own, name, world.period, "growth")
    target = world.of(world.own, f"{name}目标", world.period, "growth")
    return _distance(world, own - target, ("高于市下达目标", "低于市下达目标"))


def _distance(world: World, apart: Decimal, shapes: tuple[str, str]) -> Slot:
    if not apart:
        return Slot("", {})
    said, flipped = shapes if apart > 0 else shapes[::-1]
    printed = f"{abs(apart):f}"
    wrong = {
        "points": said + marked(f"{printed}%", "points"),
        "sign": marked(flipped, "x") + marked(f"{printed}个百分点", "sign"),
    }
    if slipped := slip(world, printed):
        wrong["value"] = said + marked(f"{slipped}个百分点", "value")
    return Slot(f"{said}{printed}个百分点", wrong)


_TURNS = {
    Turn.FASTER: "加快", Turn.SLOWER: "回落", Turn.FALL_NARROWED: "收窄", Turn.FALL_WIDENED: "扩大",
}  # fmt: skip
_MISUSED = {
    Turn.FASTER: "回落", Turn.SLOWER: "加快", Turn.FALL_NARROWED: "扩大", Turn.FALL_WIDENED: "收窄",
    Turn.FALL_TO_RISE: "收窄", Turn.RISE_TO_FALL: "扩大",
}  # fmt: skip


def change(world: World, area: str, name: str, than: str) -> Slot:
    """增速比1—2月加快0.8个百分点."""
    now = world.of(area, name, world.period, "growth")
    then = world.of(area, name, world.before, "growth")
    turn = turned(then, now)
    if turn not in _MISUSED or now == then:
        return Slot("", {})
    printed = f"{abs(now - then):f}"
    bad = _MISUSED[turn]
    subject = "降幅" if bad in ("收窄", "扩大") else "增速"
    wrong = {
        "wording": marked(f"{subject}比{than}{bad}", "x") + marked(f"{printed}个百分点", "wording")
    }
    if turn not in _TURNS:
        return Slot("由降转增" if turn is Turn.FALL_TO_RISE else "由增转降", wrong)
    subject = "降幅" if _TURNS[turn] in ("收窄", "扩大") else "增速"
    said = f"{subject}比{than}{_TURNS[turn]}"
    wrong["points"] = said + marked(f"{printed}%", "points")
    if slipped := slip(world, printed):
        wrong["value"] = said + marked(f"{slipped}个百分点", "value")
    return Slot(f"{said}{printed}个百分点", wrong)


def rank(world: World, name: str, area: str | None = None) -> Slot:
    """居全市第2位."""
    own = area or world.own
    growths = [world.of(one, name, world.period, "growth") for one in world.counties]
    value = world.of(own, name, world.period, "growth")
    place = 1 + sum(one > value for one in growths)
    other = place + world.rng.choice((-2, -1, 1, 2))
    if not 1 <= other <= len(growths):
        other = 1 if place != 1 else len(growths)
    lead = world.rng.choice(("居全市第", "列全市第", "增速排全市第"))
    wrong = {"rank": lead + marked(f"{other}位", "rank")}
    return Slot(f"{lead}{place}位", wrong)


def share(world: World, part: str, whole: str) -> Slot:
    """占一般公共预算收入的76.8%."""
    a = world.of(world.own, part, world.period, "level")
    b = world.of(world.own, whole, world.period, "level")
    if a >= b:
        return Slot("", {})
    return _ratio(world, a / b * 100, f"占{whole}的")


def resumed(world: World) -> Slot:
    """复工率97.9%."""
    back = world.of(world.own, "复工规模以上工业企业", world.period, "level")
    firms = world.of(world.own, "规模以上工业企业", world.period, "level")
    return _ratio(world, back / firms * 100, "复工率")


def _ratio(world: World, value: Decimal, lead: str) -> Slot:
    printed = f"{round_half_up(value, 1):f}"
    wrong = {}
    if slipped := slip(world, printed):
        wrong["ratio"] = lead + marked(f"{slipped}%", "ratio")
    return Slot(f"{lead}{printed}%", wrong)


def total(world: World, parts: Sequence[str]) -> Slot:
    """重点项目73个: what its parts add up to."""
    whole = sum((world.of(world.own, one, world.period, "level") for one in parts), Decimal(0))
    other = whole + world.rng.choice((-3, -2, -1, 1, 2, 3))
    return Slot(f"{whole:f}个", {"sum": marked(f"{other:f}个", "sum")})


def name_of(world: World, area: str) -> Slot:
    """A county's name, or the same with a look-alike."""
    options = []
    for at in range(len(area) - 1):
        for sign in lookalike.like(area[at]):
            other = area[:at] + sign + area[at + 1 :]
            if (
                lookalike.why(area[at], sign)
                and not areas.find(other)
                and other not in world.counties
            ):
                options.append(other)
    options.sort()
    wrong = {"name": marked(world.rng.choice(options), "name")} if options else {}
    return Slot(area, wrong)


PHRASES = ("及时协调数据", "积极争取统计口径", "主动协调统计口径", "千方百计确保数据好看")


def asked(world: World) -> Slot:
    """A wish of the closing paragraph, or one that nobody may utter."""
    fine = world.rng.choice(("依法依规、如实上报", "应统尽统、不重不漏", "严禁弄虚作假、虚报数据"))
    bad = world.rng.choice(PHRASES)
    return Slot(fine, {"phrase": marked(bad, "phrase")})
