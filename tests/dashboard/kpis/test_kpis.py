"""Every KPI, in every focus: within its range, adding up, and never a nan."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from dashboard.kpis import COVERAGE, ECONOMY, SUPPLY, VISITS, kpis_of
from dashboard.kpis.meta import Meta, meta_of
from dashboard.layers import layers_of
from dashboard.words.kpis import kpi_about, kpi_name, kpi_source
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.settings import OPERATORS
from geodata.focus.places import place_of
from geodata.measures.stops import STOPS
from geodata.measures.supply import beside_the_region
from geodata.measures.tally import Reading
from geodata.scenario.scenario import default_scenario, parse
from tests.dashboard.regions import REGIONS, assessed, focuses
from tests.toy_region import moved, toy_region, with_units


def value(assessment: Assessment, key: str, kind: str = "region", id_: str = "") -> Reading:
    kpi = next(one for one in kpis_of(assessment.region) if one.key == key)
    return kpi.read(assessment, place_of(assessment, kind, id_))


@pytest.mark.parametrize("name", REGIONS)
def test_every_kpi_of_every_focus_is_a_number_in_its_range_or_says_why_not(name: str) -> None:
    region = REGIONS[name]
    assessment = assess(region, default_scenario(region))
    for focus in focuses(assessment):
        for kpi in kpis_of(region):
            found = kpi.read(assessment, focus)
            at = (name, kpi.key, focus.kind, focus.id)
            if found.value is None:
                assert all(words(language).has(found.why) for language in LANGUAGES), at
                continue
            assert not math.isnan(found.value), at
            assert found.value >= 0, at
            assert found.unit != "share" or found.value <= 1, at
            assert found.unit == "minutes" or math.isfinite(found.value), at
            assert found.unit != "count" or found.value == round(found.value), at
            if found.numerator is not None and found.denominator is not None and found.unit == "share":
                assert found.value == pytest.approx(found.numerator / found.denominator), at


@pytest.mark.parametrize("name", REGIONS)
def test_a_kpi_has_one_unit_of_measure_known_or_not(name: str) -> None:
    region = REGIONS[name]
    assessment = assess(region, default_scenario(region))
    for kpi in kpis_of(region):
        assert len({kpi.read(assessment, focus).unit for focus in focuses(assessment)}) == 1, kpi.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kpi_says_its_name_definition_source_and_layer(language: str) -> None:
    for region in REGIONS.values():
        assessment = assess(region, default_scenario(region))
        layers = {layer.key for layer in layers_of(region)}
        for kpi in kpis_of(region):
            meta = meta_of(kpi, assessment)
            said = [kpi_name(kpi, meta, words(language)), *kpi_about(kpi, meta, words(language))]
            assert all(said), kpi.key
            assert not any("{" in text for text in said), kpi.key
            assert kpi.layer in layers, kpi.key


def test_keys_are_unique_and_families_stand_together() -> None:
    region = REGIONS["small"]
    kpis = kpis_of(region)
    assert len({kpi.key for kpi in kpis}) == len(kpis)
    families = [kpi.family for kpi in kpis]
    changes = sum(one != other for one, other in pairwise(families))
    assert changes == len(set(families)) - 1
    by_ways = {"by_car_alone", "reached_without_car", *(f"stops_{key}" for key in STOPS)}
    told = {*COVERAGE, *SUPPLY, *VISITS, *ECONOMY} - {"units_contract", "visits_contract", *by_ways}
    assert told <= {kpi.key for kpi in kpis}


def test_units_by_operator_are_told_only_where_there_are_several() -> None:
    def told(name: str) -> set[str]:
        return {kpi.key.removeprefix("units_") for kpi in kpis_of(REGIONS[name])} & set(OPERATORS)

    assert told("small") == {"own", "choice"}
    assert told("no operators") == set(OPERATORS), "that it is not known is told too"


def test_the_toy_regions_figures_are_those_of_its_drawing(toy: Assessment) -> None:
    whole = {kpi.key: kpi.read(toy, place_of(toy, "region")).value for kpi in kpis_of(toy.region)}
    assert whole["residents"] == 3500
    assert whole["covered"] == 1
    assert whole["beyond"] == 0
    assert whole["median_minutes"] == whole["p90_minutes"] == 12
    assert whole["choice"] == pytest.approx(2000 / 3500)
    assert whole["access"] == pytest.approx(100)
    assert whole["agreed_any"] == pytest.approx(500 / 3500), "A3, by 2SFCA, E2SFCA and M2SFCA"
    assert whole["agreed_all"] == 0
    assert (whole["units"], whole["units_own"], whole["units_choice"], whole["units_contract"]) == (
        2,
        1,
        1,
        0,
    )
    assert whole["units_per_10000"] == pytest.approx(10_000 * 2 / 3500)
    assert whole["below_threshold"] == 1, "u-south has 0.4 where 0.5 is asked"
    assert (whole["visits"], whole["visits_of_region"], whole["unknown_residence"]) == (350, 360, 10)
    assert whole["visits_per_resident"] == pytest.approx(350 / 3500)
    assert whole["stays"] == pytest.approx(300 / 350), "A3's 50 leave M2"
    assert (whole["inflow"], whole["outflow"]) == (10, 0)
    assert whole["bypass"] == pytest.approx(55 / 350)
    assert whole["extra_minutes"] == pytest.approx((400 + 90 + 135) / 55)
    assert whole["indicator_wait"] == pytest.approx((115 * 0.7 + 235 * 0.4) / 350)
    assert whole["cost_per_resident"] == pytest.approx(600 / 3500)
    assert whole["active_choice"] == pytest.approx(55 / 350)
    assert whole["leakage"] == pytest.approx(50 / 350)
    assert whole["commitment"] == pytest.approx(300 / 360), "the 10 of unknown residence are nobody's own"
    assert whole["concentration"] == pytest.approx((100 * 0.68 + 200 * 0.745 + 50 * 0.82) / 350)
    assert whole["largest_organisation"] == pytest.approx(235 / 350)
    assert whole["stays_here"] == 1, "all units stand in the region"
    assert whole["commitment_here"] == pytest.approx(350 / 360)
    assert whole["penetration"] == pytest.approx(100)
    assert whole["travel_mean"] == pytest.approx((900 + 2490 + 535) / 350)
    assert whole["nearest_mean"] == pytest.approx((500 + 2400 + 400) / 350)
    assert (whole["travel_p90"], whole["nearest_p90"]) == (15, 12)
    assert (whole["visits_own"], whole["visits_choice"]) == pytest.approx((115 / 350, 235 / 350))


def test_choices_of_a_unit_are_those_of_its_visitors_and_its_service_area(toy: Assessment) -> None:
    def of_south(key: str) -> Reading:
        return value(toy, key, "unit", "u-south")

    assert of_south("active_choice").value == pytest.approx(20 / 235)
    assert of_south("leakage_here").value == pytest.approx(35 / 250), "A2 and A3 are its own"
    assert of_south("leakage").value == pytest.approx(50 / 250), "A3 lives in another municipality"
    assert of_south("commitment_here").value == pytest.approx(215 / 235)
    assert of_south("commitment").value == pytest.approx(190 / 235), "A1 and A2, where it stands"
    assert of_south("unit_share").value == pytest.approx(190 / 300), "of M1, where it stands"
    assert of_south("unit_penetration").value == pytest.approx(100 * (215 / 2500) / 0.1)
    assert of_south("penetration").value == pytest.approx(100), "whichever unit they use"
    assert of_south("travel_mean").value == pytest.approx((20 * 25 + 170 * 12 + 45 * 8) / 235)
    assert of_south("visits_own").value is None
    assert value(toy, "unit_share", "unit", "u-rehab").value == 0, "nobody of M2 goes there"


def test_leakage_and_what_stays_are_all_there_is(toy: Assessment) -> None:
    for focus in focuses(toy):
        for basis in ("", "_here"):
            stays, leaks = (value(toy, f"{key}{basis}", focus.kind, focus.id) for key in ("stays", "leakage"))
            assert (stays.value is None) == (leaks.value is None)
            if stays.value is not None:
                assert stays.value + leaks.value == pytest.approx(1), (focus.kind, focus.id)


def test_a_limit_of_ten_minutes_leaves_the_middle_area_out(toy: Assessment) -> None:
    near = assess(toy.region, parse(toy.region, {"limit_min": 10}))
    assert value(near, "covered").value == pytest.approx(1500 / 3500)
    assert value(near, "beyond").value == 2000
    assert value(near, "choice").value == 0
    exactly = assess(toy.region, parse(toy.region, {"limit_min": 12}))
    assert value(exactly, "covered").value == 1, "the limit is inclusive"


@pytest.mark.parametrize("name", ["whole", "small", "nothing within reach"])
def test_coverage_and_what_is_beyond_hold_everyone(name: str) -> None:
    region = REGIONS[name]
    assessment = assess(region, default_scenario(region))
    for focus in focuses(assessment):
        covered = value(assessment, "covered", focus.kind, focus.id)
        if covered.value is not None and covered.numerator is not None:
            beyond = value(assessment, "beyond", focus.kind, focus.id).value
            assert covered.numerator + (beyond or 0) == assessment.persons[focus.areas].sum()


@pytest.mark.parametrize("kind", ["municipality", "area"])
def test_visits_are_conserved_between_parts_of_a_region(toy: Assessment, kind: str) -> None:
    index = toy.region.areas["municipality_id"].unique() if kind == "municipality" else toy.region.areas.index

    def total(key: str) -> float:
        return sum(value(toy, key, kind, id_).value or 0 for id_ in index)

    assert total("visits") + value(toy, "unknown_residence").value == value(toy, "visits_of_region").value
    assert total("visits") == value(toy, "visits").value
    assert total("inflow") == total("outflow") + total("unknown_to_units"), "what leaves one comes to another"


def test_visits_to_a_unit_without_a_place_do_not_leave_the_area() -> None:
    region = toy_region()
    geometry = region.units.geometry.copy()
    geometry.iloc[2] = None
    units = region.units.assign(area=np.array([0, 2, -1], np.int32)).set_geometry(geometry)
    digital = assess(moved(region, units), default_scenario(region))
    assert value(digital, "outflow", "area", "A1").value == 0, "its 20 visits to the south are digital now"
    assert value(digital, "stays_here", "area", "A1").value == pytest.approx(0.8)
    assert value(digital, "units").value == 1, "those that stand in the region"
    assert beside_the_region(digital) == (0, 1), "a unit without a place is told beside"


def test_a_units_own_figures_are_its_own(toy: Assessment) -> None:
    assert value(toy, "visits_to_units", "unit", "u-north").value == 125
    assert value(toy, "visits", "unit", "u-north").why == "why.not_for_a_unit"
    assert value(toy, "units", "unit", "u-north").value == 1
    assert value(toy, "residents", "unit", "u-north").value == 1000, "most of A1 goes there"
    assert value(toy, "indicator_wait", "unit", "u-south").value == 0.4
    assert value(toy, "below_threshold", "unit", "u-south").value == 1
    assert value(toy, "unknown_to_units", "unit", "u-north").value == 10
    assert value(toy, "bypass", "unit", "u-north").value == pytest.approx((30 + 5) / 115)


def test_a_closed_units_quality_is_still_known() -> None:
    region = with_units(toy_region(), closed=np.array(["2024-12-31", "NaT", "NaT"], "datetime64[ns]"))
    closed = assess(region, default_scenario(region))
    assert value(closed, "units", "unit", "u-north").value == 0
    assert value(closed, "indicator_wait", "unit", "u-north").value == 0.7


def test_closing_a_unit_never_raises_coverage(toy: Assessment) -> None:
    fewer = with_units(toy.region, capacity=[10.0, np.nan, 0.0])
    closed = assess(fewer, default_scenario(fewer))
    for focus in focuses(toy):
        if focus.kind in ("region", "municipality", "area"):
            before = value(toy, "covered", focus.kind, focus.id).value
            assert value(closed, "covered", focus.kind, focus.id).value <= before


def test_a_region_without_visits_says_so_in_every_figure_of_use() -> None:
    region = REGIONS["no visits"]
    assessment = assess(region, default_scenario(region))
    for kpi in kpis_of(region):
        found = kpi.read(assessment, place_of(assessment, "region"))
        if kpi.family in ("flows", "economy"):
            assert (found.value, found.why) == (None, "why.no_visits")
        elif kpi.family == "coverage":
            assert found.value is not None
    quality = value(assessment, "indicator_wait").value
    assert quality == pytest.approx((0.7 + 0.4) / 2), "without visits every open unit weighs the same"


def test_units_that_nobody_has_looked_at_are_not_said_to_be_above_the_threshold() -> None:
    found = value(assessed("no indicators"), "below_threshold")
    assert (found.value, found.why) == (None, "why.no_indicator")


def test_a_source_is_a_sentence_or_nothing() -> None:
    said = words("sv")
    assert kpi_source(Meta("SCB", "2025-12-31"), said) == "Källa: SCB, 31 december 2025."
    assert kpi_source(Meta("SCB", ""), said) == "Källa: SCB."
    assert kpi_source(Meta("", "2025"), said) == ""


def test_figures_name_who_published_what_they_rest_on(leeds: Assessment) -> None:
    metas = {kpi.key: meta_of(kpi, leeds) for kpi in kpis_of(leeds.region)}
    ministry, health = "Ministry of Housing, Communities and Local Government", "NHS England"
    assert (metas["residents"].source, metas["residents"].date) == (ministry, "2015")
    assert metas["covered"].source.split("; ") == [health, ministry]
    assert (metas["visits"].source, metas["visits"].date) == (health, "2022-07")
    assert (metas["units"].source, metas["units"].date) == (health, "2022-07-31")
    assert metas["indicator_bp"].source.startswith("NHS England, Quality")


def test_a_region_that_does_not_say_who_did_what_names_everyone() -> None:
    region = REGIONS["small"]
    assessment = assess(region, default_scenario(region))
    assert value(assessment, "residents").value == 600
    assert meta_of(kpis_of(region)[0], assessment).source == "Publisher"
