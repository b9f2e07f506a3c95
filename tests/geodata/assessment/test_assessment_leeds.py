"""Real registrations in Leeds, July 2022: every figure again, by another route, from the raw files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.focus.visits import all_visits, exchange_of
from geodata.measures.choice import BYPASS
from geodata.measures.coverage import COVERED
from geodata.region.changes import Change
from geodata.region.unit_places import unit_places
from geodata.scenario.scenario import parse
from tests.recomputed import assert_same, recomputed_assessment

EXAMPLE = Path(__file__).parents[3] / "examples" / "england" / "leeds"


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "england" / "leeds"


@pytest.fixture(scope="module")
def registrations(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "registrations_2022_07.csv")


@pytest.fixture(scope="module")
def residents(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "population_deprivation.csv").set_index("LSOA11CD").sort_index()


@pytest.fixture(scope="module")
def practices(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "practices.csv").set_index("OrganisationCode").sort_index()


@pytest.fixture(scope="module")
def geodesic_min(leeds: Assessment, practices: pd.DataFrame) -> np.ndarray:
    """Minutes along the ellipsoid, x 1.3 at 30 km/h, shape (areas, practices)."""
    areas = leeds.region.areas
    to_degrees = pyproj.Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    lon, lat = to_degrees.transform(areas["x"].to_numpy(), areas["y"].to_numpy())
    count, units = len(areas), len(practices)
    metres = pyproj.Geod(ellps="WGS84").inv(
        np.repeat(lon, units),
        np.repeat(lat, units),
        np.tile(practices["Long"], count),
        np.tile(practices["Lat"], count),
    )[2]
    return metres.reshape(count, units) * 1.3 / 500


def test_all_899_784_patients_are_there_by_area_and_by_practice(
    leeds: Assessment, registrations: pd.DataFrame
) -> None:
    assert all_visits(leeds)[0] == registrations["Patient"].sum() == 899_784
    by_area = registrations.groupby("LSOA11CD")["Patient"].sum()
    by_unit = registrations.groupby("OrganisationCode")["Patient"].sum()
    assert dict(zip(leeds.region.areas.index, leeds.use.visits_by_area, strict=True)) == by_area.to_dict()
    assert dict(zip(leeds.region.units.index, leeds.use.visits_by_unit, strict=True)) == by_unit.to_dict()
    assert len(leeds.use.flows.visits) == len(registrations)


def test_residents_are_those_of_the_census_table(leeds: Assessment, residents: pd.DataFrame) -> None:
    parts = residents[["Population (0-15)", "Population (16-59)", "Population (60+)"]]
    assert leeds.persons.tolist() == parts.sum(axis=1).tolist()
    old = assess(leeds.region, parse(leeds.region, {"age_group": "60+"}))
    assert old.persons.tolist() == residents["Population (60+)"].tolist()


def test_the_practices_that_count_are_those_with_staff(leeds: Assessment, practices: pd.DataFrame) -> None:
    assert leeds.supply.available.tolist() == (practices["currentStaff"] > 0).tolist()


def test_planar_minutes_are_the_geodesics(leeds: Assessment, geodesic_min: np.ndarray) -> None:
    minutes = leeds.region.minutes.toarray()
    stored = minutes > 0
    np.testing.assert_allclose(minutes[stored], geodesic_min[stored], rtol=2e-3, atol=0.02)
    assert (geodesic_min[~stored] > 60 * 0.998).all()


def test_the_nearest_practice_and_who_is_covered(
    leeds: Assessment, geodesic_min: np.ndarray, residents: pd.DataFrame
) -> None:
    reach = np.where(leeds.supply.available, geodesic_min, np.inf)
    np.testing.assert_allclose(leeds.access.nearest_min, reach.min(axis=1), rtol=2e-3, atol=0.02)
    chosen = reach[np.arange(len(reach)), leeds.access.nearest_unit]
    np.testing.assert_allclose(chosen, reach.min(axis=1), rtol=4e-3, atol=0.04)
    for limit in (2.5, 5.0, 7.5):
        within = reach.min(axis=1) <= limit
        expected = leeds.persons[within].sum() / leeds.persons.sum()
        within_limit = assess(leeds.region, parse(leeds.region, {"limit_min": limit}))
        found = COVERED.read(within_limit, place_of(within_limit, "region")).value
        assert found == pytest.approx(expected, abs=0.005)
    assert leeds.persons.sum() == residents.filter(regex=r"\(\d").to_numpy().sum()


def test_who_passes_the_nearest_practice(leeds: Assessment, registrations: pd.DataFrame) -> None:
    minutes = leeds.region.minutes.toarray()
    minutes[minutes == 0] = np.inf
    table = pd.DataFrame(minutes, leeds.region.areas.index, leeds.region.units.index)
    home = table.loc[:, leeds.supply.available].min(axis=1)
    rows = registrations.assign(
        minutes=[
            table.at[*pair]
            for pair in zip(registrations["LSOA11CD"], registrations["OrganisationCode"], strict=True)
        ],
        home=registrations["LSOA11CD"].map(home),
    )
    past = rows[rows["minutes"] > rows["home"] + 1e-6]
    found = BYPASS.read(leeds, place_of(leeds, "region"))
    assert (found.denominator, found.numerator) == (899_784, past["Patient"].sum())


def test_patients_of_practices_outside_the_boundary_are_an_outflow(
    leeds: Assessment, registrations: pd.DataFrame, practices: pd.DataFrame
) -> None:
    land = shapely.union_all(leeds.region.areas.to_crs("EPSG:4326").geometry.to_numpy())
    inside = shapely.contains_xy(land, practices["Long"], practices["Lat"])
    expected = registrations["OrganisationCode"].map(dict(zip(practices.index, ~inside, strict=True)))
    found = exchange_of(leeds, place_of(leeds, "region"))
    assert found.outflow == registrations.loc[expected, "Patient"].sum()
    assert found.inside + found.outflow == 899_784
    assert (found.placeless, found.inflow) == (0, 0)


def test_access_is_what_plain_loops_find_and_outside_practices_count_by_the_share_of_their_list_inside(
    leeds: Assessment, registrations: pd.DataFrame, practices: pd.DataFrame
) -> None:
    inside = registrations.groupby("OrganisationCode")["Patient"].sum().reindex(practices.index)
    share = (inside / practices["Patient"]).clip(upper=1).to_numpy()
    offered = leeds.supply.capacity * np.where(leeds.supply.outside, share, 1.0)
    minutes = leeds.region.minutes.toarray()
    weight = np.select([minutes == 0, minutes <= 10, minutes <= 20, minutes <= 30], [0, 1, 0.68, 0.22], 0)
    access = np.zeros(len(minutes))
    reached = 0.0
    for unit in np.flatnonzero(leeds.supply.available):
        demand = sum(weight[:, unit] * leeds.persons)
        if demand:
            access += 1000 * weight[:, unit] * offered[unit] / demand
            reached += offered[unit]
    np.testing.assert_allclose(leeds.access.per_1000(), access)
    assert (leeds.persons @ leeds.access.per_1000()) / 1000 == pytest.approx(reached)
    assert leeds.supply.outside.sum() == 293


def test_the_observed_practice_is_the_plurality_but_for_mended_enclaves(
    leeds: Assessment, registrations: pd.DataFrame
) -> None:
    ordered = registrations.sort_values(["Patient", "OrganisationCode"], ascending=[False, True])
    first = ordered.drop_duplicates("LSOA11CD").set_index("LSOA11CD")["OrganisationCode"].sort_index()
    found = leeds.region.units.index[leeds.use.observed_unit]
    assert 0.9 < (found == first.to_numpy()).mean() < 1
    assert set(found) == set(first)


def test_choice_counts_practices_since_each_is_its_own_organisation(
    leeds: Assessment, geodesic_min: np.ndarray
) -> None:
    reach = ((geodesic_min <= 15) & leeds.supply.available).sum(axis=1)
    near_the_limit = (np.abs(geodesic_min - 15) < 0.05).sum(axis=1)
    assert (np.abs(leeds.access.organisations - reach) <= near_the_limit).all()


def test_quality_is_the_practices_own_figure(leeds: Assessment, practices: pd.DataFrame) -> None:
    for indicator, column in (("bp", "DM019-BP"), ("hba1c", "DM020-HbA1c")):
        np.testing.assert_array_equal(leeds.supply.indicator_values[indicator], practices[column])


def test_visits_move_to_other_units_and_none_is_lost(leeds: Assessment) -> None:
    region, today = leeds.region, leeds
    assert today.use.visits_by_unit is not None
    assert today.use.visits_by_area is not None
    largest = int(np.argmax(today.use.visits_by_unit))
    after = assess(region, parse(region, {"changes": f"close:{region.units.index[largest]}"}))
    assert after.use.visits_by_unit is not None
    assert all_visits(after) == pytest.approx(all_visits(today))
    assert after.use.visits_by_unit[largest] == 0
    others = np.arange(len(after.use.visits_by_unit)) != largest
    assert (after.use.visits_by_unit[others] >= today.use.visits_by_unit[others]).all()
    np.testing.assert_allclose(after.use.visits_by_area, today.use.visits_by_area, atol=1)


@pytest.mark.parametrize("seed", range(6))
def test_random_changes_are_what_a_full_recomputation_gives(leeds: Assessment, seed: int) -> None:
    rng, region = np.random.default_rng(seed), leeds.region
    lon, lat = unit_places(region.units, region.settings.crs)
    inside = np.flatnonzero(leeds.supply.available & ~leeds.supply.outside)
    at = rng.choice(inside, 4, replace=False).tolist()
    id_ = [str(region.units.index[one]) for one in at]
    changes = (
        Change("close", id_[0]),
        Change("move", id_[1], round(float(lat[at[0]]), 5), round(float(lon[at[0]]), 5)),
        Change("add", "n1", round(float(lat[at[2]]) + 0.02, 5), round(float(lon[at[2]]), 5), 6.0),
        Change("size", id_[3], capacity=float(rng.integers(1, 30))),
        Change("move", id_[3], round(float(lat[at[3]]), 5), round(float(lon[at[3]]) + 0.01, 5)),
    )
    question = replace(leeds.scenario, region=region, changes=tuple(changes[: 2 + seed % 4]))
    after = assess(region, question)
    assert_same(after, recomputed_assessment(after))
    assert after.use.flows is not None
    assert leeds.use.flows is not None
    assert after.use.flows.visits.sum() == pytest.approx(leeds.use.flows.visits.sum())
