"""Whatever shapes and coordinates stand in a file, they are held against each other to the end."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from pandas import DataFrame
from pyproj import CRS

from geodata.checks import check, report_json, report_text
from geodata.checks.geography import in_place
from geodata.checks.polygons import with_parts_joined
from geodata.checks.sheet import Part, Sheet
from geodata.contract.problems import Problems
from geodata.contract.settings import TableSettings
from geodata.contract.tables import the_table
from tests.toy import AREAS, CORNER, SIDE, write_toy_region

X, Y = CORNER
HUGE = [0.0, 1.0, -1.0, 90.0, 180.0, 180.0001, 1e7, 1e8, 1e200, 1e308, np.nan, np.inf, -np.inf, 1e-320]
NUMBERS = st.sampled_from([*HUGE, X, Y, X + SIDE, Y + SIDE, 13.5, 58.4]) | st.floats()
PLACE = st.tuples(NUMBERS, NUMBERS)
RING = st.lists(PLACE, min_size=4, max_size=6).map(lambda places: [*places[:-1], places[0]])
NEAR = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(
    lambda at: (X + at[0] * SIDE / 3, Y + at[1] * SIDE / 3)
)
NEAR_RING = st.lists(NEAR, min_size=4, max_size=8).map(lambda places: [*places[:-1], places[0]])


@st.composite
def polygon(draw: st.DrawFn) -> shapely.Geometry:
    """Of any corners: crossing itself, of no area, with its holes outside or twice."""
    ring = draw(NEAR_RING | RING)
    holes = draw(st.lists(NEAR_RING | RING, max_size=2))
    try:
        return shapely.Polygon(ring, holes)
    except shapely.errors.GEOSException:  # a ring that begins where nothing is cannot be closed
        reject()


POLYGON = polygon()
SIMPLE = st.one_of(
    POLYGON,
    PLACE.map(lambda place: shapely.points(*place)),
    st.lists(PLACE, min_size=2, max_size=4).map(shapely.linestrings),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map(lambda place: shapely.points(place)),
    st.sampled_from(
        [f"{kind} EMPTY" for kind in ("POINT", "LINESTRING", "POLYGON", "MULTIPOLYGON", "GEOMETRYCOLLECTION")]
        + ["POINT ZM (1 2 3 4)", "POLYGON Z ((0 0 1, 9 0 1, 9 9 1, 0 0 1))", "MULTIPOINT ((0 0), (1 1))"]
        + ["POLYGON ((179 10, -179 10, -179 11, 179 11, 179 10))", "POLYGON ((0 0, 0 0, 0 0, 0 0))"]
    ).map(shapely.from_wkt),
)
SHAPE = st.one_of(
    st.none(),
    POLYGON,
    SIMPLE,
    st.lists(POLYGON, max_size=3).map(shapely.MultiPolygon),
    st.lists(SIMPLE, max_size=3).map(shapely.GeometryCollection),
    st.lists(SIMPLE, max_size=2).map(
        lambda shapes: shapely.GeometryCollection([shapely.GeometryCollection(shapes)])
    ),
)
UNDEFINED = 'LOCAL_CS["Undefined Cartesian SRS",UNIT["Meter",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]]'
SYSTEM = st.sampled_from(
    ["EPSG:3006", "EPSG:3021", "EPSG:4326", None, "EPSG:4978", "EPSG:5613", "ESRI:104903", "Mars", UNDEFINED]
)


def sheet(name: str, frame: DataFrame, shapes: list[object] | None, crs: str | None) -> Sheet:
    geometry = np.empty(len(frame), dtype=object)
    geometry[:] = shapes if shapes is not None else None
    part = Part(TableSettings(f"{name}.csv"), {column: column for column in frame}, crs)
    return Sheet(
        the_table(name),
        frame,
        np.zeros(len(frame), dtype=np.int64),
        np.arange(2, len(frame) + 2),
        np.full(len(frame), "", dtype=object),
        geometry if shapes is not None else None,
        (part,),
    )


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:invalid value encountered")  # of making the shapes
@settings(max_examples=25)
@given(
    st.lists(SHAPE, min_size=1, max_size=4),
    st.lists(PLACE, min_size=1, max_size=4),
    st.lists(SHAPE, min_size=1, max_size=3),
    SYSTEM,
    SYSTEM,
)
def test_any_shapes_and_places_are_checked_to_their_end(
    shapes: list[object], places: list[tuple[float, float]], points: list[object], own: str, crs: str
) -> None:
    ids = [f"{i // 2}" for i in range(len(shapes))]
    areas = DataFrame({"area_id": ids, "name": "a", "municipality_id": "1", "municipality": "m"})
    areas[["x", "y"]] = [places[i % len(places)] for i in range(len(shapes))]
    units = DataFrame(places, columns=["x", "y"], dtype=float).assign(unit_id="u", name="u")
    found = Problems()
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # of numpy and shapely too
        sheets = {
            "areas": with_parts_joined(sheet("areas", areas, shapes, own), found),
            "units": sheet("units", units, None, None),
            "places": sheet("places", DataFrame({"name": ["p"] * len(points)}), points, crs),
            "background": sheet("background", DataFrame({"kind": ["land"] * len(points)}), points, own),
        }
        in_place(sheets, CRS("EPSG:3006"), found)
    for name in ("units", "places"):
        assert not np.isinf(sheets[name].frame.get(["x", "y"], DataFrame()).to_numpy(dtype=float)).any()
    kept = sheets["areas"].geometry
    assert kept is not None
    assert shapely.is_valid(kept[~shapely.is_missing(kept)]).all()


WORDS = (
    st.text(max_size=12) | NUMBERS.map(str) | st.sampled_from(["57.7, 11.9", "X: 6402006, Y: 1270642", ""])
)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:invalid value encountered")
@settings(max_examples=6)
@given(
    st.lists(SHAPE, min_size=3, max_size=3), st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=2, max_size=2)
)
def test_any_folder_of_shapes_and_places_is_answered(
    tmp_path_factory: pytest.TempPathFactory, shapes: list[object], texts: list[tuple[str, str, str]]
) -> None:
    folder: Path = write_toy_region(tmp_path_factory.mktemp("shapes") / "toy")
    toml = (folder / "region.toml").read_text(encoding="utf-8")
    toml = toml.replace('"areas.geojson"', '"areas.csv"\ncrs = "EPSG:3006"')
    (folder / "region.toml").write_text(toml, encoding="utf-8")
    head = ["area_id", "name", "municipality_id", "municipality"]
    wkt = ["" if shape is None else shapely.to_wkt(shape) for shape in shapes]
    DataFrame(AREAS, columns=head).assign(geometry=wkt).to_csv(folder / "areas.csv", index=False)
    units = DataFrame(texts, columns=["x", "y", "position"]).assign(
        unit_id=["v1", "v2"], name="n", care_form="vc"
    )
    units.to_csv(folder / "units.csv", index=False)
    checked = check(folder)
    assert (checked.region is None) == bool(checked.errors)
    for language in ("sv", "en"):
        assert report_text(checked, language).encode("utf-8")
        assert report_json(checked, language)
