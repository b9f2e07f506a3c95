"""The report says what the screen says, and where every person and every visit is counted."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.kpis import kpis_of
from dashboard.layers import layers_of
from dashboard.tables.figure_lines import table_records
from dashboard.tables.report import COLUMNS, report, to_csv, to_json
from dashboard.tables.tables import table_of
from dashboard.tables.totals import totals
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.focus.places import place_of
from geodata.scenario.scenario import default_scenario, parse

SWEDISH = words("sv")
REGIONS = ("toy", "leeds", "devon", "vastra_gotaland")
PLACES = (
    "to_unknown_unit",
    "to_closed_unit",
    "to_unit_without_place",
    "to_unit_outside",
    "to_unit_in_region",
)


@pytest.fixture(params=REGIONS)
def region(request: pytest.FixtureRequest) -> Assessment:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Assessment)
    return found


def figures(assessment: Assessment, kind: str = "region", id: str = "") -> dict[str, dict[str, object]]:
    said = report(assessment, place_of(assessment, kind, id), SWEDISH)["kpis"]
    return {line["key"]: line for line in said}  # type: ignore[attr-defined]


def test_every_kpi_stands_in_the_report_with_its_name_source_and_value_or_the_reason_for_none(
    region: Assessment,
) -> None:
    said = figures(region)
    assert list(said) == [kpi.key for kpi in kpis_of(region.region)]
    for line in said.values():
        assert set(line) == set(COLUMNS)
        assert line["name"]
        assert (line["value"] is None) == bool(line["missing"]), line


def test_a_report_is_the_same_figure_that_the_screen_measures(region: Assessment) -> None:
    whole = place_of(region, "region")
    said = figures(region)
    for kpi in kpis_of(region.region):
        measured = kpi.read(region, whole)
        assert said[kpi.key]["value"] == pytest.approx(measured.value)
        assert said[kpi.key]["region"] == said[kpi.key]["value"], "of the region, both are the region's"


def test_a_municipality_stands_beside_the_region(toy: Assessment) -> None:
    here, whole = figures(toy, "municipality", "M2"), figures(toy)
    assert here["residents"]["value"] == 500
    assert here["residents"]["region"] == whole["residents"]["value"] == 3500
    assert here["median_minutes"]["value"] == 8.0


def test_of_the_residents_of_leeds_the_report_says_what_the_file_says(
    leeds: Assessment, shared: Path
) -> None:
    raw = pd.read_csv(shared / "england" / "leeds" / "population_deprivation.csv")
    ages = raw[["Population (0-15)", "Population (16-59)", "Population (60+)"]]
    assert figures(leeds)["residents"]["value"] == int(ages.sum().sum()) == 771_857


@pytest.mark.parametrize(("name", "patients"), [("leeds", 899_784), ("devon", 850_593)])
def test_no_patient_is_lost(name: str, patients: int, shared: Path, request: pytest.FixtureRequest) -> None:
    raw = pd.read_csv(shared / "england" / name / "registrations_2022_07.csv")
    assert int(raw["Patient"].sum()) == patients
    counted = totals(request.getfixturevalue(name))
    assert counted["visits_in_data"] == counted["visits"]["all"] == patients  # type: ignore[index]


def test_parts_of_the_visits_add_up_to_all_of_them(region: Assessment) -> None:
    visits = totals(region)["visits"]
    if visits is None:
        assert region.region.visits is None
        return
    assert visits["known_residence"] + visits["unknown_residence"] == visits["all"]  # type: ignore[index]
    assert sum(visits[place] for place in PLACES) == visits["all"]  # type: ignore[index]


def test_all_capacity_is_reached_or_stranded(leeds: Assessment) -> None:
    counted = totals(leeds)["capacity"]
    assert isinstance(counted, dict)
    assert counted["all"] == pytest.approx(counted["reached"] + counted["stranded"])
    assert counted["reached"] == pytest.approx(leeds.persons @ leeds.access.per_1000() / 1000)
    assert (counted["stranded_units"] == 0) is (counted["stranded"] == 0)


def test_a_region_without_visits_says_so_and_counts_its_residents(vastra_gotaland: Assessment) -> None:
    said = figures(vastra_gotaland)
    assert said["residents"]["value"] == 1_767_016
    assert said["visits"]["missing"] == "uppgifter om besök saknas"
    assert totals(vastra_gotaland)["visits"] is None


def test_out_of_reach_is_said_in_words_as_json_has_no_infinity(toy: Assessment) -> None:
    scenario = parse(toy.region, {"operators": "contract"})  # nobody offers the first care form so
    nowhere = assess(toy.region, scenario)
    line = figures(nowhere)["median_minutes"]
    assert line["value"] is None
    assert line["missing"] == "ingen inom räckhåll"
    assert line["unreachable"] is True
    table = table_records(table_of(nowhere, place_of(nowhere, "region"), "nearest"), nowhere, SWEDISH)
    assert table["unreachable"] == {"nearest": ["A1", "A2", "A3"]}
    assert [row["nearest"] for row in table["rows"]] == [None] * 3  # type: ignore[attr-defined]
    json.loads(to_json(report(nowhere, place_of(nowhere, "region"), SWEDISH)))


def test_an_account_of_everything_kept_or_set_aside_stands_in_the_report(leeds: Assessment) -> None:
    said = report(leeds, place_of(leeds, "region"), SWEDISH)["accounts"]
    assert ("units", "outside", "kept", 293) in [
        (one["table"], one["reason"], one["handling"], one["rows"])  # type: ignore[index]
        for one in said  # type: ignore[attr-defined]
    ]


def test_csv_has_semicolons_and_decimal_commas_in_swedish_only(leeds: Assessment) -> None:
    content = report(leeds, place_of(leeds, "region"), SWEDISH)
    swedish = list(csv.DictReader(io.StringIO(to_csv(content, SWEDISH)), delimiter=";"))
    english = list(csv.DictReader(io.StringIO(to_csv(content, words("en")))))
    number = {line["key"]: line["value"] for line in swedish}["median_minutes"]
    assert "," in number
    assert number.replace(",", ".") == {line["key"]: line["value"] for line in english}["median_minutes"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_layer_has_a_table_as_json(region: Assessment, language: str) -> None:
    whole = place_of(region, "region")
    for layer in layers_of(region.region):
        table = table_of(region, whole, layer.key)
        content = table_records(table, region, words(language))
        back = json.loads(to_json(content))
        assert len(back["rows"]) == len(table.ids)
        assert all(set(row) == {"id", *(column.key for column in table.columns)} for row in back["rows"][:50])
        assert back["rows"] or back["empty"], layer.key


def test_the_flows_of_the_table_are_all_of_the_patients(leeds: Assessment) -> None:
    table = table_of(leeds, place_of(leeds, "region"), "flows")
    assert sum(table.values["visits"]) == 899_784
    assert len(table.ids) == 14_145


def test_the_register_holds_the_units_that_are_active_on_the_day(leeds: Assessment, shared: Path) -> None:
    raw = pd.read_csv(shared / "england" / "leeds" / "practices.csv", dtype=str)
    opened = pd.to_datetime(raw["OpenDate"])
    day = date(2000, 1, 1)
    table = table_of(leeds, place_of(leeds, "region"), "units", day.isoformat())
    expected = raw.loc[opened <= pd.Timestamp(day), "OrganisationCode"]
    assert sorted(table.ids) == sorted(expected)
    assert 0 < len(expected) < len(raw)


def test_a_layer_that_does_not_exist_is_refused_with_those_that_do(toy: Assessment) -> None:
    with pytest.raises(UnknownNameError, match="underserved"):
        table_of(toy, place_of(toy, "region"), "nope")


def test_the_default_scenario_is_written_out_in_full(toy: Assessment) -> None:
    said = report(toy, place_of(toy, "region"), SWEDISH)["scenario"]
    usual = default_scenario(toy.region)
    assert said["care_form"] == usual.care_form  # type: ignore[index]
    assert said["limit_min"] == usual.limit_min  # type: ignore[index]
