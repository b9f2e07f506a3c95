"""Protected counts on the page: one cell is one number, wherever it stands, and says that it is protected."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dashboard.kpis import kpis_of
from dashboard.plan.rail import disclosure_sentence
from dashboard.tables.figure_lines import table_records
from dashboard.tables.report import report, to_json
from dashboard.tables.tables import table_of
from dashboard.tables.totals import totals
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.checks import check
from geodata.focus.places import place_of
from geodata.focus.visits import all_visits
from geodata.measures.tally import Reading
from geodata.publish.build import computed
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.few_cases import FEWEST
from geodata.region.region import Region
from geodata.region.unit_places import unit_places
from geodata.region.visits import Visits
from geodata.scenario.scenario import default_scenario, parse
from tests.demo_region import protected_demo

pytestmark = pytest.mark.long

SV = words("sv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest county's data, its visits protected by the tests' key."""
    return protected_demo("09", tmp_path_factory.mktemp("gotland"))


def published(folder: Path, out: Path) -> Region:
    region = check(folder).region
    assert region is not None
    publish(computed(region), out)
    return open_snapshot(out)


@pytest.fixture(scope="module")
def gotland(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Region:
    return published(folder, tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def year(gotland: Region) -> Assessment:
    return assess(gotland, default_scenario(gotland))


def visits_of(region: Region) -> Visits:
    assert region.visits is not None
    return region.visits


def figure(assessment: Assessment, key: str, kind: str, id_: str) -> Reading:
    kpi = next(one for one in kpis_of(assessment.region) if one.key == key)
    return kpi.read(assessment, place_of(assessment, kind, id_))


def rows(assessment: Assessment, layer: str) -> dict[str, dict[str, object]]:
    table = table_of(assessment, place_of(assessment, "region"), layer)
    found = json.loads(to_json(table_records(table, assessment, SV)))["rows"]
    return {row["id"]: row for row in found}


def test_an_area_has_one_number_of_visits_in_cell_figure_table_and_report(year: Assessment) -> None:
    period = (year.scenario.period,)
    cells = visits_of(year.region).cells("area", "region", period, year.scenario.care_form)
    told = dict(zip(cells.residence.tolist(), cells.visits.tolist(), strict=True))
    table = rows(year, "choices")
    for position, id_ in enumerate(year.region.areas.index):
        count = told.get(position, 0)
        assert year.use.visits_by_area is not None
        assert year.use.visits_by_area[position] == count
        assert figure(year, "visits", "area", id_).value == count
        assert table[id_]["visits"] == count
        said = report(year, place_of(year, "area", id_), SV)["kpis"]
        assert next(line for line in said if line["key"] == "visits")["value"] == count  # type: ignore[attr-defined]


def test_a_unit_has_one_number_of_visits_in_figure_table_and_map(year: Assessment) -> None:
    assert year.use.visits_by_unit is not None
    table = rows(year, "units")
    for position, id_ in enumerate(year.region.units.index):
        count = int(year.use.visits_by_unit[position])
        assert figure(year, "visits_to_units", "unit", id_).value == count
        if id_ in table:
            assert table[id_]["visits"] == count


def test_the_region_has_one_number_of_visits_in_figure_and_totals(year: Assessment) -> None:
    visits = totals(year)["visits"]
    assert isinstance(visits, dict)
    assert figure(year, "visits_of_region", "region", "").value == visits["all"]
    assert figure(year, "unknown_residence", "region", "").value == visits["unknown_residence"]


def test_every_figure_is_the_same_after_a_rebuild_and_a_restart(
    gotland: Region, folder: Path, tmp_path: Path
) -> None:
    again = published(folder, tmp_path)
    assert again.version == gotland.version
    focus = "region"
    first, second = (
        report(assess(one, default_scenario(one)), place_of(assess(one, default_scenario(one)), focus), SV)
        for one in (gotland, replace(again, built=gotland.built))
    )
    assert to_json(first) == to_json(second)


def test_shares_of_fewer_than_eight_visits_are_not_shown(gotland: Region) -> None:
    scenario = replace(
        default_scenario(gotland), region=gotland, care_form="hemtjanst", period="2024Q1", age_group="20-64"
    )
    quarter = assess(gotland, scenario)
    assert quarter.use.visits_by_area is not None
    hidden = 0
    for kpi in kpis_of(gotland):
        for id_ in gotland.areas.index:
            found = kpi.read(quarter, place_of(quarter, "area", id_))
            if found.why == "why.too_few":
                hidden += 1
                assert (found.value, found.numerator, found.denominator) == (None, None, None)
            elif kpi.family == "flows" and found.unit == "share" and found.value is not None:
                assert found.denominator is not None
                assert found.denominator >= FEWEST
    assert hidden > 0


def test_noise_makes_no_share_larger_than_one_and_no_count_negative(gotland: Region) -> None:
    for period in visits_of(gotland).published:
        found = assess(
            gotland, replace(default_scenario(gotland), region=gotland, period=period, age_group="80+")
        )
        for kpi in (one for one in kpis_of(gotland) if one.family == "flows"):
            for id_ in gotland.units.index[:10]:
                value = kpi.read(found, place_of(found, "unit", id_)).value
                assert value is None or value >= 0, kpi.key
                assert value is None or kpi.key != "stays" or value <= 1


def test_an_area_with_few_expected_visits_does_not_lack_use(gotland: Region) -> None:
    scenario = replace(
        default_scenario(gotland), region=gotland, care_form="hemtjanst", period="2024Q1", age_group="20-64"
    )
    quarter = assess(gotland, scenario)
    assert quarter.use.expected_visits is not None
    few = quarter.use.expected_visits < FEWEST
    assert few.any()
    assert not np.logical_and(quarter.lacking.rules["too_few"], few).any()


def test_the_page_says_that_visits_are_protected(gotland: Region) -> None:
    assert (
        disclosure_sentence(gotland, SV)
        == "Besök är skyddade: ±5, stora delar summerar inte alltid till totalen."
    )
    assert "protected" in disclosure_sentence(gotland, words("en"))


def test_visits_are_as_many_after_a_change_as_before_wherever_the_model_conserves_them(
    gotland: Region,
) -> None:
    before = assess(gotland, default_scenario(gotland))
    visits = before.use.visits_by_unit
    assert visits is not None
    busiest = gotland.units.index[int(np.argmax(visits))]
    after = assess(gotland, parse(gotland, {"changes": f"close:{busiest}"}))
    by_key = {kpi.key: kpi for kpi in kpis_of(gotland)}
    for kind, id_ in (("region", ""), ("municipality", "0980"), ("area", gotland.areas.index[3])):
        places = place_of(before, kind, id_), place_of(after, kind, id_)
        for key in ("visits", "visits_per_resident"):
            then, now = (
                by_key[key].read(each, focus) for each, focus in zip((before, after), places, strict=True)
            )
            assert then.value == now.value, (kind, key)
    assert all_visits(after) == pytest.approx(all_visits(before))
    assert after.use.visits_by_unit is not None
    assert after.use.visits_by_unit[int(np.argmax(visits))] == 0
    assert (after.use.visits_by_unit >= 0).all()


def test_a_change_that_moves_nobody_changes_no_figure_of_visits(gotland: Region) -> None:
    """A unit of another care form closes: nothing that is asked about is any different."""
    before = assess(gotland, default_scenario(gotland))
    other = gotland.units.index[(gotland.units["care_form"] != before.scenario.care_form).to_numpy()][0]
    after = assess(gotland, parse(gotland, {"changes": f"close:{other}"}))
    focus = place_of(before, "municipality", "0980")
    for kpi in kpis_of(gotland):
        if kpi.family in ("flows", "economy"):
            then, now = (
                kpi.read(before, focus),
                kpi.read(after, place_of(after, "municipality", "0980")),
            )
            assert (then.value is None) == (now.value is None), kpi.key
            if then.value is not None:
                assert now.value == pytest.approx(then.value, rel=1e-9), kpi.key


def test_visits_to_several_new_units_are_told_at_every_level(gotland: Region) -> None:
    lon, lat = unit_places(gotland.units, gotland.settings.crs)
    at = np.flatnonzero(np.isfinite(lon))[:3]
    text = ";".join(f"add:n{n}@{lat[unit]:.5f},{lon[unit]:.5f}*9" for n, unit in enumerate(at, 1))
    after = assess(gotland, parse(gotland, {"changes": text}))
    total = all_visits(after)[0]
    for residence in ("area", "municipality"):
        for provider in ("unit", "municipality", "region"):
            cells = after.use.between(residence, provider)  # type: ignore[arg-type]
            assert cells is not None
            assert cells.visits.sum() == pytest.approx(total, rel=0.1), "but for noise"
    assert after.use.visits_by_unit is not None
    assert (after.use.visits_by_unit[-3:] > 0).all()
