"""What the documents say must be so."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from docs.generate import listed_traps, marked
from kaimenhong import facts

ROOT = Path(__file__).parents[1]
ROOMS = ("bench", "docs", "src", "tests")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for room in ROOMS for page in (ROOT / room).rglob("*.md"))]
)
PACKAGES = (
    "kaimenhong/analysis/forecast",
    "kaimenhong/documents",
    "kaimenhong/reading",
    "kaimenhong/returns/sheets",
    "kaimenhong/terms",
    "kaimenhong/writing/ledger",
    "kaimenhong/writing/papers",
    "office/campaigns/review",
)
CASES = ROOT / "tests" / "cases"
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
    compound = {
        "auditentry": "audit",
        "taskparty": "party",
        "decompositionpart": "decomposition",
        "paperversion": "paper",
        "paperevent": "paper",
        "formline": "line",
        "returnevent": "return",
        "holidayyear": "calendar",
        "layoutmending": "mending",
    }
    assert {compound.get(name, name) for name in classes} - words - {"document"} == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_of_each_module_what_it_is_for(package: str) -> None:
    folder = ROOT / "src" / package
    words = set(re.findall(r"\w+", (folder / "__init__.py").read_text(encoding="utf-8")))
    modules = {module.stem for module in folder.glob("*.py")} - {"__init__"}
    assert modules - words == set()


def test_each_file_of_cases_is_described_beside_it_or_in_its_first_line() -> None:
    told = {page.parent: page.read_text(encoding="utf-8") for page in CASES.rglob("README.md")}
    files = [file for kind in ("csv", "json", "txt") for file in CASES.rglob(f"*.{kind}")]
    silent = [
        str(file.relative_to(CASES))
        for file in files
        if f"`{file.name}`" not in told.get(file.parent, "")
        and not (file.parent.name in {"forms", "tables"} and file.read_text("utf-8")[0] == "#")
    ]
    assert silent == []


@pytest.mark.parametrize(
    "part",
    [facts.DocumentHead, facts.Statement, facts.Why, facts.Task, facts.Conflict, facts.Unread],
)
def test_each_field_of_a_reading_is_in_the_reference(part: type) -> None:
    page = (ROOT / "docs" / "reference" / "reading.md").read_text(encoding="utf-8")
    assert {one.name for one in fields(part) if f"`{one.name}`" not in page} == set()


def test_every_trap_is_held_by_a_case_or_said_to_be_due_elsewhere() -> None:
    traps, held = listed_traps(), marked()
    assert [int(trap["number"]) for trap in traps] == list(range(1, 41))
    silent = [trap["number"] for trap in traps if not trap["elsewhere"]]
    assert set(silent) - set(held) == set()
