"""Units of the demo: where they stand by rule, who runs them, how large they are."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geodata.demo import names
from geodata.demo.geography import COUNTRY, DEGREES, METRES, Geography
from geodata.demo.municipalities import lov_status

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Form:
    """How the units of one care form are placed and sized."""

    key: str
    residents: float  # for each unit, on average
    alone: float  # residents without any unit near who get one of their own
    near: float  # metres within which a unit serves
    capacity: float  # for each thousand residents served
    own: float  # share run by the region or municipality itself
    contract: float


FORMS = (
    Form("vardcentral", 9_000, 2_600, 9_000, 0.55, 0.50, 0.05),
    Form("rehab", 15_000, 4_500, 12_000, 0.60, 0.42, 0.12),
    Form("hemtjanst", 12_000, 4_000, 12_000, 7.0, 0.52, 0.10),
)
COLUMNS = (
    "unit_id name care_form longitude latitude operator organisation capacity opened closed services "
    "languages opening phone address"
).split()
DIGITAL = ("Vårdcentralen Skärmen", "Vårdcentralen Uppkopplad")
OUTSIDE_KM = 25.0
OUTSIDE_UNITS = 4


def units(geo: Geography, people: gpd.GeoDataFrame) -> pd.DataFrame:
    """Every unit, by `unit_id`: the columns of the contract, and `x`, `y`, `municipality_id`."""
    parts = [_placed(geo, people, form) for form in FORMS]
    parts.append(_digital(geo))
    if geo.county != COUNTRY:
        parts.append(_outside(geo, people))
    table = pd.concat(parts, ignore_index=True)
    table["unit_id"] = [f"E{geo.county}{number + 1:04d}" for number in range(len(table))]
    spots = gpd.GeoSeries.from_xy(table["x"], table["y"], crs=METRES).to_crs(DEGREES)
    table["longitude"] = spots.x.round(5)
    table["latitude"] = spots.y.round(5)
    return table


def _placed(geo: Geography, people: gpd.GeoDataFrame, form: Form) -> pd.DataFrame:
    rng = _random(geo, form.key)
    at = _sites(people, form)
    x, y = _doorsteps(people, at, rng)
    chosen = people.iloc[at].reset_index(drop=True)
    count = len(at)
    operator = _operators(chosen["municipality_id"], form, rng)
    served = _served(people, np.stack([x, y], axis=1))
    capacity = np.maximum(np.round(served / 1000 * form.capacity * np.exp(rng.normal(0, 0.28, count))), 2)
    if form.key == "hemtjanst":
        capacity = np.maximum(np.round(capacity / 5) * 5, 15)
    towns = _towns(geo, x, y)
    opened, closed = _dates(count, rng)
    return pd.DataFrame(
        {
            "name": names.unit_names(form.key, towns, rng),
            "care_form": form.key,
            "x": x,
            "y": y,
            "municipality_id": chosen["municipality_id"],
            "operator": operator,
            "organisation": _organisations(form, operator, chosen["municipality"], rng),
            "capacity": capacity,
            "opened": opened,
            "closed": closed,
            "services": _some(names.SERVICES[form.key], 0.55, count, rng, first=1),
            "languages": _languages(count, rng),
            "opening": _opening(form.key, count, rng),
            "phone": [names.PHONES[n] for n in rng.integers(0, len(names.PHONES), count)],
            "address": [f"Exempelgatan {n}, {town}" for n, town in zip(rng.integers(1, 90, count), towns, strict=True)],
        }
    )


def _sites(people: gpd.GeoDataFrame, form: Form) -> NDArray[np.int64]:
    """Positions of the areas where units stand, most needed first.

    Each municipality gets one where most of its residents are. Then, one by one, a unit is put
    where most residents within reach still lack one, until each unit has its number of residents.
    Sparse country never gathers enough of them, and lacks supply as it does in reality.
    """
    homes = people[["x", "y"]].to_numpy(float)
    persons = people["persons"].to_numpy(float)
    town = np.exp(-2.5 * people["rural"].to_numpy(float))
    reach = cKDTree(homes).sparse_distance_matrix(cKDTree(homes), form.near, output_type="coo_matrix").tocsr()
    reach.data = np.exp(-0.5 * (reach.data / (form.near / 3)) ** 2)
    reach.setdiag(1.0)
    missing = persons.copy()
    needed = max(round(persons.sum() / form.residents), 1)
    municipality = people["municipality_id"].to_numpy()
    chosen: list[int] = []

    def put(at: int) -> None:
        chosen.append(at)
        row = slice(reach.indptr[at], reach.indptr[at + 1])
        near, weight = reach.indices[row], reach.data[row]
        order = np.argsort(-weight, kind="stable")
        before = np.cumsum(missing[near[order]])
        taken = np.clip(form.residents - (before - missing[near[order]]), 0.0, missing[near[order]])
        missing[near[order]] -= taken

    for code in np.unique(municipality):
        inside = np.flatnonzero(municipality == code)
        put(int(inside[np.argmax((reach @ persons)[inside] * town[inside])]))
    while len(chosen) < needed:
        gathered = reach @ missing
        best = int(np.argmax(gathered * town))
        if gathered[best] < form.alone * 0.5:
            break
        put(best)
    return np.array(chosen)


def _doorsteps(people: gpd.GeoDataFrame, at: NDArray[np.int64], rng: np.random.Generator) -> tuple[Floats, Floats]:
    """A place near the middle of the residents, inside the area."""
    homes = people[["x", "y"]].to_numpy(float)[at]
    shapes = people.geometry.to_numpy()[at]
    away = rng.normal(0, 1, (len(at), 2)) * np.minimum(np.sqrt(shapely.area(shapes)) * 0.12, 350.0)[:, None]
    moved = homes + away
    inside = shapely.contains_properly(shapes, shapely.points(moved))
    spots = np.where(inside[:, None], moved, homes)
    return spots[:, 0], spots[:, 1]


def _operators(municipality: pd.Series, form: Form, rng: np.random.Generator) -> NDArray[np.object_]:
    """Own, contract or choice; home care is of the resident's choice only where LOV was decided."""
    chance = rng.random(len(municipality))
    operator = np.where(chance < form.own, "own", np.where(chance < form.own + form.contract, "contract", "choice"))
    if form.key == "hemtjanst":
        status = municipality.map(lov_status()).isin(("in_operation", "decided")).to_numpy()
        operator = np.where(~status & (operator == "choice"), "own", operator)
        operator = np.where(municipality.duplicated().to_numpy(), operator, "own")
    return operator.astype(object)


def _organisations(
    form: Form, operator: NDArray[np.object_], municipality: pd.Series, rng: np.random.Generator
) -> list[str]:
    companies = names.ORGANISATIONS[form.key]
    weight = 1.0 / np.arange(2, len(companies) + 2)
    drawn = rng.choice(len(companies), len(operator), p=weight / weight.sum())
    return [
        companies[company] if who != "own" else names.municipal(town) if form.key == "hemtjanst" else "Regionens egen vård"
        for who, company, town in zip(operator, drawn, municipality, strict=True)
    ]


def _served(people: gpd.GeoDataFrame, spots: Floats) -> Floats:
    """Residents for whom each unit is the nearest, softened: half their own, half the mean."""
    nearest = cKDTree(spots).query(people[["x", "y"]].to_numpy(float))[1]
    own = np.bincount(nearest, people["persons"].to_numpy(float), len(spots))
    return np.asarray(0.6 * own + 0.4 * own.mean())


def _dates(count: int, rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """Days of opening and closing: most stay open, a few open or close during the two years."""
    opened = pd.Timestamp("1994-01-03") + pd.to_timedelta(rng.integers(0, 10_900, count), unit="D")
    late = rng.random(count) < 0.035
    opened = opened.where(~late, pd.Timestamp("2024-02-01") + pd.to_timedelta(rng.integers(0, 600, count), unit="D"))
    closes = (rng.random(count) < 0.03) & ~late
    closed = pd.Timestamp("2024-06-30") + pd.to_timedelta(rng.integers(0, 500, count), unit="D")
    return (
        list(opened.strftime("%Y-%m-%d")),
        ["" if not gone else day for gone, day in zip(closes, closed.strftime("%Y-%m-%d"), strict=True)],
    )


def _some(words: tuple[str, ...], chance: float, count: int, rng: np.random.Generator, first: int) -> list[str]:
    """Some of the words for each unit; the `first` ones always."""
    has = rng.random((count, len(words))) < chance
    has[:, :first] = True
    return [";".join(word for word, on in zip(words, row, strict=True) if on) for row in has]


def _languages(count: int, rng: np.random.Generator) -> list[str]:
    has = rng.random((count, len(names.LANGUAGES))) < np.array(names.LANGUAGE_CHANCES)
    return [";".join(["Svenska", *(word for word, on in zip(names.LANGUAGES, row, strict=True) if on)]) for row in has]


def _opening(form: str, count: int, rng: np.random.Generator) -> list[str]:
    """Opening hours; one unit in twenty has not told them."""
    hours = names.OPENING[form]
    drawn = rng.integers(0, len(hours), count)
    told = rng.random(count) >= 0.05
    return [hours[n] if known else "" for n, known in zip(drawn, told, strict=True)]


def _towns(geo: Geography, x: Floats, y: Floats) -> list[str]:
    """Name of the place a unit's address says: the nearest, larger ones reaching further."""
    points = gpd.GeoSeries.from_xy(geo.places["longitude"], geo.places["latitude"], crs=DEGREES).to_crs(METRES)
    spots = shapely.get_coordinates(points.to_numpy())
    away, near = cKDTree(spots).query(np.stack([x, y], axis=1), k=6)
    pull = away / np.sqrt(geo.places["persons"].to_numpy(float)[near])
    best = near[np.arange(len(near)), pull.argmin(axis=1)]
    return list(geo.places["name"].to_numpy()[best])


def _digital(geo: Geography) -> pd.DataFrame:
    """Two units without a place: they are met on a screen only."""
    rng = _random(geo, "digital")
    return pd.DataFrame(
        {
            "name": DIGITAL,
            "care_form": "vardcentral",
            "x": np.nan,
            "y": np.nan,
            "municipality_id": "",
            "operator": ["choice", "own"],
            "organisation": ["Skärmvård AB", "Regionens egen vård"],
            "capacity": [6.0, 4.0],
            "opened": ["2019-03-01", "2021-01-11"],
            "closed": "",
            "services": "Videobesök;Chatt;Psykisk hälsa",
            "languages": _languages(2, rng),
            "opening": ["Alla dagar 7–22", "Måndag–fredag 8–17"],
            "phone": list(names.PHONES[:2]),
            "address": "",
        }
    )


def _outside(geo: Geography, people: gpd.GeoDataFrame) -> pd.DataFrame:
    """A few health centres just across the border that the region's residents use."""
    points = gpd.GeoSeries.from_xy(geo.places["longitude"], geo.places["latitude"], crs=DEGREES).to_crs(METRES)
    spots = shapely.get_coordinates(points.to_numpy())
    away = cKDTree(people[["x", "y"]].to_numpy(float)).query(spots)[0]
    abroad = gpd.points_from_xy(geo.places["longitude"], geo.places["latitude"])
    beyond = np.unique(shapely.STRtree(geo.beyond.geometry.to_numpy()).query(abroad, predicate="within")[0])
    across = beyond[away[beyond] < OUTSIDE_KM * 1000][:OUTSIDE_UNITS]
    rng = _random(geo, "outside")
    count = len(across)
    towns = list(geo.places["name"].to_numpy()[across])
    size = geo.places["persons"].to_numpy(float)[across]
    return pd.DataFrame(
        {
            "name": [f"Vårdcentralen Grannen i {town}" for town in towns],
            "care_form": "vardcentral",
            "x": spots[across, 0],
            "y": spots[across, 1],
            "municipality_id": "",
            "operator": ["own" if n % 2 else "choice" for n in range(count)],
            "organisation": ["Grannregionens vård" if n % 2 else "Havtorn Läkargrupp AB" for n in range(count)],
            "capacity": np.clip(np.round(size / 1900), 2, 9),
            "opened": "2012-01-02",
            "closed": "",
            "services": _some(names.SERVICES["vardcentral"], 0.55, count, rng, first=1),
            "languages": _languages(count, rng),
            "opening": _opening("vardcentral", count, rng),
            "phone": [names.PHONES[n] for n in range(10, 10 + count)],
            "address": [f"Exempelgatan 1, {town}" for town in towns],
        }
    )


def _random(geo: Geography, purpose: str) -> np.random.Generator:
    return np.random.default_rng([int(geo.county), *purpose.encode()])
