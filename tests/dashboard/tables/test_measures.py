"""Tables of measures: whole in every region and focus, and adding up on the toy region."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.exports.geo_files import gpkg_bytes
from dashboard.kpis import kpis_of
from dashboard.layers import layers_of
from dashboard.tables.csv_files import csv_bytes
from dashboard.tables.figure_lines import table_records
from dashboard.tables.measures import MEASURE_TABLES
from dashboard.tables.municipalities import municipalities
from dashboard.tables.needs import NEED_TABLES
from dashboard.tables.rows import heading_text, is_missing, rows_of
from dashboard.tables.tables import known_table, table_keys, table_of
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.focus.places import place_of
from geodata.publish.build import computed
from geodata.scenario.scenario import default_scenario
from tests.dashboard.regions import REGIONS, assessed, focuses
from tests.demo_region import protected_demo


@pytest.fixture(scope="module")
def blekinge(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """A small county whose visits are protected: counts of different levels do not add up."""
    folder = tmp_path_factory.mktemp("blekinge")
    region = computed(open_region(protected_demo("10", folder)))
    return assess(region, default_scenario(region))


def column(
    assessment: Assessment, key: str, name: str, kind: str = "region", id_: str = ""
) -> dict[str, object]:
    table = table_of(assessment, place_of(assessment, kind, id_), key)
    return dict(zip(table.ids, np.asarray(table.values[name]).tolist(), strict=True))


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_of_every_focus_is_whole_and_can_be_said(name: str, language: str) -> None:
    assessment, said = assessed(name), words(language)
    for focus in focuses(assessment):
        for key in MEASURE_TABLES:
            table = table_of(assessment, focus, key)
            assert said(table.title) == said(f"table.{key}")
            assert len(set(table.ids)) == len(table.ids), key
            assert table.ids or said(table.empty), key
            assert {one.key for one in table.columns} == set(table.values)
            for one in table.columns:
                assert heading_text(one, said)
                assert len(table.values[one.key]) == len(table.ids), (key, one.key)
                for cell in table.values[one.key]:
                    assert is_missing(cell) or "nan" not in said.value(cell, one.kind), (key, one.key)
                    if one.kind == "share" and not is_missing(cell):
                        assert 0 <= float(cell) <= 1 + 1e-12, (key, one.key)  # type: ignore[arg-type]


def test_every_table_can_be_asked_for_and_downloaded(toy: Assessment) -> None:
    keys = table_keys(toy.region)
    assert keys == [*(layer.key for layer in layers_of(toy.region)), *MEASURE_TABLES, *NEED_TABLES]
    for key in MEASURE_TABLES:
        assert known_table(toy.region, key) == key
        table = table_of(toy, place_of(toy, "region"), key)
        assert csv_bytes(table, words("sv")).decode("utf-8-sig").startswith("id;")
        assert gpkg_bytes(table, toy, words("en"))


def test_market_shares_are_of_all_the_residents_visits(toy: Assessment) -> None:
    assert column(toy, "market", "visits") == {"u-south": 235, "u-north": 115}
    assert column(toy, "market", "share")["u-south"] == pytest.approx(235 / 350)
    west = column(toy, "market", "share", "municipality", "M1")
    assert west == pytest.approx({"u-south": 190 / 300, "u-north": 110 / 300})
    assert sum(column(toy, "market", "operator_share").values()) == pytest.approx(1)  # type: ignore[arg-type]
    assert column(toy, "market", "chosen")["u-north"] == pytest.approx(35 / 115)


def test_the_units_passed_are_those_nearer_than_the_one_used(toy: Assessment) -> None:
    # 20 of A1 pass North on their way South; 30 of A2 and 5 of A3 pass South on their way North.
    assert column(toy, "passed", "passing") == {"u-south": 35, "u-north": 20}
    assert column(toy, "passed", "passing", "area", "A1") == {"u-north": 20}
    assert column(toy, "passed", "passing", "unit", "u-north") == {"u-south": 35}
    assert column(toy, "passed", "share", "area", "A1")["u-north"] == pytest.approx(0.2)
    assert column(toy, "passed", "visits", "area", "A1")["u-north"] == 80


def test_the_same_residents_use_a_unit_as_often_in_every_table_beside_another(blekinge: Assessment) -> None:
    alike = 0
    for focus in focuses(blekinge):
        if focus.is_unit:
            continue
        market, passed = (
            dict(zip(found.ids, found.values["visits"].tolist(), strict=True))
            for found in (table_of(blekinge, focus, key) for key in ("market", "passed"))
        )
        assert {unit: market.get(unit, 0) for unit in passed} == passed, (focus.kind, focus.id)
        alike += len(passed)
    assert alike > 0


def test_operators_are_told_by_who_chose_them_and_who_left_them(toy: Assessment) -> None:
    assert column(toy, "operators", "visits") == {"own": 115, "choice": 235}, "by residents"
    assert column(toy, "operators", "share")["own"] == pytest.approx(115 / 350)
    assert column(toy, "operators", "chosen") == pytest.approx({"own": 35 / 115, "choice": 20 / 235})
    assert column(toy, "operators", "nearest") == {"own": 100, "choice": 250}
    assert column(toy, "operators", "left") == pytest.approx({"own": 20 / 100, "choice": 35 / 250})


def test_a_part_of_a_municipality_is_not_told_as_the_whole(toy: Assessment) -> None:
    def heading(kind: str, id_: str = "") -> object:
        return municipalities(toy, place_of(toy, kind, id_)).columns[0].heading

    assert heading("region") == heading("municipality", "M1") == "column.municipality"
    assert heading("area", "A1") == "column.whole_municipality"


def test_municipalities_have_the_measures_of_their_areas_together(toy: Assessment) -> None:
    assert column(toy, "municipalities", "visits") == {"M1": 300, "M2": 50}
    assert column(toy, "municipalities", "stays") == {"M1": 1, "M2": 0}
    assert column(toy, "municipalities", "active_choice") == pytest.approx({"M1": 50 / 300, "M2": 5 / 50})
    assert column(toy, "municipalities", "travel_mean")["M2"] == pytest.approx(535 / 50)
    assert column(toy, "municipalities", "nearest_mean")["M2"] == 8
    assert column(toy, "municipalities", "largest_unit")["M1"] == pytest.approx(190 / 300)
    assert column(toy, "municipalities", "own_area")["M1"] == pytest.approx((100 * 0.8 + 200 * 0.86) / 300)
    index = column(toy, "municipalities", "penetration")
    assert index == pytest.approx({"M1": 100 * (300 / 3000) / 0.1, "M2": 100 * (50 / 500) / 0.1})


def test_any_two_kinds_of_service_areas_stand_beside_each_other(toy: Assessment) -> None:
    both = column(toy, "overlaps", "both")
    assert len(both) == 10, "five kinds two and two"
    assert both["nearest-observed"] == 3500
    assert column(toy, "overlaps", "of_one")["observed-basin"] == 1
    assert column(toy, "overlaps", "both", "unit", "u-north")["nearest-contracted"] == 1000
    assert column(toy, "overlaps", "of_visits", "unit", "u-south")["observed-basin"] == pytest.approx(
        215 / 235
    )
    assert column(toy, "overlaps", "of_visits", "unit", "u-south")["nearest-contracted"] == 0


def test_protected_counts_are_the_published_cells_and_the_same_as_in_the_key_figures(
    blekinge: Assessment,
) -> None:
    assert blekinge.region.protected
    region = blekinge.region
    assert column(blekinge, "municipalities", "visits") == dict(
        zip(region.municipalities.ids, blekinge.use.visits_by_municipality.tolist(), strict=True)
    )
    kpis = {kpi.key: kpi for kpi in kpis_of(region)}
    for id_ in region.municipalities.ids:
        focus = place_of(blekinge, "municipality", id_)
        stays, leaks = (kpis[key].read(blekinge, focus) for key in ("stays", "leakage"))
        assert column(blekinge, "municipalities", "stays")[id_] == stays.value
        assert stays.value + leaks.value == pytest.approx(1)
        cells = blekinge.use.between("municipality", "unit")
        ours = cells.residence == region.municipalities.ids.index(id_)
        published = dict(zip(region.units.index[cells.provider[ours]], cells.visits[ours], strict=True))
        assert column(blekinge, "market", "visits", "municipality", id_) == {
            unit: count for unit, count in published.items() if count
        }
        index = kpis["penetration"].read(blekinge, focus).value
        assert column(blekinge, "municipalities", "penetration")[id_] == pytest.approx(index, rel=1e-3)


def test_a_share_of_too_few_protected_visits_says_so(blekinge: Assessment) -> None:
    few = None
    for id_ in blekinge.region.areas.index:
        table = table_of(blekinge, place_of(blekinge, "area", id_), "market")
        for visits, chosen in zip(table.values["visits"], table.values["chosen"], strict=True):
            if 0 < visits < 8:
                assert chosen == "why.too_few"
                few = table
    assert few is not None, "there are such, so the test bites"
    assert words("sv")("why.too_few") in csv_bytes(few, words("sv")).decode("utf-8-sig")
    assert gpkg_bytes(few, blekinge, words("en"))
    rows = table_records(few, blekinge, words("en"))["rows"]
    assert any(row["chosen"] is None for row in rows)  # type: ignore[attr-defined]
    ordered = rows_of(few, words("sv"), "chosen.down", "", 1000).at
    assert few.values["chosen"][ordered[-1]] == "why.too_few", "they come last"
