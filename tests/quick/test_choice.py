"""Which tests a change chooses: on a graph small enough to see, and on the repository's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quick import choice
from tests.quick.choice import PACKAGES, Importers

ROOT = Path(__file__).parents[2]
GRAPH = {
    "geodata.a": ["geodata.a.one"],
    "geodata.a.one": ["geodata.b.two", "tests.geodata.a.test_one"],
    "geodata.b.two": ["geodata.b.three", "tests.geodata.b.test_two"],
    "geodata.b.three": ["tests.geodata.b.test_three", "tests.e2e.test_page"],
    "tests.geodata.a.test_one": [],
    "tests.geodata.a.test_alone": [],
    "tests.geodata.b.test_two": [],
    "tests.geodata.b.test_three": [],
    "tests.e2e.test_page": [],
    "tests.test_names": [],
}


@pytest.fixture
def importers(tmp_path: Path) -> Importers:
    """Of `GRAPH`: `one` is used by `two`, `two` by `three`; a test of names names `names.toml`."""
    for module in GRAPH:
        path = tmp_path / f"{module.replace('.', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("names.toml" if module == "tests.test_names" else "", encoding="utf-8")
    return Importers(tmp_path, GRAPH)


def names(paths: tuple[str, ...]) -> list[str]:
    return [Path(path).stem.removeprefix("test_") for path in paths]


def test_the_rooms_own_tests_come_first_then_by_steps(importers: Importers) -> None:
    found = importers.choice(["geodata/a/one.py"])
    assert names(found.run) == ["one", "alone", "two", "three"]
    assert names(found.left) == ["page"]


def test_a_changed_test_comes_before_all(importers: Importers) -> None:
    found = importers.choice(["geodata/a/one.py", "tests/geodata/b/test_three.py"])
    assert names(found.run)[0] == "three"


def test_data_of_a_package_is_as_its_modules(importers: Importers) -> None:
    assert names(importers.choice(["geodata/a/texts/names.csv"]).run)[0] == "one"


def test_what_is_no_module_is_found_by_its_name(importers: Importers) -> None:
    assert names(importers.choice(["docs/names.toml"]).run) == ["names"]
    assert names(importers.choice(["docs/other.md"]).run) == []


def test_a_conftest_reaches_what_lies_below(importers: Importers) -> None:
    assert set(names(importers.choice(["tests/geodata/b/conftest.py"]).run)) == {"two", "three"}


def test_other_rooms_are_bounded_and_the_rest_is_told(
    importers: Importers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "MOST_ELSEWHERE", 1)
    found = importers.choice(["geodata/a/one.py"])
    assert names(found.run) == ["one", "alone", "two"]
    assert set(names(found.left)) == {"three", "page"}


def test_of_the_repository_a_change_of_flows_tests_flows_first() -> None:
    found = Importers.of(ROOT).choice(["geodata/flows/flows.py"])
    own = {path for path in found.run if path.startswith("tests/geodata/flows/")}
    assert "tests/geodata/flows/test_flows.py" in own
    assert set(found.run[: len(own)]) == own
    assert len(found.run) <= len(own) + choice.MOST_ELSEWHERE
    assert any(path.startswith("tests/e2e/") for path in found.left)


def test_every_room_has_tests_in_a_folder_of_its_name() -> None:
    rooms = {path.parent.relative_to(ROOT) for name in PACKAGES[:2] for path in (ROOT / name).glob("*/*.py")}
    assert len(rooms) > 35
    assert [room for room in rooms if not list((ROOT / "tests" / room).glob("test_*.py"))] == []
