"""Leeds and Devon, July 2022: every measure of flows again, in pandas, from the raw files alone.

Nothing here is taken from the program but what it answers, and in one place its observed service areas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.assessment.service_areas import visits_between
from geodata.flows.passed_units import passed_units
from geodata.flows.recruitment_basins import basins
from geodata.focus.place import single
from geodata.focus.places import every, whole_region
from geodata.focus.visits import all_visits, unit_visits
from geodata.measures.market import market_shares
from geodata.measures.registry import measures_of, series
from geodata.measures.tally import Tally
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario

pytestmark = pytest.mark.long

SPEED_KMH = {"leeds": 30, "devon": 50}
PATIENTS = {"leeds": 899_784, "devon": 850_593}
NEAR = 1e-6  # minutes
MENDED_MIN = 0.002
"""Minutes that a journey may differ by: where the program mends borders that overlap, the middle of an area
moves by less than a metre."""


@dataclass
class Place:
    """A county's answers, and its raw files as pandas reads them."""

    name: str
    assessment: Assessment
    rows: pd.DataFrame  # registrations: minutes (inf beyond an hour), whole, home (to the nearest), town
    minutes: pd.DataFrame  # areas x practices
    supply: pd.Series
    persons: pd.Series
    town: pd.Series  # of each area
    town_of_practice: pd.Series


@pytest.fixture(scope="module", params=["leeds", "devon"])
def place(request: pytest.FixtureRequest, shared: Path, computed_region: Callable[[str], Region]) -> Place:
    name = request.param
    folder = shared / "england" / name
    region = computed_region(f"england/{name}")
    areas = gpd.read_file(folder / "areas.geojson").set_index("LSOA11CD").to_crs(27700).sort_index()
    practices = pd.read_csv(folder / "practices.csv", parse_dates=["OpenDate", "CloseDate"])
    practices = practices.set_index("OrganisationCode").sort_index()
    points = gpd.GeoSeries(
        gpd.points_from_xy(practices["Long"], practices["Lat"], crs=4326).to_crs(27700), practices.index
    )
    middle = areas.centroid
    odd = ~middle.within(areas.geometry)
    middle[odd] = areas[odd].representative_point()
    metres = pd.DataFrame({code: middle.distance(points[code]) for code in practices.index})
    minutes = metres * 1.3 / (SPEED_KMH[name] * 1000 / 60)
    whole, minutes = minutes, minutes.where(minutes <= 60, np.inf)
    day = pd.Timestamp("2022-07-01")
    closed = practices["CloseDate"].notna() & (practices["CloseDate"] <= day)
    supply = (practices["currentStaff"] > 0) & ~closed & ~(practices["OpenDate"] > day)
    registered = pd.read_csv(folder / "registrations_2022_07.csv").rename(
        columns={"LSOA11CD": "area", "OrganisationCode": "practice", "Patient": "patients"}
    )
    rows = registered.merge(minutes.stack().rename("minutes"), left_on=["area", "practice"], right_index=True)
    rows = rows.merge(whole.stack().rename("whole"), left_on=["area", "practice"], right_index=True)
    rows = rows.merge(minutes.loc[:, supply].min(axis=1).rename("home"), left_on="area", right_index=True)
    assert len(rows) == len(registered)
    town = areas["LSOA11NM"].str.replace(r" \d{3}[A-Z]$", "", regex=True)
    inside = gpd.sjoin(points.to_frame("geometry").set_crs(27700), areas[["geometry"]], predicate="within")
    stands = inside.iloc[:, -1].groupby(level=0).first().map(town).reindex(practices.index)
    census = pd.read_csv(folder / "population_deprivation.csv").set_index("LSOA11CD").sort_index()
    persons = census.filter(regex=r"Population \(\d").sum(axis=1)
    rows["town"], rows["there"] = rows["area"].map(town), rows["practice"].map(stands)
    return Place(name, assess(region, default_scenario(region)), rows, minutes, supply, persons, town, stands)


def by_area(place: Place, values: pd.Series) -> np.ndarray:
    return values.reindex(place.assessment.region.areas.index).to_numpy()


def by_unit(place: Place, values: pd.Series) -> np.ndarray:
    return values.reindex(place.assessment.units.index).fillna(0).to_numpy()


def share(rows: pd.DataFrame, which: pd.Series, by: str) -> pd.Series:
    part = rows["patients"].where(which, 0).groupby(rows[by]).sum()
    return part / rows.groupby(by)["patients"].sum()


def measured(place: Place, key: str, kind: str = "area") -> Tally:
    assessment = place.assessment
    return measures_of(assessment.region)[key].counts(assessment, every(assessment, kind))


def code(values: pd.Series) -> np.ndarray:
    """Numbers of names, -1 for none."""
    return pd.Categorical(values).codes.astype(np.int64)


def test_no_patient_is_lost(place: Place) -> None:
    assessment, total = place.assessment, place.rows["patients"].sum()
    assert all_visits(assessment)[0] == total == PATIENTS[place.name]
    assert visits_between(assessment).sum() == total
    to = unit_visits(assessment, whole_region(assessment)).toarray()[0]
    assert to.sum() == total
    assert assessment.use.visits_by_unit.tolist() == to.tolist()
    assert measured(place, "visits_to_units", "unit").value.tolist() == to.tolist()
    assert measured(place, "largest_unit").whole.sum() == total


def test_the_largest_practices_share_of_every_area(place: Place) -> None:
    table = place.rows.pivot_table(index="area", columns="practice", values="patients", aggfunc="sum")
    expected = table.max(axis=1) / table.sum(axis=1)
    np.testing.assert_allclose(measured(place, "largest_unit").value, by_area(place, expected), rtol=1e-12)


def test_the_concentration_of_every_area(place: Place) -> None:
    each = place.rows["patients"] / place.rows.groupby("area")["patients"].transform("sum")
    expected = (each**2).groupby(place.rows["area"]).sum()
    np.testing.assert_allclose(measured(place, "concentration").value, by_area(place, expected), rtol=1e-12)


def test_who_uses_another_practice_than_the_nearest(place: Place) -> None:
    other = place.rows["minutes"] > place.rows["home"] + NEAR
    found = measured(place, "active_choice", "region")
    chosen = place.rows.loc[other, "patients"].sum()
    assert (found.part[0], found.whole[0]) == (chosen, place.rows["patients"].sum())
    areas = measured(place, "active_choice").value
    np.testing.assert_allclose(areas, by_area(place, share(place.rows, other, "area")), rtol=1e-12)


def test_what_stays_in_each_town_and_what_comes_from_it(place: Place) -> None:
    assessment = place.assessment
    towns = pd.Categorical(place.town).categories
    home = code(place.town.reindex(assessment.region.areas.index))
    there = pd.Categorical(place.town_of_practice.reindex(assessment.units.index), towns).codes
    same = place.rows["town"] == place.rows["there"]
    localisation = share(place.rows, same, "town")
    commitment = share(place.rows[place.rows["there"].notna()], same, "there")
    for at, town in enumerate(towns):
        inside = single("drawn", town, np.flatnonzero(home == at), np.flatnonzero(there == at))
        for key, expected in (("stays_here", localisation), ("commitment_here", commitment)):
            found = measures_of(assessment.region)[key].read(assessment, inside)
            assert found.value == pytest.approx(expected[town])


def test_the_localisation_and_commitment_of_every_service_area(place: Place) -> None:
    assessment = place.assessment
    units = assessment.units.index
    serving = pd.Series(units[assessment.use.observed_unit], assessment.region.areas.index)
    own = place.rows.assign(serving=place.rows["area"].map(serving))
    inside = own["serving"] == own["practice"]
    localisation, commitment = share(own, inside, "serving"), share(own, inside, "practice")
    units = units[np.isin(units, serving.unique())]
    here = {key: series(assessment, key, "unit")[units] for key in ("stays_here", "commitment_here")}
    np.testing.assert_allclose(here["stays_here"], localisation[units])
    np.testing.assert_allclose(here["commitment_here"], commitment[units])


def test_minutes_travelled_against_the_nearest(place: Place) -> None:
    rows = place.rows
    people = rows.loc[rows.index.repeat(rows["patients"])]
    for key, column in (("travel_mean", "whole"), ("nearest_mean", "home")):
        found = measured(place, key, "region")
        assert found.whole[0] == len(people), "also those who live more than an hour away"
        expected = np.average(rows[column], weights=rows["patients"])
        assert found.value[0] == pytest.approx(expected, abs=MENDED_MIN)
    for key, column in (("travel_p90", "minutes"), ("nearest_p90", "home")):
        expected = people[column].quantile(0.9, interpolation="higher")
        assert measured(place, key, "region").value[0] == pytest.approx(expected, abs=MENDED_MIN)


def test_the_practices_passed_on_the_way(place: Place) -> None:
    expected = pd.Series(0.0, place.supply.index)
    open_ = place.minutes.loc[:, place.supply]
    for area, rows in place.rows.groupby("area"):
        away = open_.loc[area]
        for used, patients in zip(rows["minutes"], rows["patients"], strict=True):
            nearer = away.index[away.to_numpy() < used - NEAR]
            expected[nearer] += patients
    found = passed_units(place.assessment.use.flows, place.assessment.access.minutes)
    np.testing.assert_allclose(found, by_unit(place, expected))


def test_market_shares_and_penetration_of_every_town(place: Place) -> None:
    assessment = place.assessment
    home = place.town.reindex(assessment.region.areas.index)
    patients = place.rows.groupby("town")["patients"].sum()
    rate = patients / place.persons.groupby(place.town).sum()
    whole = patients.sum() / place.persons.sum()
    each = np.arange(len(place.supply))
    for town in home.unique():
        areas = np.flatnonzero(home == town)
        there = single("drawn", town, areas, np.empty(0, np.int64))
        table = place.rows[place.rows["town"] == town].groupby("practice")["patients"].sum()
        shares = market_shares(assessment, there, each).value
        np.testing.assert_allclose(shares, by_unit(place, table / table.sum()))
        known = measures_of(assessment.region)
        assert known["visits_per_resident"].read(assessment, there).value == pytest.approx(rate[town])
        index = known["penetration"].read(assessment, there).value
        assert index == pytest.approx(100 * rate[town] / whole)


def test_the_basin_of_every_practice(place: Place) -> None:
    rows = place.rows.assign(persons=place.rows["area"].map(place.persons))
    rows["rate"] = rows["patients"] / rows["persons"]
    rows = rows.sort_values(
        ["practice", "rate", "patients", "area"], ascending=[True, False, False, True], kind="stable"
    )
    together = rows.groupby("practice")["patients"].cumsum() - rows["patients"]
    inside = rows[together < 0.8 * rows.groupby("practice")["patients"].transform("sum")]
    found = basins(visits_between(place.assessment), place.assessment.persons)
    areas, units = place.assessment.region.areas.index, place.assessment.units.index
    at = found.nonzero()
    told = set(zip(areas[at[0]], units[at[1]], strict=True))
    assert told == set(zip(inside["area"], inside["practice"], strict=True))
