"""Measures as ECharts 6 options: plain data that goes through JSON, no functions (strict CSP).

years       the run of one figure, years laid over one another, against its targets
beside      areas side by side
outlook     what is known, what is forecast (预计) and its 80% interval
remaining   what each month brought and what each remaining one must bring (推算)
pulls       what pulls a growth up and down, in points, to its total (测算)
panels      one small picture an area, all on one scale
records     what the pictures are made of
look        colours, axes and frames that they share

A leader reads these on a phone: names stand in full, figures say themselves, what is missing
breaks a line and is never a zero. Nothing is told by colour alone: lines differ in dash and symbol,
bars in pattern, and what is no published figure says so in its name. Nothing moves by itself.
"""

from kaimenhong.charts.beside import Bar, areas
from kaimenhong.charts.look import Option
from kaimenhong.charts.outlook import Ahead, fan
from kaimenhong.charts.panels import Panel, multiples
from kaimenhong.charts.pulls import Pull, waterfall
from kaimenhong.charts.records import Goal, Point, Series
from kaimenhong.charts.remaining import Month, path
from kaimenhong.charts.years import trend

__all__ = [
    "Ahead",
    "Bar",
    "Goal",
    "Month",
    "Option",
    "Panel",
    "Point",
    "Pull",
    "Series",
    "areas",
    "fan",
    "multiples",
    "path",
    "trend",
    "waterfall",
]
