"""What the documents say must be so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    missing = [
        link
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert missing == []


def test_each_core_room_and_each_app_is_named_in_the_contributing_guide() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = [*(ROOT / "src" / "kaimenhong").iterdir(), *(ROOT / "src" / "office").iterdir()]
    names = {
        room.name
        for room in rooms
        if room.is_dir()
        and not room.name.startswith("_")
        and room.name not in ("static", "templates")
    }
    assert {name for name in names if f"`{name}/`" not in guide} == set()


def test_the_words_of_the_fact_table_are_in_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    words = set(re.findall(r"^\| (\w+) \|", glossary, flags=re.MULTILINE))
    models = (ROOT / "src" / "office").glob("*/models.py")
    classes = {
        name.lower()
        for file in models
        for name in re.findall(
            r"^class (\w+)\(models\.Model\)", file.read_text(), flags=re.MULTILINE
        )
    }
    compound = {"auditentry": "audit", "taskparty": "party"}
    assert {compound.get(name, name) for name in classes} - words - {"document"} == set()
