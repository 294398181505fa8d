"""What a rule of lights may be for (gauges, 量法) and what it may look at (metrics): tables."""

from __future__ import annotations

from dataclasses import dataclass

from kaimenhong.analysis.tables import rows


@dataclass(frozen=True, slots=True)
class Metric:
    """A column that a rule may name, its words, and the gauges whose tables have it.

    `words` are the words of a metric whose values are codes, by value.
    """

    name: str
    gauges: frozenset[str]
    words: dict[float, str]

    def said(self, value: float) -> str | None:
        """Return the word of a coded value; None where the metric is a number like any other."""
        return self.words.get(value)

    def value(self, word: str) -> float | None:
        """Return the value that a word stands for; None where the metric has no such word."""
        return {said: value for value, said in self.words.items()}.get(word)


def _words(text: str) -> dict[float, str]:
    pairs = (part.split(" ") for part in text.split("|") if part)
    return {float(value): word for value, word in pairs}


METRICS = {
    row["metric"]: Metric(row["name"], frozenset(row["gauges"].split("|")), _words(row["words"]))
    for row in rows("light_metrics")
}
GAUGES = {row["gauge"]: row["name"] for row in rows("light_gauges")}
