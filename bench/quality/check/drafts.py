"""Drafts with planted errors: marked in the text itself, `{12.5%|sign}`, and taken out again.

`|x` marks words that belong to an error and are neither right nor wrong by themselves.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kaimenhong.documents.document import Document
from kaimenhong.documents.text import read
from kaimenhong.engine.fact_files import read_facts
from kaimenhong.writing.ledger.ledger import Ledger, ledger

MARK = re.compile(r"\{(?P<text>[^{}|]*)\|(?P<kind>[a-z]+)\}")
NEITHER = "x"


@dataclass(frozen=True)
class Planted:
    """An error of a draft; `kind` is the contract's."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True)
class Draft:
    """A draft with the facts it is checked against and the truth about it.

    `right` are figures that are known to be right, as places; empty where the truth names the
    errors alone: then whatever else is called wrong is a false alarm.
    """

    name: str
    document: Document
    ledger: Ledger
    area: str | None
    errors: tuple[Planted, ...]
    neither: tuple[tuple[int, int], ...]


def taken_out(marked: str) -> tuple[str, tuple[Planted, ...], tuple[tuple[int, int], ...]]:
    """Give the text without marks, the errors, and the places that are neither.

    >>> taken_out("增长{1.7%|value}。")[:2]
    ('增长1.7%。', (Planted(start=2, end=6, text='1.7%', kind='value'),))
    """
    plain, errors, neither, at = "", [], [], 0
    for found in MARK.finditer(marked):
        plain += marked[at : found.start()]
        start, at = len(plain), found.end()
        plain += found["text"]
        if found["kind"] == NEITHER:
            neither.append((start, len(plain)))
        else:
            errors.append(Planted(start, len(plain), found["text"], found["kind"]))
    return plain + marked[at:], tuple(errors), tuple(neither)


def made(name: str, marked: str, facts: Ledger, area: str | None) -> Draft:
    text, errors, neither = taken_out(marked)
    return Draft(name, read(f"{name}.txt", text.encode()), facts, area, errors, neither)


def marked_draft(path: Path) -> Draft:
    """Read a draft of the bench with its facts, which lie beside it."""
    found = read_facts(path.with_suffix(".facts.csv"))
    known = ledger(found.observations, found.targets)
    return made(path.stem, path.read_text("utf-8"), known, None)


def labelled_draft(path: Path) -> Draft:
    """Read a draft whose truth is JSON beside it, as the contract's gold has it."""
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = read_facts(path.with_suffix(".facts.csv"))
    as_of = date.fromisoformat(truth["as_of"])
    known = ledger(found.observations, found.targets, as_of=as_of)
    errors = [
        Planted(one["start"], one["end"], one["text"], one["kind"])
        for one in truth["figures"]
        if one["verdict"] in ("wrong", "stale")
    ]
    document = read(path.name, path.read_bytes())
    return Draft(path.stem, document, known, truth["area"], tuple(errors), ())
