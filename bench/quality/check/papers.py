"""Papers of several genres about a made-up county, with ten errors planted in each.

A paper is put together of slots; which of them are told wrongly, and how, is drawn so that all
twelve kinds come up alike. One seed, one paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from bench.quality.check import slots
from bench.quality.check.drafts import Draft, made
from bench.quality.check.places import PROJECTS, World, world
from bench.quality.check.slots import Slot
from kaimenhong.terms.period import Period

ERRORS = 10
KINDS = (
    "value", "unit", "period", "area", "rank", "sign", "sum", "ratio", "points", "wording", "name",
    "phrase",
)  # fmt: skip


class Writer:
    """Collects pieces, of which those that may be told wrongly are slots."""

    def __init__(self, made_of: World) -> None:
        self.world = made_of
        self.pieces: list[str | Slot] = []
        self.than = period_words(made_of.before)
        self.now = period_words(made_of.period)

    def say(self, *pieces: str | Slot) -> None:
        """Add pieces; a slot that has nothing to say takes the words before it along."""
        if all(isinstance(one, str) or one.right for one in pieces):
            self.pieces += pieces

    def choose(self, *options: str) -> str:
        return self.world.rng.choice(options)


def period_words(period: Period) -> str:
    return period.label.partition("年")[2] if "年" in period.label else period.label


def paper(seed: int, planted: Counter[str]) -> Draft:
    """Write the paper of a seed; `planted` counts the kinds so far, and is added to."""
    writer = Writer(world(seed))
    GENRES[seed % len(GENRES)](writer)
    chosen = _chosen(writer, planted)
    text = "".join(
        one if isinstance(one, str) else one.wrong[chosen[at]] if at in chosen else one.right
        for at, one in enumerate(writer.pieces)
    )
    return made(f"generated-{seed:02}", text, writer.world.ledger, writer.world.own)


def _chosen(writer: Writer, planted: Counter[str]) -> dict[int, str]:
    """Draw which slots are told wrongly: the kinds that came up least first, no two in a row."""
    rng = writer.world.rng
    places = [at for at, one in enumerate(writer.pieces) if isinstance(one, Slot) and one.wrong]
    rng.shuffle(places)
    chosen: dict[int, str] = {}
    while len(chosen) < ERRORS:
        options = [
            (planted[kind], rng.random(), at, kind)
            for at in places
            if at not in chosen
            for kind in _of(writer.pieces[at])
        ]
        if not options:
            break
        _, _, at, kind = min(options)
        chosen[at] = kind
        planted[kind] += 1
    return chosen


def _of(piece: str | Slot) -> list[str]:
    return [] if isinstance(piece, str) else list(piece.wrong)


def _head(w: Writer, title: str, opening: str) -> None:
    w.say(f"{w.world.own}人民政府\n{title}\n\n　　{opening}\n")


def _closing(w: Writer) -> None:
    w.say("　　下一步，要压实责任、补齐短板，", slots.asked(w.world), "。\n")
    w.say(
        f"\n　　　　　　{w.world.own}人民政府\n"
        f"　　　　　　{w.world.year}年{w.world.period.end.month % 12 + 1}月25日\n"
    )


def _industry(w: Writer) -> None:
    name = w.choose("规模以上工业增加值", "规上工业增加值")
    standard = "规模以上工业增加值"
    own = w.world.own
    w.say(f"{w.now}，全县{name}", slots.growth(w.world, own, standard, w.world.period))
    w.say("，", slots.change(w.world, own, standard, w.than))
    w.say("，", slots.gap(w.world, standard))
    w.say("，", slots.rank(w.world, standard))
    w.say("；全市", slots.growth(w.world, w.world.city, standard, w.world.period, ""))
    w.say("。工业用电量", slots.level(w.world, own, "工业用电量", w.world.period, "亿千瓦时"))
    w.say("，", slots.growth(w.world, own, "工业用电量", w.world.period, ""), "。")


def _investment(w: Writer) -> None:
    own = w.world.own
    w.say("固定资产投资", slots.growth(w.world, own, "固定资产投资", w.world.period))
    w.say("，", slots.against_target(w.world, "固定资产投资"))
    w.say("，", slots.rank(w.world, "固定资产投资"))
    w.say("。房地产开发投资", slots.level(w.world, own, "房地产开发投资", w.world.period, "亿元"))
    w.say("，", slots.growth(w.world, own, "房地产开发投资", w.world.period, ""))
    w.say("，", slots.change(w.world, own, "房地产开发投资", w.than))
    w.say(
        "；商品房销售面积",
        slots.level(w.world, own, "新建商品房销售面积", w.world.period, "万平方米"),
    )
    w.say("，", slots.growth(w.world, own, "新建商品房销售面积", w.world.period, ""), "。")


def _consumption(w: Writer) -> None:
    own = w.world.own
    verb = w.choose("实现", "完成", "")
    w.say(
        f"社会消费品零售总额{verb}",
        slots.level(w.world, own, "社会消费品零售总额", w.world.period, "亿元"),
    )
    w.say("，", slots.growth(w.world, own, "社会消费品零售总额", w.world.period))
    w.say("，", slots.gap(w.world, "社会消费品零售总额"))
    w.say("。进出口总额", slots.level(w.world, own, "进出口总额", w.world.period, "亿元"))
    w.say("，", slots.growth(w.world, own, "进出口总额", w.world.period, ""))
    w.say("，", slots.change(w.world, own, "进出口总额", w.than), "。")


def _fiscal(w: Writer) -> None:
    own = w.world.own
    w.say("一般公共预算收入", slots.level(w.world, own, "一般公共预算收入", w.world.period, "万元"))
    w.say("，", slots.growth(w.world, own, "一般公共预算收入", w.world.period))
    w.say("，", slots.against_target(w.world, "一般公共预算收入"))
    w.say("；其中税收收入", slots.level(w.world, own, "税收收入", w.world.period, "万元"))
    w.say("，", slots.share(w.world, "税收收入", "一般公共预算收入"), "。")


def _income(w: Writer) -> None:
    for name in ("城镇居民人均可支配收入", "农村居民人均可支配收入"):
        w.say(name, slots.level(w.world, w.world.own, name, w.world.period, "元"))
        w.say("，", slots.growth(w.world, w.world.own, name, w.world.period, ""), "。")


def _projects(w: Writer) -> None:
    own = w.world.own
    w.say("全县共有重点项目", slots.total(w.world, PROJECTS), "，其中")
    for at, name in enumerate(PROJECTS):
        w.say("、" if at else "", name, slots.level(w.world, own, name, w.world.period, "个"))
    w.say("。")
    for at, name in enumerate(PROJECTS):
        spent = slots.level(w.world, own, f"{name}完成投资", w.world.period, "亿元")
        w.say("，" if at else "", f"{name}完成投资", spent)
    w.say("。全县", slots.level(w.world, own, "规模以上工业企业", w.world.period, "家"))
    w.say(
        "规上工业企业已复工",
        slots.level(w.world, own, "复工规模以上工业企业", w.world.period, "家"),
    )
    w.say("，", slots.resumed(w.world), "。")
    w.say("城镇新增就业", slots.level(w.world, own, "城镇新增就业", w.world.period, "人"), "。")


def _counties(w: Writer, name: str) -> None:
    rows = sorted(
        w.world.counties,
        key=lambda one: w.world.of(one, name, w.world.period, "growth"),
        reverse=True,
    )
    w.say(f"分县区看，{name}")
    for at, area in enumerate(rows):
        w.say("，" if at else "", slots.name_of(w.world, area))
        w.say(slots.growth(w.world, area, name, w.world.period, ""))
    w.say("。")


_SECTIONS: tuple[tuple[str, Callable[[Writer], None]], ...] = (
    ("工业生产", _industry),
    ("投资", _investment),
    ("消费和外贸", _consumption),
    ("财政收入", _fiscal),
    ("居民收入", _income),
    ("项目建设", _projects),
)


def report(w: Writer) -> None:
    """A county's report, section by section."""
    _head(w, f"关于{w.world.year}年{w.now}全县经济运行情况的报告", "现将有关情况报告如下。")
    w.say(
        f"　　{w.now}，全县地区生产总值",
        slots.level(w.world, w.world.own, "地区生产总值", w.world.period, "亿元"),
    )
    w.say("，按不变价格计算", slots.growth(w.world, w.world.own, "地区生产总值", w.world.period))
    w.say("，", slots.gap(w.world, "地区生产总值"), "。\n")
    for number, (title, section) in zip("一二三四五六", _SECTIONS, strict=True):
        w.say(f"　　{number}、{title}。")
        section(w)
        w.say("\n")
    _closing(w)


def speech(w: Writer) -> None:
    """A speech: runs on, with the counties beside each other."""
    w.say(
        "在全县经济运行调度会上的讲话\n"
        f"（{w.world.year}年{w.world.period.end.month % 12 + 1}月20日）\n\n同志们：\n"
    )
    w.say("　　先讲成绩。")
    _industry(w)
    _consumption(w)
    w.say("\n　　再讲差距。")
    _investment(w)
    _fiscal(w)
    w.say("\n　　三讲对比。")
    _counties(w, "规模以上工业增加值")
    w.say("\n　　四讲项目。")
    _projects(w)
    w.say("\n")
    _closing(w)


def bulletin(w: Writer) -> None:
    """A bulletin: the counties by several indicators, then the county itself."""
    _head(w, f"关于{w.world.year}年{w.now}主要经济指标完成情况的通报", "现通报如下。")
    w.say("　　一、各县区情况。")
    for name in ("固定资产投资", "社会消费品零售总额"):
        _counties(w, name)
    w.say("\n　　二、全县情况。")
    for section in (_industry, _fiscal, _income, _projects, _consumption):
        section(w)
    w.say("\n")
    _closing(w)


def note(w: Writer) -> None:
    """A dispatch note: short sentences, projects first."""
    _head(w, f"{w.world.own}重点工作调度专报", f"截至{w.now}，情况如下。")
    for section in (_projects, _fiscal, _investment, _industry, _consumption):
        w.say("　　")
        section(w)
        w.say("\n")
    _closing(w)


GENRES = (report, speech, bulletin, note)
