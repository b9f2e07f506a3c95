"""Siting in a region: candidate sites of areas and files, and a scenario's own residents and units."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from pyproj import Transformer

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import RegionError, SitingError, UncoverableError
from geodata.publish.build import computed
from geodata.scenario.scenario import default_scenario, parse
from geodata.siting.candidates import Candidates, area_candidates, file_candidates
from geodata.siting.placing import place_units, siting_question
from tests.toy_region import toy_region

# Homes stand 10 km apart, 13 minutes by the toy's travel model (x 1.3 at 60 km/h); units stand at the
# homes of A1 and A2, so that A3 has 13 minutes to go.
REGION = computed(toy_region())


def asked(**values: object) -> Assessment:
    return assess(REGION, parse(REGION, values))


def table(folder: Path, text: str) -> Path:
    path = folder / "sites.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_area_is_a_candidate_where_its_residents_are() -> None:
    found = area_candidates(REGION)
    assert (found.ids, found.names) == (("A1", "A2", "A3"), ("Alby", "Berga", "Ceby"))
    assert found.x.tolist() == [5e3, 15e3, 25e3]


def test_the_one_area_beyond_the_limit_gets_the_unit() -> None:
    found = place_units(asked(limit_min=10), "coverage", 1, area_candidates(REGION))
    assert found.siting.sites == (2,)
    assert (found.siting.covered_before, found.siting.covered) == (3000, 3500)
    assert found.covered.tolist() == [3500]
    assert found.persons == 3500
    assert found.siting.mean_before_min == pytest.approx(500 * 13 / 3500, abs=1e-3)
    assert found.mean_min[0] == pytest.approx(0, abs=1e-3)


def test_an_age_group_counts_alone() -> None:
    found = place_units(asked(limit_min=10, age_group="0-19"), "coverage", 1, area_candidates(REGION))
    assert (found.siting.covered_before, found.siting.covered, found.persons) == (700, 800, 800)


def test_units_of_other_operators_are_not_there() -> None:
    found = place_units(asked(limit_min=10, operators="own"), "all", 1, area_candidates(REGION))
    assert found.siting.value == 2


def test_areas_that_cannot_be_covered_are_named(tmp_path: Path) -> None:
    first = file_candidates(REGION, table(tmp_path, "area_id\nA1\n"))
    with pytest.raises(UncoverableError, match="A3 Ceby") as caught:
        place_units(asked(limit_min=10), "all", 1, first)
    assert caught.value.areas == (2,)


def test_a_region_with_its_own_travel_times_says_why_it_cannot() -> None:
    own = replace(REGION, travel_times=REGION.population)
    with pytest.raises(RegionError, match="its own travel times"):
        siting_question(assess(own, default_scenario(own)), "coverage", 1, area_candidates(own))


def test_a_region_where_nobody_counts_is_told() -> None:
    empty = replace(REGION, population=REGION.population.assign(persons=0))
    with pytest.raises(SitingError, match="Nobody"):
        siting_question(assess(empty, default_scenario(empty)), "coverage", 1, area_candidates(empty))


@pytest.mark.parametrize(
    ("text", "ids", "names", "x", "area"),
    [
        ("area_id\nA3\nA1\n", ("A3", "A1"), ("Ceby", "Alby"), (25e3, 5e3), [2, 0]),
        (
            "site_id;name;x;y\ns1;Torget;12000,5;5000\ns2;;-9000;5000\n",
            ("s1", "s2"),
            ("Torget", ""),
            (12000.5, -9e3),
            [1, -1],
        ),
        ("x,y\n9900,5000\n", ("2",), ("Alby",), (9900.0,), [0]),
    ],
)
def test_candidates_of_a_file_are_areas_or_places(
    tmp_path: Path,
    text: str,
    ids: tuple[str, ...],
    names: tuple[str, ...],
    x: tuple[float, ...],
    area: list[int],
) -> None:
    found = file_candidates(REGION, table(tmp_path, text))
    assert (found.ids, found.names) == (ids, names)
    assert found.x.tolist() == pytest.approx(list(x))
    assert found.area.tolist() == area


def test_candidates_in_degrees_and_as_points_of_geojson_are_moved_to_the_region_s_crs(tmp_path: Path) -> None:
    to_degrees = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    longitude, latitude = to_degrees.transform(5000, 5000)
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    feature = {"type": "Feature", "properties": {"name": "Torget"}, "geometry": point}
    path = tmp_path / "sites.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    by_point = file_candidates(REGION, path)
    by_columns = file_candidates(REGION, table(tmp_path, f"longitude,latitude\n{longitude},{latitude}\n"))
    assert by_point.names == ("Torget",)
    for found in (by_point, by_columns):
        assert (found.x[0], found.y[0]) == pytest.approx((5000, 5000), abs=0.01)
        assert found.area.tolist() == [0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("area_id\nA1\nA9\n", "row 3: “A9” is not an area"),
        ("x,y\n5000,5000\nnear,5000\n", "row 3: “near” in x is not a number"),
        ("x,y\n5000,\n", "row 2: “” in y is not a number"),
        ("x,y\n5000,9000000\n", "row 2: the place lies more than 100 km"),
        ("name\nTorget\n", "need a column `area_id`.* it has name"),
        ("area_id\n", "no candidate sites"),
        ("area_id\n" + "Z\n" * 12, "and 2 rows more"),
    ],
)
def test_a_file_that_is_wrong_is_told_by_row_and_value(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SitingError, match=f"(?s){told}"):
        file_candidates(REGION, table(tmp_path, text))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SitingError, match=r"nowhere\.csv.*cannot be read"):
        file_candidates(REGION, tmp_path / "nowhere.csv")


def test_three_practices_more_would_cover_devon(devon: Assessment) -> None:
    candidates = area_candidates(devon.region)
    everybody = place_units(devon, "all", 1, candidates)
    assert (everybody.siting.value, everybody.siting.proven) == (3, True)
    assert everybody.siting.covered == devon.persons.sum()
    most = place_units(devon, "coverage", 5, candidates)
    assert len(most.siting.sites) == 3, "more would add nothing"
    assert np.diff(most.covered, prepend=most.siting.covered_before).tolist() == [3438, 2068, 1560]


def test_what_is_promised_is_what_the_region_would_have(devon: Assessment) -> None:
    """The same sites as units of the region, assessed anew."""
    candidates = area_candidates(devon.region)
    found = place_units(devon, "mean-minutes", 3, candidates)
    first = _with_units_at(devon, candidates, found.siting.sites)
    persons, nearest = devon.persons, first.access.nearest_min
    longest = devon.region.settings.travel.longest_min
    assert found.siting.mean_min == pytest.approx(np.average(np.minimum(nearest, longest), weights=persons))
    assert found.siting.covered == persons[nearest <= devon.scenario.limit_min].sum()


def _with_units_at(assessment: Assessment, candidates: Candidates, sites: tuple[int, ...]) -> Assessment:
    """The region with units of its own at some candidate sites."""
    region, at = assessment.region, list(sites)
    new = region.units.iloc[: len(at)].assign(
        capacity=1.0, care_form=assessment.scenario.care_form, opened=pd.NaT, closed=pd.NaT
    )
    new.index = pd.Index([f"new {one}" for one in at], name="unit_id")
    new = new.set_geometry(gpd.points_from_xy(candidates.x[at], candidates.y[at], crs=region.units.crs))
    new = new.astype({"opened": "datetime64[ns]", "closed": "datetime64[ns]"})
    more = replace(region, units=gpd.GeoDataFrame(pd.concat([region.units, new])), visits=None)
    return assess(computed(more), replace(assessment.scenario, region=more, period=""))
