"""What is public is named, described and kept."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import geodata
from tests.toy_region import toy_region

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8").replace("\\|", "|")
KEPT = {
    "0.2.0": (
        "Assessment Change DataProblemsError DisclosureError Region RegionError Scenario SnapshotError"
        " UnknownNameError assess check measure new_scenario open_folder open_published what_if write_demo"
    )
}
"""Version -> names that are public since then. Names are added, and taken away with a major version only."""
FUNCTIONS = [name for name in geodata.__all__ if not inspect.isclass(getattr(geodata, name))]


def test_nothing_that_was_public_has_gone_and_what_is_new_is_written_down() -> None:
    assert set(" ".join(KEPT.values()).split()) == set(geodata.__all__)
    assert sorted(geodata.__all__) == sorted(geodata._STANDS_IN)


@pytest.mark.parametrize("name", geodata.__all__)
def test_each_name_is_there_and_stands_in_the_documentation(name: str) -> None:
    public = getattr(geodata, name)
    assert f"`{name}" in PAGE.split("## What is public")[1]
    assert public.__module__.startswith("geodata.")
    assert name in dir(geodata)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_documented_with_its_very_signature(name: str) -> None:
    signature = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(getattr(geodata, name))))
    assert f"`{name}{signature}`" in PAGE


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_says_what_it_takes_gives_and_raises(name: str) -> None:
    function = getattr(geodata, name)
    text = inspect.getdoc(function) or ""
    sections = ["Parameters", "Returns", *(["Raises"] if name != "check" else [])]
    assert [at for at in ("Parameters", "Returns", "Raises") if f"\n{at}\n---" in text] == sections
    for parameter in inspect.signature(function).parameters:
        assert re.search(rf"^{parameter} ?:|^{parameter}$", text, re.MULTILINE), parameter


def test_errors_are_kinds_of_region_error_and_of_value_error() -> None:
    errors = [getattr(geodata, name) for name in geodata.__all__ if name.endswith("Error")]
    assert all(issubclass(error, geodata.RegionError) for error in errors)
    assert issubclass(geodata.RegionError, ValueError)


def test_to_import_the_package_loads_nothing() -> None:
    code = (
        "import sys, geodata; print([name for name in ('numpy', 'pandas', 'shapely') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        geodata.nothing  # noqa: B018  to read it is the test


def test_a_question_left_blank_is_the_one_the_map_opens_with() -> None:
    from geodata.scenario.scenario import default_scenario

    region = toy_region()
    assert geodata.new_scenario(region) == default_scenario(region)
    scenario = geodata.new_scenario(region, care_form="rehab", operators=["own"], limit_min=12)
    assert (scenario.care_form, scenario.operators, scenario.limit_min) == ("rehab", ("own",), 12.0)
    with pytest.raises(geodata.UnknownNameError, match="gp"):
        geodata.new_scenario(region, care_form="dentist")


def test_changes_come_on_top_of_those_there_are() -> None:
    region = toy_region()
    today = geodata.assess(region, geodata.new_scenario(region))
    closed = geodata.what_if(today, "close:u-north")
    both = geodata.what_if(closed, [geodata.Change("close", "u-south")])
    assert [change.id for change in both.scenario.changes] == ["u-north", "u-south"]
    assert closed.without_changes is today
    assert both.without_changes is today
    assert closed.difference_min.max() > 0
    with pytest.raises(geodata.UnknownNameError):
        geodata.what_if(today, "close:nothing")


def test_a_measure_is_a_series_on_the_ids_of_its_places() -> None:
    region = toy_region()
    today = geodata.assess(region, geodata.new_scenario(region))
    minutes = geodata.measure(today, "nearest")
    assert minutes.index.equals(region.areas.index)
    assert minutes.tolist() == today.access.nearest_min.tolist()
    persons = geodata.measure(today, "residents", "municipality")
    assert persons.sum() == today.persons.sum()
    with pytest.raises(geodata.UnknownNameError, match="nearest"):
        geodata.measure(today, "nothing")


def test_no_such_county_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(geodata.RegionError, match="99"):
        geodata.write_demo(tmp_path, county="99")
