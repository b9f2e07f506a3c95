"""A changed region is what a full recomputation would give, to the last bit."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.assessment.assessment import assess
from geodata.contract.errors import UnknownNameError
from geodata.focus.places import beside, place_of
from geodata.region.changes import Change, checked_list
from geodata.region.unit_places import unit_places
from geodata.scenario.changed_region import changed, place
from geodata.scenario.scenario import default_scenario, parse
from tests.recomputed import assert_same, recomputed, recomputed_assessment
from tests.small_region import computed_small_region

REGION = recomputed(computed_small_region())
USUAL = default_scenario(REGION)
LON, LAT = (values[np.isfinite(values)] for values in unit_places(REGION.units, REGION.settings.crs))
WEST, EAST, SOUTH, NORTH = LON.min() - 0.1, LON.max() + 0.1, LAT.min() - 0.1, LAT.max() + 0.1


def point(draw: st.DrawFn) -> tuple[float, float]:
    """Somewhere in the region or not far from it."""
    return round(draw(st.floats(SOUTH, NORTH)), 5), round(draw(st.floats(WEST, EAST)), 5)


@st.composite
def sequences(draw: st.DrawFn) -> tuple[Change, ...]:
    """Changes in any order, of one unit several too."""
    ids, made = list(REGION.units.index), ()
    for number in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(["add", "close", "move", "size"]))
        if kind == "add":
            change = Change("add", f"n{number + 1}", *point(draw), draw(st.floats(0.01, 20)))
        elif kind == "close":
            change = Change("close", draw(st.sampled_from(ids)))
        elif kind == "move":
            change = Change("move", draw(st.sampled_from(ids)), *point(draw))
        else:
            change = Change("size", draw(st.sampled_from(ids)), capacity=draw(st.floats(0.01, 20)))
        with suppress(UnknownNameError):  # changed in that way already, or closed
            made = checked_list((*made, change))
    return made


@given(sequences())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_changes_give_what_a_full_recomputation_gives(changes: tuple[Change, ...]) -> None:
    after = assess(REGION, replace(USUAL, region=REGION, changes=changes))
    assert_same(after, recomputed_assessment(after))


def test_closing_a_unit_uncovers_the_areas_that_depended_on_it() -> None:
    today = assess(REGION, USUAL)
    closed = assess(REGION, parse(REGION, {"changes": "close:U1"}))
    assert (closed.access.nearest_min >= today.access.nearest_min).all(), "nobody comes nearer"
    assert closed.access.covered.sum() < today.access.covered.sum()
    assert closed.without_changes is today


def test_undoing_gives_today_back_exactly() -> None:
    today = assess(REGION, USUAL)
    moved = parse(REGION, {"changes": "move:U1@58.7,13.1"})
    assert assess(REGION, moved).access.nearest_min.tolist() != today.access.nearest_min.tolist()
    assert assess(REGION, replace(moved, region=REGION, changes=())) is today


def test_a_new_unit_stands_last_and_has_the_care_form_that_is_asked_for() -> None:
    stands = REGION.areas.geometry.iloc[3].representative_point()
    lon, lat = unit_places(REGION.units.set_geometry([stands] * 3), REGION.settings.crs)
    text = f"add:n1@{lat[0]:.5f},{lon[0]:.5f}*4"
    after = assess(REGION, parse(REGION, {"changes": text, "operators": "own"})).units
    new = after.iloc[-1]
    assert (new.name, new["care_form"], new["capacity"], new["area"]) == ("n1", "gp", 4.0, 3)
    assert new["name"] == f"+ {REGION.areas['name'].iloc[3]}"
    assert after.dtypes[REGION.units.columns].equals(REGION.units.dtypes)
    assert after.iloc[:-1]["name"].equals(REGION.units["name"])
    assert assess(REGION, parse(REGION, {"changes": text, "operators": "own"})).supply.available[-1]


def test_the_same_changes_are_worked_out_once() -> None:
    changes = (Change("close", "U1"),)
    assert changed(REGION, changes, "gp") is changed(REGION, changes, "gp")
    assert changed(REGION, (), "gp") is changed(REGION, (), "rehab")


def test_a_place_is_where_the_map_says() -> None:
    (lon, *_), (lat, *_) = unit_places(REGION.units, REGION.settings.crs)
    x, y = place(REGION, Change("move", "U1", float(lat), float(lon)))
    assert abs(x - REGION.units.geometry.iloc[0].x) < 1
    assert abs(y - REGION.units.geometry.iloc[0].y) < 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("close:U9", "'U9' is not a unit"),
        ("size:n1*4", "'n1' is not a unit"),
        ("move:U1@-33.9,151.2", "far outside the region"),
    ],
)
def test_changes_that_the_region_cannot_make_are_refused(text: str, why: str) -> None:
    with pytest.raises(UnknownNameError, match=why):
        parse(REGION, {"changes": text})


def test_figures_stand_beside_todays_also_for_a_unit_that_is_new() -> None:
    after = assess(REGION, parse(REGION, {"changes": f"add:n1@{LAT[0]},{LON[0]}*4"}))
    there = beside(after, place_of(after, "unit", "n1"))
    assert there is not None
    assert there[0] is after.without_changes
    assert len(there[1].units) == 0
    assert beside(after.without_changes, place_of(after.without_changes, "region")) is None
