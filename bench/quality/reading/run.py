"""`make bench NAME=reading`: every set and every contender, held against the goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from rich.console import Console
from rich.table import Table

from bench.quality.reading import speed
from bench.quality.reading.score import Tally, score, total
from bench.quality.reading.sets import LabelledSet, labelled_sets
from bench.quality.reading.work import work
from bench.result import Result

OURS, PEER, FULL_PEER = "ours", "assembled", "assembled_full"
# How the figures of each peer are called in the result. The goal is held on the lean one.
PEERS = {PEER: "peer", FULL_PEER: "full_peer"}
GOALS = {
    "dev_figures_f1": ">= 0.99",
    "dev_tuples_f1": ">= 0.97",
    "dev_tasks_f1": ">= 0.99",
    "dev_conflicts_hit": ">= 5",
    "dev_conflicts_false": "<= 0",
    "frozen_figures_f1": ">= 0.97",
    "frozen_tuples_f1": ">= 0.90",
    "frozen_tasks_f1": ">= 0.95",
    "mb_per_second": ">= 1",
    "times_peer_speed": ">= 20",
    "peak_mb": "<= 300",
    "seconds_100x_over_10x": "<= 12",
}
type Scores = dict[str, dict[str, Tally]]


def run() -> Result:
    """Measure all contenders, show a table on stderr, and hold ours against `GOALS`."""
    sets = labelled_sets()
    if not sets:
        raise SystemExit("没有标注样本可比")
    contenders = [OURS, *PEERS] if _has_peers() else [OURS]
    scores = {name: {one.name: _scores(name, one) for one in sets} for name in contenders}
    text = speed.base_text(sets[0].members)
    speeds = {name: speed.measured(text, name) | _dense(sets, name) for name in contenders}
    _show(sets, scores, speeds)
    figures = _quality(scores[OURS]) | speeds[OURS] | speed.growth(text, OURS)
    figures["text_kb"] = round(len(text.encode()) / 1000, 1)
    for peer in contenders[1:]:
        figures |= _against(PEERS[peer], scores[peer], speeds[peer], speeds[OURS])
    return Result("reading", figures, GOALS, _notes(sets, contenders))


def _has_peers() -> bool:
    return all(find_spec(name) for name in ("jionlp", "recognizers_number"))


def _dense(sets: Sequence[LabelledSet], contender: str) -> dict[str, float]:
    """Give the speed on the tuned set too: it states three times as much on a page as plans do."""
    tuned = next((one for one in sets if one.name == "tuned"), None)
    if tuned is None:
        return {}
    return {"tuned_mb_per_second": speed.rate(speed.base_text(tuned.members), contender)}


def _scores(contender: str, labelled: LabelledSet) -> dict[str, Tally]:
    members = labelled.members
    readings = work(contender, [one.document for one in members]).readings
    return total(
        score(one.read_labels(), reading) for one, reading in zip(members, readings, strict=True)
    )


def _quality(scores: Scores) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, tallies in scores.items():
        for kind in ("figures", "tuples", "tasks"):
            found[f"{name}_{kind}_f1"] = round(tallies[kind].f1, 4)
        found[f"{name}_conflicts_hit"] = tallies["conflicts"].hit
        found[f"{name}_conflicts_false"] = tallies["conflicts"].false
    return found


def _against(
    called: str, scores: Scores, peer: Mapping[str, float], ours: Mapping[str, float]
) -> dict[str, float]:
    """Give a peer's figures and how many times its speed ours is; it reads no tasks."""
    found = {
        f"{called}_{name}_{kind}_f1": round(tallies[kind].f1, 4)
        for name, tallies in scores.items()
        for kind in ("figures", "tuples")
    }
    found |= {f"{called}_{name}": figure for name, figure in peer.items()}
    times = ours["mb_per_second"] / peer["mb_per_second"]
    return found | {f"times_{called}_speed": round(times, 1)}


def _notes(sets: Sequence[LabelledSet], contenders: Sequence[str]) -> tuple[str, ...]:
    notes = [
        f"没有 {name} 这一组标注，它的目标没有量"
        for name in ("dev", "tuned", "frozen")
        if name not in {one.name for one in sets}
    ]
    if PEER not in contenders:
        notes.append("没有安装对照读取器：pip install --group bench")
    return tuple(notes)


def _show(
    sets: Sequence[LabelledSet],
    scores: Mapping[str, Scores],
    speeds: Mapping[str, Mapping[str, float]],
) -> None:
    table = Table("样本", "读取器", "数字 F1", "表述 F1", "任务 F1", "矛盾 对/错/应有")
    for one in sets:
        for contender, found in scores.items():
            table.add_row(
                f"{one.name}（{len(one.members)} 份）", contender, *_cells(found[one.name])
            )
    console = Console(stderr=True, width=100)
    console.print(table)
    for contender, measured in speeds.items():
        peak = f"，5 MB 文本峰值内存 {measured['peak_mb']:g} MB" if "peak_mb" in measured else ""
        console.print(f"{contender}：{measured['mb_per_second']} MB/s{peak}")


def _cells(tallies: Mapping[str, Tally]) -> list[str]:
    """Give a row's scores; a dash where a contender read none and can read none."""
    conflicts, tasks = tallies["conflicts"], tallies["tasks"]
    return [
        f"{tallies['figures'].f1:.4f}",
        f"{tallies['tuples'].f1:.4f}",
        f"{tasks.f1:.4f}" if tasks.read else "—",
        f"{conflicts.hit}/{conflicts.false}/{conflicts.labelled}",
    ]
