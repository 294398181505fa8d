"""The measure of a sheet that was read, cell by cell; the same as that of the contract's scorer."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any

from bench.quality.sheets.layouts import Layout
from kaimenhong.documents.workbook import Workbook, open_workbook
from kaimenhong.returns.sheets.contract import as_json
from kaimenhong.returns.sheets.reader import read_workbook
from kaimenhong.terms.period import read_period

type Doc = dict[str, Any]
FIELDS = ("value", "subject", "indicator", "period", "accumulation", "measure", "role", "unit")
WHOLE = {"03": "Q1", "06": "H1", "12": ""}
CLOSE = 0.8


@dataclass
class Score:
    wanted: int = 0
    right: int = 0
    warned_wrong: int = 0
    silent_wrong: int = 0
    missed: int = 0
    invented: int = 0
    to_warn: int = 0
    warned: int = 0
    told: list[str] = field(default_factory=list)

    def __iadd__(self, other: Score) -> Score:
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def share(self) -> float:
        return self.right / max(self.wanted, 1)

    def line(self) -> str:
        return " ".join(f"{name}={getattr(self, name)}" for name in COUNTS)


COUNTS = (
    "wanted",
    "right",
    "silent_wrong",
    "warned_wrong",
    "missed",
    "invented",
    "to_warn",
    "warned",
)


def scored(layout: Layout) -> Score:
    return compare(
        layout.truth(), read(open_workbook("样本.xlsx", layout.workbook()), layout.options)
    )


def read(workbook: Workbook, options: Mapping[str, str | None]) -> Doc:
    """Read a workbook as `kmh sheet --format json` does."""
    period = options.get("period")
    reading = read_workbook(
        workbook,
        subject=options.get("subject"),
        period=read_period(period, year=None) if period else None,
    )
    found: Doc = json.loads(as_json(reading))
    return found


def compare(truth: Doc, found: Doc, *, partial: bool = False) -> Score:
    """Score what was found; of a partial truth only the cells that it labels count."""
    score = Score()
    want, got, never = (
        _cells(truth, "observations"),
        _cells(found, "observations"),
        _cells(truth, "unread"),
    )
    flags = _warnings(found)
    reasons = {key: one["reason"] for key, one in _cells(found, "unread").items()}
    for key, wanted in want.items():
        score.wanted += 1
        if key not in got:
            doubted = any(s == key[0] and key[1] in c for s, _, c in flags)
            if wanted.get("doubt") and doubted:
                score.right += 1
                continue
            score.missed += 1
            score.told.append(f"missed {key} {reasons.get(key)}")
            continue
        bad = [name for name in FIELDS if not _same(name, wanted, got[key])]
        if not bad:
            score.right += 1
            continue
        shown = {name: (wanted.get(name), got[key].get(name)) for name in bad}
        if any(sheet == key[0] and key[1] in cells for sheet, _, cells in flags):
            score.warned_wrong += 1
        else:
            score.silent_wrong += 1
        score.told.append(f"wrong {key} {shown}")
    for key in set() if partial else got.keys() - want.keys():
        kind = (never.get(key) or {}).get("kind")
        if not (kind and any(s == key[0] and k == kind and key[1] in c for s, k, c in flags)):
            score.invented += 1
            score.told.append(f"invented {key} {got[key]}")
    for sheet, kind, cells in _warnings(truth):
        score.to_warn += 1
        score.warned += any(s == sheet and k == kind and c & cells for s, k, c in flags)
    return score


def _cells(doc: Doc, name: str) -> dict[tuple[str, str], Doc]:
    return {(_norm(t["sheet"]), o["cell"]): o for t in doc["tables"] for o in t.get(name) or []}


def _warnings(doc: Doc) -> list[tuple[str, str, set[str]]]:
    return [
        (_norm(t["sheet"]), w["kind"], set(w["cells"]))
        for t in doc["tables"]
        for w in t.get("warnings") or []
    ]


def _norm(text: object) -> str:
    return re.sub(r"[\s“”\"'()#:：]", "", unicodedata.normalize("NFKC", str(text or "")))


def _same(name: str, want: Doc, got: Doc) -> bool:
    options = [want.get(name), *((want.get("also") or {}).get(name) or [])]
    if name == "value":
        options += [want["stored"]] if "stored" in want else []
        return _number(got.get(name)) in {_number(one) for one in options}
    if name in ("period", "accumulation"):
        also = want.get("also") or {}
        mine = _span(got.get("period"), got.get("accumulation"))
        return any(
            mine[name == "accumulation"] == _span(period, adds)[name == "accumulation"]
            for period in [want.get("period"), *also.get("period", [])]
            for adds in [want.get("accumulation"), *also.get("accumulation", [])]
        )
    said = _norm(got.get(name))
    if name in ("indicator", "subject"):
        return any(
            said == _norm(one) or SequenceMatcher(None, said, _norm(one)).ratio() >= CLOSE
            for one in options
        )
    return said in {_norm(one) for one in options}


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value).replace(",", "")).normalize()
    except (InvalidOperation, ValueError):
        return None


def _span(period: object, accumulation: object) -> tuple[str, str]:
    p, a = _norm(period), _norm(accumulation)
    if (m := re.fullmatch(r"(\d{4})-(\d\d)", p)) and a == "cumulative":
        p = f"{m[1]}-01..{p}"
    if m := re.fullmatch(r"(\d{4})-01\.\.\1-(\d\d)", p):
        p = p if m[2] not in WHOLE else m[1] + WHOLE[m[2]]
        p = f"{m[1]}-01" if m[2] == "01" else p
    from_january = bool(re.fullmatch(r"\d{4}(Q1|H1|-01|-01\.\..*)?", p))
    return p, "" if from_january and a in ("cumulative", "current") else a
