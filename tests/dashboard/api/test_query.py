"""Features are asked for as the standard says: by page, box, time, exact value and reference system."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from dashboard.api.collections import collections_of
from dashboard.api.moments import span
from tests.dashboard.site import Site
from tests.small_region import EAST, NORTH, SIDE

ITEMS = "/api/collections/areas-gp/items"
SWEREF = "http://www.opengis.net/def/crs/EPSG/0/3006"
SECOND = 1 / 86_400
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def box_around(east: float, north: float, size: float = 10.0) -> str:
    """A small box around a place of the national grid, as degrees."""
    degrees = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    west, south = degrees.transform(east - size, north - size)
    far_east, far_north = degrees.transform(east + size, north + size)
    return f"{west},{south},{far_east},{far_north}"


def test_every_page_is_reached_by_the_links_to_the_next(site: Site) -> None:
    ids, path, pages = [], f"{ITEMS}?limit=3", 0
    while path:
        found = site.json(path)
        assert found["numberMatched"] == 4
        assert found["numberReturned"] == len(found["features"])
        ids += [one["id"] for one in found["features"]]
        path = next((link["href"] for link in found["links"] if link["rel"] == "next"), "")
        pages += 1
    assert (ids, pages) == (["A1", "A2", "A3", "A4"], 2)


def test_the_link_back_leads_to_the_page_before(site: Site) -> None:
    links = {link["rel"]: link["href"] for link in site.json(f"{ITEMS}?limit=2&offset=2")["links"]}
    assert "next" not in links
    assert [one["id"] for one in site.json(links["prev"])["features"]] == ["A1", "A2"]


def test_links_to_pages_name_the_version_so_that_all_are_of_one(site: Site) -> None:
    (link,) = [one["href"] for one in site.json(f"{ITEMS}?limit=1")["links"] if one["rel"] == "next"]
    assert f"v={site.region.version}" in link
    gone = site.get(f"{ITEMS}?v=0123456789ab")
    assert gone.status_code == 404
    assert "0123456789ab" in gone.get_json()["description"]


def test_a_larger_page_than_there_may_be_is_the_largest(site: Site) -> None:
    assert site.json(f"{ITEMS}?limit=99999999999999999999999")["numberReturned"] == 4
    assert site.json(f"{ITEMS}?offset=99999999999999999999999")["features"] == []


@pytest.mark.parametrize(
    ("east", "north", "ids"),
    [
        (EAST + 5_000, NORTH + 5_000, ["A1"]),
        (EAST + SIDE, NORTH + SIDE, ["A1", "A2", "A3", "A4"]),  # the corner that all four share
        (EAST + 15_000, NORTH + 15_000, []),  # in the lake
        (EAST - 5_000, NORTH - 5_000, []),
    ],
)
def test_a_box_finds_what_it_touches(site: Site, east: float, north: float, ids: list[str]) -> None:
    assert site.ids("areas-gp", f"bbox={box_around(east, north)}") == ids
    # In the national grid the northern coordinate stands first.
    metres = f"bbox={north - 10},{east - 10},{north + 10},{east + 10}&bbox-crs={SWEREF}"
    assert site.ids("areas-gp", metres) == ids


def test_a_box_with_heights_is_the_same_box(site: Site) -> None:
    west, south, east, north = box_around(EAST + 5_000, NORTH + 5_000).split(",")
    assert site.ids("areas-gp", f"bbox={west},{south},-100,{east},{north},8000") == ["A1"]


def test_a_point_and_a_line_are_boxes_too(site: Site) -> None:
    degrees = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    lon, lat = degrees.transform(EAST + 5_000, NORTH + 5_000)
    assert site.ids("areas-gp", f"bbox={lon},{lat},{lon},{lat}") == ["A1"]
    assert site.ids("areas-gp", f"bbox={lon},{lat},{lon + 0.2},{lat}") == ["A1", "A2"]


def test_a_box_over_the_meridian_of_180_degrees_is_two(site: Site) -> None:
    west, south, _, north = box_around(EAST + 5_000, NORTH + 5_000).split(",")
    assert site.ids("areas-gp", f"bbox={west},{south},-170,{north}") == ["A1", "A2"]


def test_what_has_no_place_is_in_no_box(site: Site) -> None:
    placed = {one["id"]: one["geometry"] for one in site.features("flows-gp")}
    assert placed[">U1"] is None  # from somebody whose residence is unknown
    assert site.ids("flows-gp", "bbox=-180,-90,180,90") == [id_ for id_ in placed if placed[id_]]


@pytest.mark.parametrize("kind", ["areas", "units", "flows"])
def test_coordinates_stand_in_the_order_of_their_system(site: Site, kind: str) -> None:
    """The same place, told twice: longitude and latitude, northing and easting."""
    degrees = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    for one, other in zip(
        site.features(f"{kind}-gp", f"crs={CRS84}"), site.features(f"{kind}-gp", f"crs={SWEREF}"), strict=True
    ):
        if one["geometry"] is None:
            continue
        lon_lat = shapely.get_coordinates(shapely.geometry.shape(one["geometry"]))
        north_east = shapely.get_coordinates(shapely.geometry.shape(other["geometry"]))
        assert (north_east[:, 0] > 6_000_000).all()
        moved = np.column_stack(degrees.transform(north_east[:, 1], north_east[:, 0]))
        assert moved == pytest.approx(lon_lat, abs=1e-6)


def test_the_answer_says_which_system_it_is_in(site: Site) -> None:
    assert site.get(ITEMS).headers["Content-Crs"] == f"<{CRS84}>"
    assert site.get(f"{ITEMS}/A1?crs={SWEREF}").headers["Content-Crs"] == f"<{SWEREF}>"
    collection = site.json("/api/collections/areas-gp")
    assert (collection["crs"], collection["storageCrs"]) == ([CRS84, SWEREF], SWEREF)


def test_rings_of_areas_go_anticlockwise_round_and_clockwise_in_lakes(site: Site) -> None:
    lake = site.features("areas-gp")[3]["geometry"]["coordinates"]
    outer, inner = (shapely.LinearRing(ring) for ring in lake)
    assert outer.is_ccw
    assert not inner.is_ccw


def test_a_property_is_asked_for_by_its_exact_value(site: Site) -> None:
    assert site.ids("areas-gp", "persons=200") == ["A2"]
    assert site.ids("areas-gp", "persons=2e2") == ["A2"]
    assert site.ids("areas-gp", "persons=20") == []
    assert site.ids("areas-gp", "municipality=Stora") == ["A3", "A4"]
    assert site.ids("areas-gp", "municipality=stora") == []
    assert site.ids("areas-gp", "municipality=Stora&persons=0") == ["A4"]


@pytest.mark.parametrize("collection", ["areas-gp", "units-gp", "flows-gp", "service_areas-gp"])
def test_every_value_finds_the_features_that_have_it(site: Site, collection: str) -> None:
    features = site.features(collection)
    for name in features[0]["properties"]:
        value = features[-1]["properties"][name]
        if value is None:
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        answer = site.client.get(f"/api/collections/{collection}/items", query_string={name: text})
        same = [one["id"] for one in features if one["properties"][name] == value]
        assert [one["id"] for one in answer.get_json(force=True)["features"]] == same, name


@pytest.mark.parametrize(
    ("time", "days"),
    [
        ("1970-01-02", (1, 2 - SECOND)),
        ("1970-01-02T12:00:00Z", (1.5, 1.5)),
        ("1970-01-02T12:00:00+12:00", (1, 1)),
        ("1970-01-02/..", (1, np.inf)),
        ("/1970-01-02", (-np.inf, 2 - SECOND)),
        ("1970-01-01/1970-01-03T00:00:00Z", (0, 2)),
        ("1970-01-03/1970-01-01", None),
        ("yesterday", None),
        ("1970-04-31", None),
        ("../..", None),
    ],
)
def test_moments_and_spans_are_read(time: str, days: tuple[float, float] | None) -> None:
    assert span(time) == (days and pytest.approx(days, abs=1e-9))


def test_a_time_finds_units_that_were_open_then_and_everything_without_a_time(site: Site) -> None:
    table = collections_of(site.region)["units-gp"].table
    opened = dict(zip(table.ids, table.values["opened"], strict=True))
    for id_, day in opened.items():
        if day:
            year = int(str(day)[:4])
            assert id_ not in site.ids("units-gp", f"datetime={year - 1}-12-31")
            assert id_ in site.ids("units-gp", f"datetime={year - 1}-12-31/..")
        else:
            assert id_ in site.ids("units-gp", "datetime=1900-01-01")
    assert any(opened.values())
    assert len(site.ids("areas-gp", "datetime=1900-01-01")) == 4


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("colour=red", "colour"),
        ("limit=0", "limit"),
        ("limit=many", "limit"),
        ("offset=-1", "offset"),
        ("limit=1&limit=2", "limit"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=11,58,12,57", "bbox"),
        ("bbox=1,2,3,four", "bbox"),
        (f"bbox=2,1,1,2&bbox-crs={SWEREF}", "bbox"),
        ("datetime=2025-12-31/2025-01-01", "datetime"),
        ("crs=EPSG:3006", "crs"),
        ("bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326", "bbox-crs"),
        ("persons=many", "persons"),
        ("f=xml", "f"),
        ("lang=fi", "lang"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_that_names_it(
    site: Site, query: str, named: str
) -> None:
    answer = site.get(f"{ITEMS}?{query}")
    assert answer.status_code == 400
    said = answer.get_json()["description"]
    assert re.search(rf"\b{named}\b", said)
    assert said.endswith(".")
    assert "{" not in said
