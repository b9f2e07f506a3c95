"""What the map saves the report reads; what is none of that is refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.contract.errors import ScenarioFileError
from geodata.scenario.saved import read_scenario_file, scenario_from
from geodata.scenario.scenario import parse
from tests.small_region import computed_small_region

REGION = computed_small_region()
SAVED = {
    "format": "utbudskarta-scenario",
    "format_version": 1,
    "region": "small",
    "version": "0123456789ab",
    "name": "Stängt i norr",
    "values": {"care_form": "gp", "limit_min": "12", "changes": "close:U1"},
}


def saved(folder: Path, **other: object) -> Path:
    path = folder / "scenario.json"
    path.write_text(json.dumps({**SAVED, **other}), encoding="utf-8")
    return path


def test_a_saved_scenario_is_the_one_that_is_asked(tmp_path: Path) -> None:
    path = saved(tmp_path)
    assert scenario_from(REGION, {"scenario": path}) == parse(REGION, SAVED["values"])  # type: ignore[arg-type]
    assert scenario_from(REGION, {"scenario": path, "limit_min": "20"}).limit_min == 20, "said comes first"
    assert scenario_from(REGION, {"scenario": None}) == parse(REGION, {})


def test_the_types_that_the_map_writes_are_read(tmp_path: Path) -> None:
    written = {"operators": ["own", "contract"], "limit_min": 12.5, "changes": "", "age_group": ""}
    found = scenario_from(REGION, {"scenario": saved(tmp_path, values=written)})
    assert (sorted(found.operators), found.limit_min) == (["contract", "own"], 12.5)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"format": "something"}, '"format" is not "utbudskarta-scenario"'),
        ({"format_version": 2}, "reads 1"),
        ({"region": "leeds"}, "of the region 'leeds', not of 'small'"),
        ({"values": None}, '"values" is missing'),
        ({"values": {"limit_min": True}}, "limit_min"),
        ({"values": {"limit_min": [12]}}, "limit_min"),
        ({"values": {"operators": ["own", 1]}}, "a list of texts for operators"),
        ({"values": {"care_form": ["gp"]}}, "care_form"),
        ({"values": {"colour": "red"}}, "it takes text for care_form"),
    ],
)
def test_what_is_no_scenario_of_this_region_is_refused(
    tmp_path: Path, other: dict[str, object], why: str
) -> None:
    with pytest.raises(ScenarioFileError, match=why):
        read_scenario_file(saved(tmp_path, **other), REGION)


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scenario.json"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ScenarioFileError, match="no scenario that the map has saved"):
        read_scenario_file(path, REGION)
