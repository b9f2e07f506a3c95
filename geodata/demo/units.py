"""Units of the demo: those of each care form, those on a screen, those across the border."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geodata.demo.geography import COUNTRY, DEGREES, METRES, Geography
from geodata.demo.municipalities import lov_status
from geodata.demo.names import REGIONAL, card, closures, doors, organisations, unit_names
from geodata.demo.sites import doorsteps, places_in_metres, sites, towns

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Form:
    """How the units of one care form are placed, sized and run."""

    key: str
    residents: float  # for each unit
    fewest: float  # residents nearby without a unit for whom another opens
    near: float  # metres within which a unit serves
    capacity: float  # for each thousand residents served
    steps: float  # capacity comes in whole steps of this size
    own: float  # share run by the region or the municipality itself
    contract: float  # share contracted out; the rest is of the resident's choice


FORMS = (
    Form("vardcentral", 9_000, 1_300, 9_000, 0.55, 1, 0.50, 0.05),
    Form("rehab", 15_000, 2_250, 12_000, 0.60, 1, 0.42, 0.12),
    Form("hemtjanst", 12_000, 2_000, 12_000, 7.0, 5, 0.35, 0.15),
)
COLUMNS = [
    *("unit_id", "name", "care_form", "longitude", "latitude", "operator", "organisation", "capacity"),
    *("opened", "closed", "services", "languages", "accepts_new", "step_free", "opening"),
    *("closures", "phone", "address"),
]
OPENING_LATE, CLOSING = 0.035, 0.03  # shares that open or close during the two years
ACROSS_M, ACROSS = 25_000.0, 4  # metres, and how many units across the border at most


def units(geo: Geography, people: gpd.GeoDataFrame) -> pd.DataFrame:
    """Every unit, by `unit_id`.

    Returns
    -------
    DataFrame
        `COLUMNS`, and `x`, `y` (metres, NaN without a place) and `municipality_id` ("" for those
        on a screen or across the border).
    """
    parts = [_of_form(geo, people, form) for form in FORMS]
    parts.append(_on_screen(geo))
    if geo.county != COUNTRY:
        parts.append(_across(geo, people))
    table = pd.concat(parts, ignore_index=True)
    table["unit_id"] = [f"E{geo.county}{number + 1:04d}" for number in range(len(table))]
    table = doors(table, _random(geo, "doors"))
    table["closures"] = closures(len(table), _random(geo, "closures"))
    spots = gpd.GeoSeries.from_xy(table["x"], table["y"], crs=METRES).to_crs(DEGREES)
    table["longitude"], table["latitude"] = spots.x.round(5), spots.y.round(5)
    return table


def _of_form(geo: Geography, people: gpd.GeoDataFrame, form: Form) -> pd.DataFrame:
    rng = _random(geo, form.key)
    at = sites(people, form.residents, form.fewest, form.near)
    spots = doorsteps(people, at, rng)
    where = people.iloc[at].reset_index(drop=True)
    first = ~where["municipality_id"].duplicated().to_numpy()
    operator = _operators(where["municipality_id"], first, form, rng)
    near = towns(geo.places, spots)
    opened, closed = _days(len(at), rng, always=first & (form.key == "hemtjanst"))
    table = pd.DataFrame(
        {
            "name": unit_names(form.key, near, rng),
            "care_form": form.key,
            "x": spots[:, 0],
            "y": spots[:, 1],
            "municipality_id": where["municipality_id"],
            "operator": operator,
            "organisation": organisations(form.key, operator, list(where["municipality"]), rng),
            "capacity": _capacity(people, spots, form, rng),
            "opened": opened,
            "closed": closed,
        }
    )
    return pd.concat([table, card(form.key, near, rng)], axis=1)


def _operators(
    municipality: pd.Series, first: NDArray[np.bool_], form: Form, rng: np.random.Generator
) -> list[str]:
    """Own, contract or choice; home care is of the resident's choice only where LOV was decided."""
    chance = rng.random(len(municipality))
    operator = np.select(
        [chance < form.own, chance < form.own + form.contract], ["own", "contract"], "choice"
    )
    if form.key == "hemtjanst":
        lov = municipality.map(lov_status()).isin(("in_operation", "decided")).to_numpy()
        operator = np.where(first | (~lov & (operator == "choice")), "own", operator)
    return [str(word) for word in operator]


def _capacity(people: gpd.GeoDataFrame, spots: Floats, form: Form, rng: np.random.Generator) -> Floats:
    """Capacity after those for whom the unit is nearest, pulled towards the mean and varied."""
    nearest = cKDTree(spots).query(people[["x", "y"]].to_numpy(float))[1]
    served = np.bincount(nearest, people["persons"].to_numpy(float), len(spots))
    size = (
        (0.6 * served + 0.4 * served.mean()) / 1000 * form.capacity * np.exp(rng.normal(0, 0.28, len(spots)))
    )
    return np.asarray(np.maximum(np.round(size / form.steps), 2) * form.steps)


def _days(count: int, rng: np.random.Generator, always: NDArray[np.bool_]) -> tuple[list[str], list[str]]:
    """Days of opening and closing, "" if still open; `always` marks those open all the time."""
    early = np.datetime64("1994-01-03") + rng.integers(0, 10_900, count)
    late = np.datetime64("2024-02-01") + rng.integers(0, 600, count)
    last = np.datetime64("2024-06-30") + rng.integers(0, 500, count)
    opening = (rng.random(count) < OPENING_LATE) & ~always
    closing = (rng.random(count) < CLOSING) & ~always & ~opening
    closed = np.where(closing, last.astype(str), "")
    return list(np.where(opening, late, early).astype(str)), list(closed)


def _on_screen(geo: Geography) -> pd.DataFrame:
    """Two health centres without a place: they are met on a screen only."""
    table = pd.DataFrame(
        {
            "name": ["Vårdcentralen Skärmen", "Vårdcentralen Uppkopplad"],
            "care_form": "vardcentral",
            "x": np.nan,
            "y": np.nan,
            "municipality_id": "",
            "operator": ["choice", "own"],
            "organisation": ["Skärmvård AB", REGIONAL],
            "capacity": [6.0, 4.0],
            "opened": ["2019-03-01", "2021-01-11"],
            "closed": "",
        }
    )
    contact = card("vardcentral", ["", ""], _random(geo, "screen"))
    return pd.concat([table, contact.assign(services="Videobesök;Chatt;Psykisk hälsa", address="")], axis=1)


def _across(geo: Geography, people: gpd.GeoDataFrame) -> pd.DataFrame:
    """A few health centres just across the border that the region's residents use."""
    beyond = shapely.STRtree(geo.beyond.geometry.to_numpy())
    points = gpd.points_from_xy(geo.places["longitude"], geo.places["latitude"])
    elsewhere = np.unique(beyond.query(points, predicate="within")[0])
    spots = places_in_metres(geo.places)[elsewhere]
    away = cKDTree(people[["x", "y"]].to_numpy(float)).query(spots)[0]
    near = np.flatnonzero(away < ACROSS_M)[:ACROSS]  # places come largest first
    places = geo.places.iloc[elsewhere[near]]
    own = np.arange(len(near)) % 2 == 0
    table = pd.DataFrame(
        {
            "name": [f"Vårdcentralen Grannen i {town}" for town in places["name"]],
            "care_form": "vardcentral",
            "x": spots[near, 0],
            "y": spots[near, 1],
            "municipality_id": "",
            "operator": np.where(own, "own", "choice"),
            "organisation": np.where(own, "Grannregionens vård", "Havtorn Läkargrupp AB"),
            "capacity": np.clip(np.round(places["persons"].to_numpy(float) / 1900), 2, 9),
            "opened": "2012-01-02",
            "closed": "",
        }
    )
    return pd.concat([table, card("vardcentral", list(places["name"]), _random(geo, "across"))], axis=1)


def _random(geo: Geography, purpose: str) -> np.random.Generator:
    return np.random.default_rng([int(geo.county), *purpose.encode()])
