"""The pin's nearest unit, its minutes and its length are those that Hitta works out of its documents."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.components.markup import markup_of
from dashboard.find.document import find_document, minutes_document
from dashboard.plan.pin_card import pin_card
from dashboard.question.pin import Pin, read_pin
from dashboard.words.pin import pin_nearest
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.assessment.nearest_from_place import area_of_place, nearest_unit
from geodata.geometry.degrees import to_metres
from geodata.geometry.metres_polynomial import MetresPolynomial
from geodata.publish.build import computed
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario, parse
from geodata.travel.minutes_between import minutes_between
from tests.geodata.travel.test_model import with_roads  # noqa: F401  a fixture
from tests.small_region import computed_small_region
from tests.toy_region import toy_region


def with_a_table() -> Region:
    """The toy region, whose minutes are its own table's."""
    times = pd.DataFrame({"area": [0], "unit": [0], "minutes": [5.0]})
    return replace(toy_region(), travel_times=times)


def with_an_idle_unit() -> Region:
    """The small region, whose unit in A1 has no capacity at all; that of the other is unknown."""
    region = computed_small_region()
    return replace(region, units=region.units.assign(capacity=[0.0, math.nan, 2.0]))


REGIONS = {"straight": computed_small_region, "table": with_a_table, "idle": with_an_idle_unit}


@pytest.fixture(scope="module", params=REGIONS)
def assessment(request: pytest.FixtureRequest) -> Assessment:
    region: Region = REGIONS[request.param]()
    return assess(region, default_scenario(region))


def places(assessment: Assessment) -> Iterator[Pin]:
    """Places over the whole region, and about it."""
    west, south, east, north = assessment.region.areas.to_crs("EPSG:4326").total_bounds
    for lon in np.linspace(west - 0.03, east + 0.03, 9):
        for lat in np.linspace(south - 0.02, north + 0.02, 7):
            yield Pin(float(lat), float(lon))


def first_in_hitta(assessment: Assessment, pin: Pin) -> tuple[int, float, float]:
    """Unit, metres and minutes as assets/page-find/distance.js and results.js find them."""
    found: dict[str, Any] = json.loads(find_document(assessment.region, "sv"))
    form, flat = found["forms"][0], found["flat"]
    metres_of = MetresPolynomial(
        flat["lon"], flat["lat"], flat["span"], np.array(flat["x"]), np.array(flat["y"]), 0
    )
    area = area_of_place(assessment, pin.lon, pin.lat)
    row: dict[int, float] = {}
    if found["pace"] is None and area >= 0:
        packed = json.loads(minutes_document(assessment.region))
        begins, units = (
            np.frombuffer(base64.b64decode(packed[key]), np.uint32) for key in ("begins", "units")
        )
        tenths = np.frombuffer(base64.b64decode(packed["tenths"]), np.uint16)
        row = {int(units[i]): float(tenths[i]) / 10 for i in range(begins[area], begins[area + 1])}
    ways = []
    for rank, unit in zip(form["rank"], form["at"], strict=True):
        if found["lon"][unit] is None:
            continue
        both = metres_of.metres(
            np.array([pin.lon, found["lon"][unit]]), np.array([pin.lat, found["lat"][unit]])
        )
        metres = float(np.hypot(*(both[0] - both[1])))
        if found["pace"] is not None:
            paces = found["paces"]
            minutes = metres / (found["pace"] if area < 0 else paces[min(area, len(paces) - 1)])
        else:
            minutes = math.nan if area < 0 else row.get(unit, math.inf)
        whole = math.inf if math.isnan(minutes) or math.isinf(minutes) else math.floor(minutes + 0.5)
        idle = form["at"].index(unit) in form["idle"]
        ways.append((idle, whole, math.floor(metres / 100 + 0.5), rank, unit, metres, minutes))
    *_, unit, metres, minutes = min(ways)
    return unit, metres, minutes


def test_the_nearest_unit_is_hittas_first_with_its_minutes_and_metres(assessment: Assessment) -> None:
    for pin in places(assessment):
        nearest = nearest_unit(assessment, pin.lon, pin.lat, words("sv").sort_key)
        assert nearest is not None
        unit, metres, minutes = first_in_hitta(assessment, pin)
        assert nearest.unit == unit
        assert nearest.metres == pytest.approx(metres, abs=2)  # a document's places have five decimals
        assert nearest.minutes == pytest.approx(minutes, abs=0.01, nan_ok=True)


def test_the_nearest_of_a_pin_is_that_of_its_area_where_a_unit_has_no_capacity() -> None:
    region = with_an_idle_unit()
    assessment = assess(region, default_scenario(region))
    lat, lon = middle(assessment, "A1")
    near = nearest_unit(assessment, lon, lat, words("sv").sort_key)
    assert near is not None
    assert assessment.units.index[near.unit] == "U2"
    assert near.unit == assessment.access.nearest_unit[area_of_place(assessment, lon, lat)]


def test_the_nearest_follows_what_a_scenario_closes() -> None:
    region = with_a_table()
    as_is = assess(region, default_scenario(region))
    lat, lon = middle(as_is, "A1")
    near = nearest_unit(as_is, lon, lat, words("sv").sort_key)
    assert near is not None
    assert near.minutes == 5
    closed = assess(region, parse(region, {"changes": f"close:{as_is.units.index[near.unit]}"}))
    other = nearest_unit(closed, lon, lat, words("sv").sort_key)
    assert other is not None
    assert (other.unit != near.unit, other.minutes) == (True, 25)


def test_along_roads_the_pin_goes_from_the_place_as_the_measured_line_does(with_roads: Region) -> None:  # noqa: F811
    region = computed(with_roads)
    found = assess(region, default_scenario(region))
    to_metres_of = to_metres(region.settings.crs)
    minutes = set()
    for pin in places(found):
        spot = to_metres_of.transform(pin.lon, pin.lat)
        nearest = nearest_unit(found, pin.lon, pin.lat, words("sv").sort_key)
        assert nearest is not None
        point = found.units.geometry.iloc[nearest.unit]
        assert nearest.minutes == pytest.approx(minutes_between(region, spot, (point.x, point.y)), abs=1e-4)
        assert "Tiden räknas" not in pin_nearest(found, pin.lon, pin.lat, words("sv"))
        if area_of_place(found, pin.lon, pin.lat) == 0:
            minutes.add(nearest.minutes)
    assert len(minutes) > 1  # within one area


def middle(assessment: Assessment, area_id: str) -> tuple[float, float]:
    point = assessment.region.areas.to_crs("EPSG:4326").geometry[area_id].representative_point()
    return float(point.y), float(point.x)


def test_the_card_tells_name_area_municipality_and_nearest(toy: Assessment) -> None:
    lat, lon = middle(toy, "A2")
    text = json.dumps(markup_of(pin_card(Pin(lat, lon, "Hemma"), toy, words("en"))), ensure_ascii=False)
    area = toy.region.areas.loc["A2"]
    assert "Hemma" in text
    assert f"{area['name']}, {area['municipality']}" in text
    assert "under 1 min" in text
    assert "South" in text
    assert '"data-select-id": "A2"' in text
    assert pin_card(None, toy, words("en")) is None


def test_a_place_outside_says_so_and_offers_no_area(toy: Assessment) -> None:
    text = json.dumps(markup_of(pin_card(Pin(40.0, 2.0), toy, words("en"))), ensure_ascii=False)
    assert words("en")("pin.outside") in text
    assert "data-select-id" not in text
    assert '"data-pin": "remove"' in text


@pytest.mark.parametrize("text", ["", "91,12", "57", "57,12,3", "nan,12", "1" * 70 + ",2", "a,b", "inf,0"])
def test_a_pin_that_is_no_place_on_earth_is_none(text: str) -> None:
    assert read_pin({"pin": text}) is None


def test_a_pin_has_its_name_no_longer_than_other_names() -> None:
    assert read_pin({"pin": "57.72489,13.45136", "pin_name": "x" * 200}) == Pin(57.72489, 13.45136, "x" * 80)


def test_the_pin_says_whose_the_time_is_where_it_is_that_of_a_whole_area() -> None:
    table, line = (assess(region, default_scenario(region)) for region in (with_a_table(), toy_region()))
    inside = next(pin for pin in places(table) if area_of_place(table, pin.lon, pin.lat) >= 0)
    assert "Tiden räknas från mitten av" in pin_nearest(table, inside.lon, inside.lat, words("sv"))
    assert "Tiden räknas" not in pin_nearest(line, inside.lon, inside.lat, words("sv"))
