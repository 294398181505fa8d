"""A hundred layouts made from a seed: the same figures set out in the ways that offices do.

Every choice is drawn: what runs across, how heads are merged and worded, where unit, period and
area stand, which cells are broken; the truth is known because the layout is made from it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from bench.quality.sheets.layouts import Layout
from kaimenhong.documents.workbook import address

SEED = 20260101
CITY = ("云台市", "锦泽市", "临渡市")
COUNTIES = ("青岚县", "云溪县", "石汀区", "白鹭县", "松坪县", "柳河区", "望湖市")
TOWNS = ("城关镇", "石门镇", "白水乡", "柳河镇", "城东街道", "松坪乡", "云麓镇")
# name, unit, how it is written elsewhere
FLOWS = (
    ("社会消费品零售总额", "亿元", ("社零", "社会消费品零售总额")),
    ("一般公共预算收入", "万元", ("一般公共预算收入", "地方一般公共预算收入")),
    ("工业用电量", "万千瓦时", ("工业用电量", "工业用电")),
    ("规模以上工业总产值", "亿元", ("规上工业总产值", "规模以上工业总产值")),
    ("招商引资到位资金", "亿元", ("招商引资到位资金", "招商到位资金")),
    ("进出口总额", "万美元", ("进出口总额", "外贸进出口总额")),
    ("建筑业总产值", "亿元", ("建筑业总产值", "建筑业产值")),
)
GROWTHS = ("增速", "同比", "同比增长", "同比±", "增幅", "比上年同期增减", "增长")
RANKS = ("位次", "排名", "排位")
AREAS = ("县（市、区）", "地区", "县区", "乡镇", "乡镇（街道）", "单位")
DASHES = ("—", "-", "–", "～", "至")
BLANKS = ("—", "-", "…", "", "××")
WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def generated(number: int) -> Iterator[Layout]:
    for at in range(number):
        yield _Maker(random.Random(SEED + at), f"{at:03}").layout()  # noqa: S311 -- layouts, no secret


class _Maker:
    def __init__(self, chance: random.Random, name: str) -> None:
        self.chance = chance
        self.made = Layout(name)
        self.city = chance.choice(CITY)
        self.year = chance.choice((2024, 2025, 2026))
        self.month = chance.randint(2, 12)
        towns = chance.random() < 0.4
        self.places = chance.sample(TOWNS if towns else COUNTIES, chance.randint(3, 6))
        self.place_head = chance.choice(AREAS[3:] if towns else AREAS[:3])
        self.flows = chance.sample(FLOWS, chance.randint(1, 3))
        self.rows: list[list[str]] = []
        self.truths: list[str] = []

    def layout(self) -> Layout:
        kind = self.chance.choice(
            (self._areas, self._areas, self._indicators, self._months, self._list)
        )
        kind()
        sheet = self.chance.choice(("Sheet1", "附件1", "表一", "数据"))
        self.made.sheets[sheet], self.made.truths[sheet] = self.rows, self.truths
        return self.made

    # Where things stand

    def _span(self) -> str:
        if self.month in (3, 6, 9, 12) and self.chance.random() < 0.5:
            return {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}[self.month]
        return f"1{self.chance.choice(DASHES)}{self.month}月"

    def _code(self) -> str:
        return f"{self.year}-01..{self.year}-{self.month:02}"

    def _title(self, of: str, units: str = "") -> None:
        self.rows.append([f"{self.city}{self.year}年{self._span()}{of}{units}"])

    def _value(self, low: float = 1) -> str:
        return f"{self.chance.uniform(low, 60):.{self.chance.choice((1, 2))}f}"

    def _growth(self) -> str:
        return f"{self.chance.uniform(-9, 15):.1f}"

    def _cell(self, value: str, truth: str) -> str:
        """Write a figure, now and then as people break it; blank ones are no observation."""
        spot = address(len(self.rows), self.at)
        self.at += 1
        draw = self.chance.random()
        if draw < 0.04:
            return self.chance.choice(BLANKS)
        self.truths.append(f"= {spot} ; {truth} ; {value}")
        if draw < 0.07:
            self.truths.append(f"~ text-number ; {spot}")
            return "'" + value.translate(WIDE)
        if draw < 0.09 and value.startswith("-"):
            return f"'({value[1:]})"
        return value

    # The layouts

    def _areas(self) -> None:
        """Areas down the side, indicators with their growth and rank across."""
        merged = self.chance.random() < 0.6
        in_title = self.chance.random() < 0.3 and len(self.flows) == 1
        self._title("主要经济指标完成情况", f"（单位：{self.flows[0][1]}、%）" if in_title else "")
        growth, rank = self.chance.choice(GROWTHS), self.chance.random() < 0.5
        heads: list[list[str]] = [[self.place_head], [""]]
        columns: list[tuple[str, str, str]] = []
        for name, unit, words in self.flows:
            word = self.chance.choice(words)
            parts = [("level", unit), ("growth", "%"), *([("growth_rank", "位")] if rank else [])]
            lower = [
                "" if in_title else f"总量（{unit}）",
                f"{growth}（%）",
                self.chance.choice(RANKS),
            ]
            lower[0] = lower[0] or "总量"
            upper = [word, "", ""]
            flat = [word if in_title else f"{word}（{unit}）", *lower[1:]]
            heads[0] += (upper if merged else flat)[: len(parts)]
            heads[1] += lower[: len(parts)]
            columns += [(name, measure, one) for measure, one in parts]
        self.rows += heads if merged else heads[:1]
        if merged:
            self._merge_heads(len(self.flows), 3 if rank else 2)
        whole = self.chance.choice(("全市", "合计", "全　市", None))
        for place in [*([whole] if whole else []), *self.places]:
            self._row(place, columns, self.city if place == whole else place)

    def _merge_heads(self, groups: int, width: int) -> None:
        self.made.merges.append("A2:A3")
        for group in range(groups):
            left = 1 + group * width
            self.made.merges.append(f"{address(1, left)}:{address(1, left + width - 1)}")

    def _row(self, label: str, columns: list[tuple[str, str, str]], subject: str) -> None:
        self.at = 1
        cells = [label]
        for name, measure, unit in columns:
            value = {"level": self._value(), "growth": self._growth()}.get(measure) or str(
                self.chance.randint(1, len(self.places))
            )
            if measure == "growth_rank" and subject == self.city:
                cells.append("—")
                self.at += 1
                continue
            truth = f"{subject} ; {name} ; {self._code()} cumulative ; {measure} actual ; {unit}"
            cells.append(self._cell(value, truth))
        self.rows.append(cells)

    def _indicators(self) -> None:
        """Indicators down the side with their unit; this year, the year before, growth across."""
        self._title("主要指标快报")
        span, before = self._span(), self.chance.choice(("上年同期", "去年同期"))
        self.rows.append(
            ["指标", self.chance.choice(("单位", "计量单位")), span, before, "同比（%）"]
        )
        for name, unit, words in self.flows:
            self.at = 2
            said = f"{self.city} ; {name} ;"
            earlier = f"{self.year - 1}-01..{self.year - 1}-{self.month:02}"
            self.rows.append(
                [
                    self.chance.choice(("", "其中：", "1.")) + self.chance.choice(words),
                    unit,
                    self._cell(
                        self._value(), f"{said} {self._code()} cumulative ; level actual ; {unit}"
                    ),
                    self._cell(
                        self._value(), f"{said} {earlier} cumulative ; level actual ; {unit}"
                    ),
                    self._cell(
                        self._growth(), f"{said} {self._code()} cumulative ; growth actual ; %"
                    ),
                ]
            )

    def _months(self) -> None:
        """Months down the side, the month alone and from January on across."""
        name, unit, words = self.flows[0]
        self.rows.append([f"{self.city}{self.chance.choice(words)}（单位：{unit}、%）"])
        current, total = self.chance.choice(
            (("当月", "累计"), ("本月", "本月止累计"), ("当月值", "累计值"))
        )
        self.rows.append(["月份", current, total, "累计增速"])
        sum_ = 0.0
        dotted = self.chance.random() < 0.5
        for month in range(1, self.month + 1):
            self.at = 1
            value = float(self._value(5))
            sum_ += value
            said, code = f"{self.city} ; {name} ;", f"{self.year}-{month:02}"
            whole = f"{self.year}-01..{code}" if month > 1 else code
            label = f"{self.year}{month:02}" if dotted else f"{self.year}年{month}月"
            self.rows.append(
                [
                    label,
                    self._cell(f"{value:.2f}", f"{said} {code} current ; level actual ; {unit}"),
                    self._cell(f"{sum_:.2f}", f"{said} {whole} cumulative ; level actual ; {unit}"),
                    self._cell(self._growth(), f"{said} {whole} cumulative ; growth actual ; %"),
                ]
            )

    def _list(self) -> None:
        """One figure a row, with everything said beside it."""
        self.rows.append(["地区", "指标", "时期", "总量", "单位", "增速(%)"])
        for place in self.places:
            for name, unit, words in self.flows:
                self.at = 3
                said = f"{place} ; {name} ; {self._code()} cumulative ;"
                level = self._cell(self._value(), f"{said} level actual ; {unit}")
                self.at = 5
                growth = self._cell(self._growth(), f"{said} growth actual ; %")
                span = f"{self.year}年1—{self.month}月"
                self.rows.append([place, self.chance.choice(words), span, level, unit, growth])
