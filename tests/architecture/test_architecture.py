"""The page on how the house is built is as true as the files it describes."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.architecture.draw_house import PAGE, PICTURE, drawing, page_with_rooms
from tests.architecture.placing import GAP, placing
from tests.architecture.rooms import HOUSES, ROOT, Plan, read_plan, sentence_of

TEXT = PAGE.read_text(encoding="utf-8")
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")])
RENEW = "`make pictures` renews it"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan()


def test_the_picture_is_what_todays_imports_draw(plan: Plan) -> None:
    assert PICTURE.read_text(encoding="utf-8") == drawing(plan), RENEW


def test_the_tables_of_rooms_are_what_the_packages_say(plan: Plan) -> None:
    assert page_with_rooms(TEXT, plan) == TEXT, RENEW
    for room in plan.modules:
        assert f"| `{room.split('.')[1]}` | {sentence_of(room)} |" in TEXT
        assert re.fullmatch(r"[^|]{12,}[.]", sentence_of(room)), (
            f"{room} does not say in a sentence what it is for"
        )


def test_every_package_is_a_room_on_a_floor(plan: Plan) -> None:
    floors = {room for floor in plan.floors for room in floor}
    for house in HOUSES:
        folders = {f"{house}.{path.parent.name}" for path in (ROOT / house).glob("*/__init__.py")}
        assert folders <= floors
    assert set(plan.modules) == floors


def test_arrows_go_down_and_what_is_left_out_is_implied(plan: Plan) -> None:
    floor_of = {room: at for at, floor in enumerate(plan.floors) for room in floor}
    assert all(floor_of[user] < floor_of[used] for user, used in plan.imports)
    reached = set(plan.arrows)
    while further := {(a, d) for a, b in reached for c, d in plan.arrows if b == c} - reached:
        reached |= further
    assert plan.imports <= reached


def test_arrows_of_a_house_of_three_by_hand() -> None:
    floors = (("geodata.a",), ("geodata.b",), ("geodata.c",))
    imports = {("geodata.a", "geodata.b"), ("geodata.b", "geodata.c"), ("geodata.a", "geodata.c")}
    small = Plan(floors, dict.fromkeys(("geodata.a", "geodata.b", "geodata.c"), 1), frozenset(imports))
    assert small.arrows == {("geodata.a", "geodata.b"), ("geodata.b", "geodata.c")}


def test_rooms_do_not_overlap_and_stay_within_the_picture(plan: Plan) -> None:
    places = placing(plan, dict.fromkeys(plan.modules, 90.0), 800.0)
    for at, floor in enumerate(plan.floors):
        middles = sorted(places.x[room, at] for room in floor)
        assert all(right - left >= 90 + GAP - 1e-6 for left, right in pairwise(middles))
        assert middles[0] >= 45 - 1e-6
        assert middles[-1] <= 755 + 1e-6


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_module_and_page_that_is_named_is_there(page: Path) -> None:
    text = re.sub(r"```python\n.*?```|`[^`\n]+`, new:", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for path in re.findall(r"`((?:geodata|dashboard|assets|tests|examples)/[\w/.*-]+)`", text):
        assert list(ROOT.glob(path.rstrip("/"))), path
    for path in re.findall(r"\]\((?!https?://)([^)#]+)(?:#[^)]*)?\)", text):
        assert (page.parent / path).exists(), path
    for name in re.findall(r"\b(?:geodata|dashboard|tests)(?:\.\w+)+", text):
        module, _, member = name.rpartition(".")
        assert is_module(name) or (is_module(module) and re.search(rf"\b{member}\b", source(module))), name


def source(module: str) -> str:
    path = ROOT.joinpath(*module.split("."))
    file = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
    return file.read_text(encoding="utf-8")


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def test_the_words_of_the_glossary_are_the_words_of_the_code() -> None:
    glossary = TEXT.split("## Words")[1].split("## A question")[0]
    words = re.findall(r"^\| ([a-z ,-]+) \| [^|]+ \| [^|]+ \|$", glossary, re.MULTILINE)
    code = " ".join(file.read_text(encoding="utf-8") for file in (ROOT / "geodata").rglob("*.py")).lower()
    assert len(words) > 15
    for word in (each for row in words for each in row.split(", ")):
        assert re.search(rf"\b{word.replace(' ', '[ _]')}s?\b", code), word


def test_it_names_as_many_callbacks_as_there_are() -> None:
    files = (ROOT / "dashboard").rglob("*.py")
    callbacks = sum(file.read_text(encoding="utf-8").count("@app.callback(") for file in files)
    assert callbacks == 4
    assert "with four callbacks" in TEXT
