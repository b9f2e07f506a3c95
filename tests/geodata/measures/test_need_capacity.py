"""Whether places suffice for the need to come, on a region that one can count; and intervals that hold it.

In 2035 A1, A2 and A3 make 180, 350 and 30 visits. As today four in five of A1's go to north, three in twenty
of A2's and one in ten of A3's, 144 + 52.5 + 3 = 199.5 visits; the others to south, 36 + 297.5 + 27 = 360.5.
North has capacity 10, south 5.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pandas import concat

import geodata
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.disclosure.published_cells import published
from geodata.focus.place import Place
from geodata.focus.places import every, place_of, same_place
from geodata.measures.need import need_measures
from geodata.measures.need_capacity import CAPACITY_FIGURES
from geodata.needs.outlook import Outlook
from geodata.needs.region_need import region_need
from geodata.region.municipalities import municipalities
from geodata.scenario.scenario import default_scenario
from tests.dashboard.regions import few_visits
from tests.toy_projection import projected_toy_region
from tests.toy_region import toy_visits, with_units

NORTH, SOUTH, REHAB = 0, 2, 1
TWENTY = {"standard": "20"}
"""Visits that a unit of capacity carries: room for 200 at north and 100 at south."""


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = projected_toy_region()
    return assess(region, default_scenario(region))


def value(assessment: Assessment, key: str, place: Place, **words: str) -> np.ndarray:
    return need_measures(tuple(words.items()))[key].counts(assessment, place).value


def of(assessment: Assessment, key: str, kind: str, **words: str) -> list[float]:
    found: list[float] = value(assessment, key, every(assessment, kind), **words).tolist()  # type: ignore[arg-type]
    return found


def test_the_toy_region_s_units_stand_in_the_order_of_this_file(toy: Assessment) -> None:
    assert [toy.units.index[at] for at in (NORTH, SOUTH, REHAB)] == ["u-north", "u-south", "u-rehab"]


def test_use_beyond_capacity_is_that_of_each_unit_by_itself(toy: Assessment) -> None:
    units = np.array(of(toy, "beyond_ahead", "unit", **TWENTY))
    assert units[[NORTH, SOUTH]].tolist() == pytest.approx([0, 260.5]), "north has room for half a visit"
    assert of(toy, "beyond_ahead", "region", **TWENTY) == pytest.approx([260.5])


def test_an_area_has_the_part_of_it_that_its_visits_are_of_the_unit_s(toy: Assessment) -> None:
    expected = [260.5 * part / 360.5 for part in (36, 297.5, 27)]
    assert of(toy, "beyond_ahead", "area", **TWENTY) == pytest.approx(expected)
    assert of(toy, "beyond_ahead", "municipality", **TWENTY) == pytest.approx(
        [sum(expected[:2]), expected[2]]
    )


def test_units_that_run_out_are_counted_where_they_stand(toy: Assessment) -> None:
    assert of(toy, "units_short_ahead", "region", **TWENTY) == [1]
    assert of(toy, "units_short_ahead", "region", standard="19") == [2]
    areas = need_measures((("standard", "20"),))["units_short_ahead"].counts(toy, every(toy, "area"))
    assert areas.value[:2].tolist() == [0, 1]
    assert areas.why.tolist() == ["", "", "why.no_capacity"], "rehab is of another care form"
    region = need_measures((("standard", "20"),))["units_short_ahead"].read(toy, place_of(toy, "region"))
    assert region.denominator == 2


def test_residents_count_by_the_share_of_their_visits_that_go_to_units_that_run_out(toy: Assessment) -> None:
    expected = [0.2 * 1800, 0.85 * 3500, 0.9 * 300]
    assert of(toy, "residents_short_ahead", "area", **TWENTY) == pytest.approx(expected)
    assert of(toy, "residents_short_ahead", "region", **TWENTY) == pytest.approx([sum(expected)])
    assert of(toy, "residents_short_ahead", "region", standard="10") == pytest.approx([5600]), "all"
    assert of(toy, "residents_short_ahead", "region", standard="1000") == [0]


def test_residents_have_no_interval_as_that_of_use_says_nothing_of_people() -> None:
    assert {key for key in need_measures() if key.startswith("residents_short_ahead")} == {
        "residents_short_ahead"
    }


def test_a_unit_has_use_room_and_the_capacity_that_it_lacks(toy: Assessment) -> None:
    both = [NORTH, SOUTH]
    assert np.array(of(toy, "unit_use_ahead", "unit"))[both].tolist() == pytest.approx([199.5, 360.5])
    assert np.array(of(toy, "unit_room_ahead", "unit", **TWENTY))[both].tolist() == [200, 100]
    gap = np.array(of(toy, "unit_gap_ahead", "unit", **TWENTY))
    assert gap[both].tolist() == pytest.approx([-0.025, 13.025])
    assert np.isnan(gap[REHAB])


def test_by_its_own_standard_a_unit_has_room_for_what_it_carries_today(toy: Assessment) -> None:
    room = np.array(of(toy, "unit_room_ahead", "unit", standard="own"))
    assert room[[NORTH, SOUTH]].tolist() == pytest.approx([115, 235])
    assert of(toy, "beyond_ahead", "region", standard="own") == pytest.approx([84.5 + 125.5])


@pytest.mark.parametrize("times", [0.45, 0.75, 0.95, 1.4, 1.5, 2.8])
def test_where_everybody_stays_each_unit_has_just_enough_by_its_own_standard(times: float) -> None:
    region, visits = projected_toy_region(), toy_visits()
    assert region.projections is not None
    today = region.projections[region.projections["year"] == 2025]
    visits["visits"] = (visits["visits"] * times).round().astype("int64")
    cells = published(visits, municipalities(region.areas, region.units))
    same = replace(region, visits=cells, projections=concat([today, today.assign(year=2035)]))
    found = assess(same, default_scenario(same))
    assert of(found, "units_short_ahead", "region", standard="own") == [0]
    assert of(found, "beyond_ahead", "region", standard="own") == [0]


def test_units_are_told_the_gap_of_the_computation(toy: Assessment) -> None:
    found = region_need(toy, Outlook(2035))
    at = found.need.years.index(2035)
    np.testing.assert_array_equal(of(toy, "unit_gap_ahead", "unit"), found.capacity.gap[at])
    np.testing.assert_array_equal(of(toy, "beyond_ahead", "unit"), found.capacity.beyond[at])
    assert region_need(toy, Outlook(2035)) is found, "worked out once"


def test_units_of_all_years_of_an_outlook_are_worked_out_once(toy: Assessment) -> None:
    found = region_need(toy, Outlook(2035))
    assert region_need(toy, Outlook(2030)) is found
    for year in (2030, 2035):
        at = found.need.years.index(year)
        alone = need_measures((("horizon", str(year)),))["unit_use_ahead"].counts(toy, every(toy, "unit"))
        np.testing.assert_array_equal(alone.value[[NORTH, SOUTH]], found.units.use[at][[NORTH, SOUTH]])
    with pytest.raises(UnknownNameError, match="2100"):
        region_need(toy, Outlook(2100))


def test_a_journey_s_limit_changes_nothing_of_the_need(toy: Assessment) -> None:
    near = assess(toy.region, replace(toy.scenario, region=toy.region, limit_min=7.0))
    assert region_need(near, Outlook(2035)) is region_need(toy, Outlook(2035))


@pytest.mark.parametrize("standard", ["regional", "own", "20", "15", "60"])
@pytest.mark.parametrize("horizon", ["2030", "2035"])
def test_areas_sum_to_units_and_intervals_hold_what_is_expected(
    toy: Assessment, standard: str, horizon: str
) -> None:
    words = {"standard": standard, "horizon": horizon}
    beyond = of(toy, "beyond_ahead", "region", **words)
    assert sum(of(toy, "beyond_ahead", "area", **words)) == pytest.approx(beyond[0])
    assert np.nansum(of(toy, "beyond_ahead", "unit", **words)) == pytest.approx(beyond[0])
    for end in ("low", "high"):
        whole = of(toy, f"beyond_ahead_{end}", "region", **words)
        assert sum(of(toy, f"beyond_ahead_{end}", "area", **words)) == pytest.approx(whole[0])
    for kind in ("region", "municipality", "area", "unit"):
        for key in ("beyond_ahead", "units_short_ahead"):
            if kind == "unit" and key != "beyond_ahead":
                continue
            low, expected, high = (
                np.array(of(toy, name, kind, **words)) for name in (f"{key}_low", key, f"{key}_high")
            )
            known = np.isfinite(expected)
            assert (low[known] <= expected[known]).all()
            assert (expected[known] <= high[known]).all()


def test_ends_are_of_the_whole_region_s_use_at_the_end_of_its_interval(toy: Assessment) -> None:
    region = place_of(toy, "region")
    for end in ("low", "high"):
        use = value(toy, f"use_ahead_{end}", region)[0] / 560
        expected = max(199.5 * use - 200, 0) + max(360.5 * use - 100, 0)
        assert value(toy, f"beyond_ahead_{end}", region, **TWENTY)[0] == pytest.approx(expected)
        unit = place_of(toy, "unit", "u-south")
        found = region_need(toy, Outlook(2035, standard=20.0))
        own = getattr(found.units.interval, end)[found.need.years.index(2035), SOUTH]
        assert value(toy, f"beyond_ahead_{end}", unit, **TWENTY)[0] == pytest.approx(own - 100)


def test_a_scenario_s_capacity_is_what_there_is_room_for(toy: Assessment) -> None:
    larger = geodata.what_if(toy, "size:u-south*20")
    standard = {"standard": "20"}
    before, after = (of(each, "beyond_ahead", "region", **standard)[0] for each in (toy, larger))
    assert before > after
    opened = geodata.what_if(toy, "add:n1@0.04510,10.57500*3")
    new = place_of(opened, "unit", "n1")
    assert need_measures()["beyond_ahead"].read(opened, new).why == ""
    assert need_measures()["beyond_ahead"].read(toy, same_place(toy, new)).why == "why.no_unit"
    closed = geodata.what_if(toy, "close:u-south")
    found = need_measures((("standard", "20"),))["units_short_ahead"].read(closed, place_of(closed, "region"))
    assert found.denominator == 1, "a unit that is closed and has no use is none that can run out"


def test_without_any_capacity_no_figure_of_it_is_told() -> None:
    region = with_units(projected_toy_region(), capacity=[np.nan] * 3)
    assessment = assess(region, default_scenario(region))
    for key in CAPACITY_FIGURES:
        measure = need_measures((("standard", "20"),))[key]
        kind = "region" if "region" in measure.kinds else "unit"
        if key == "unit_use_ahead":
            continue
        found = measure.counts(assessment, every(assessment, kind))
        assert set(found.why) == {"why.no_capacity"}, key
    regional = need_measures()["beyond_ahead"].read(assessment, place_of(assessment, "region"))
    assert regional.why == "why.no_capacity"


def test_what_follows_from_shares_of_too_few_protected_visits_is_not_told() -> None:
    tables = projected_toy_region()
    region = replace(few_visits(protected=True), projections=tables.projections, population=tables.population)
    assessment = assess(region, default_scenario(region))
    measures = need_measures((("standard", "0.1"),))
    for key in ("beyond_ahead", "residents_short_ahead"):
        found = measures[key].counts(assessment, every(assessment, "area"))
        assert set(found.why) == {"why.too_few"}, key
        assert np.isnan(found.value).all()
    assert set(measures["beyond_ahead"].counts(assessment, every(assessment, "unit")).why) <= {
        "why.too_few", "why.no_capacity",
    }  # fmt: skip


def test_change_in_number_and_width_of_the_interval_follow_from_use(toy: Assessment) -> None:
    areas = every(toy, "area")
    assert of(toy, "use_change_count_ahead", "area") == pytest.approx([80, 150, -20])
    low, use, high = (value(toy, f"use_ahead{end}", areas) for end in ("_low", "", "_high"))
    np.testing.assert_allclose(value(toy, "use_width_ahead", areas), (high - low) / use)
    assert of(toy, "residents_change_ahead", "area") == pytest.approx([0.8, 0.75, -0.4])
    found = need_measures()["from_80_change_ahead"].counts(toy, areas)
    assert set(found.why) == {"why.no_such_ages"}
