"""Visits of the demo: who goes where in eight quarters, drawn from Huff's model."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.demo.choice import minutes_between, shares
from geodata.demo.residents import AGES

Floats = NDArray[np.float64]

PERIODS = tuple(f"{year}Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4))
UNKNOWN_HOME = "OKÄND"
ABROAD = "UTANFÖR"

# Visits of a resident in a quarter, by age as in AGES; invented, of a plausible size.
RATES = {
    "vardcentral": (0.38, 0.46, 0.85, 1.25),
    "rehab": (0.07, 0.20, 0.27, 0.22),
    "hemtjanst": (0.0, 0.012, 0.55, 6.5),
}
COSTS = {"vardcentral": 1_940.0, "rehab": 870.0, "hemtjanst": 415.0}  # SEK a visit; invented
AGE_COSTS = (0.9, 0.97, 1.06, 1.14)
SEASON = (1.05, 1.0, 0.85, 1.06)
GROWTH = 0.004  # visits, a quarter
INFLATION = 0.009  # cost, a quarter
DIGITAL = (0.035, 0.045, 0.012, 0.003)  # share of visits to health centres made on a screen, by age
TIRED_FROM, TIRED_BY = 10.0, 28.0  # minutes; who has far to go, goes less often
ABROAD_SHARE, UNKNOWN_SHARE = 0.012, 0.004  # of a unit's visits


def visits(
    county: str, people: gpd.GeoDataFrame, units: pd.DataFrame, contracted: pd.DataFrame
) -> pd.DataFrame:
    """Visits with any: `area_id`, `unit_id`, `care_form`, `period`, `age_group`, `visits`, `cost`.

    Residents choose by Huff's model among the units that are open and within the longest journey;
    home care only among those contracted for their area. Visits are Poisson draws about what is
    expected. Residents of elsewhere and of unknown residence are added to each unit's own.
    """
    rng = np.random.default_rng([int(county), *b"visits"])
    homes = people[["x", "y"]].to_numpy(float)
    persons = people[list(AGES)].to_numpy(float)
    wish = np.exp(rng.normal(0.0, 0.10, len(people)))
    parts = []
    for form, form_units in units.groupby("care_form", sort=True):
        at = form_units.index.to_numpy()
        minutes = minutes_between(homes, form_units[["x", "y"]].to_numpy(float))
        allowed = _allowed(people, form_units, contracted) if form == "hemtjanst" else None
        fresh = np.exp(rng.normal(0.0, 0.18, len(at)))  # liked more or less than its size says
        price = COSTS[str(form)] * np.exp(rng.normal(0.0, 0.11, len(at)))
        for number, period in enumerate(PERIODS):
            size = form_units["capacity"].to_numpy(float) * _open_share(form_units, period) * fresh
            chosen = shares(minutes, size, allowed)
            level = SEASON[number % 4] * (1 + GROWTH) ** number
            rate = wish * level * _tired(minutes, size, allowed)
            for age, group in enumerate(AGES):
                expected = persons[:, age] * RATES[str(form)][age] * rate
                screen = size * ~np.isfinite(minutes[0]) if form == "vardcentral" else 0.0 * size
                row, column, count = _drawn(chosen, screen, expected, DIGITAL[age], rng)
                parts.append(
                    _rows(number, str(form), age, row, at[column], count, price[column] * (1 + INFLATION) ** number, rng)
                )
    drawn = pd.concat(parts, ignore_index=True)
    area_id = np.append(people["area_id"].to_numpy(object), [ABROAD, UNKNOWN_HOME])
    return pd.DataFrame(
        {
            "area_id": pd.Categorical.from_codes(drawn["area"], area_id),
            "unit_id": pd.Categorical.from_codes(drawn["unit"], units["unit_id"]),
            "care_form": pd.Categorical(drawn["care_form"]),
            "period": pd.Categorical.from_codes(drawn["period"], PERIODS),
            "age_group": pd.Categorical.from_codes(drawn["age"], AGES),
            "visits": drawn["visits"].astype("int32"),
            "cost": drawn["cost"].astype("int64"),
        }
    )


def _drawn(
    chosen: csr_array, screen: Floats, expected: Floats, digital: float, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Area, unit and visits of every pair with any; areas past the last are elsewhere and unknown."""
    areas, count_units = chosen.shape
    row = np.repeat(np.arange(areas), np.diff(chosen.indptr))
    column = chosen.indices.astype(np.int64)
    on_screen = digital if screen.any() else 0.0
    mean = chosen.data * expected[row] * (1.0 - on_screen)
    online = np.flatnonzero(screen)
    if on_screen and len(online):
        part = screen[online] / screen[online].sum()
        row = np.concatenate([row, np.repeat(np.arange(areas), len(online))])
        column = np.concatenate([column, np.tile(online, areas)])
        mean = np.concatenate([mean, (expected[:, None] * on_screen * part).ravel()])
    own = np.bincount(column, mean, count_units)
    for place, part_of in ((areas, ABROAD_SHARE), (areas + 1, UNKNOWN_SHARE)):
        row = np.concatenate([row, np.full(count_units, place)])
        column = np.concatenate([column, np.arange(count_units)])
        mean = np.concatenate([mean, own * part_of])
    count = rng.poisson(mean)
    some = count > 0
    return row[some], column[some], count[some]


def _rows(
    period: int,
    form: str,
    age: int,
    area: NDArray[np.int64],
    unit: NDArray[np.int64],
    count: NDArray[np.int64],
    price: Floats,
    rng: np.random.Generator,
) -> pd.DataFrame:
    spread = np.exp(rng.normal(0.0, 0.25 / np.sqrt(count)))
    return pd.DataFrame(
        {
            "period": np.int8(period),
            "care_form": form,
            "age": np.int8(age),
            "area": area.astype(np.int32),
            "unit": unit.astype(np.int32),
            "visits": count,
            "cost": np.round(count * price * AGE_COSTS[age] * spread),
        }
    )


def _allowed(people: gpd.GeoDataFrame, units: pd.DataFrame, contracted: pd.DataFrame) -> NDArray[np.bool_]:
    allowed = np.zeros((len(people), len(units)), dtype=bool)
    area = pd.Index(people["area_id"]).get_indexer(contracted["area_id"])
    unit = pd.Index(units["unit_id"]).get_indexer(contracted["unit_id"])
    allowed[area, unit] = True
    return allowed


def _open_share(units: pd.DataFrame, period: str) -> Floats:
    """Part of the quarter that each unit was open, 0 to 1."""
    quarter = pd.Period(period, freq="Q")
    days = (quarter.end_time.normalize() - quarter.start_time).days + 1
    opened = pd.to_datetime(units["opened"]).clip(lower=quarter.start_time)
    closed = pd.to_datetime(units["closed"].replace("", None)).fillna(quarter.end_time.normalize())
    closed = closed.clip(upper=quarter.end_time.normalize())
    return np.clip(((closed - opened).dt.days + 1).to_numpy(float) / days, 0.0, 1.0)


def _tired(minutes: Floats, size: Floats, allowed: NDArray[np.bool_] | None) -> Floats:
    """How much of the wish remains, given the way to the nearest open unit, 0 to 1."""
    if allowed is not None:
        return np.ones(len(minutes))  # home care comes to the resident
    nearest = minutes[:, size > 0].min(axis=1)
    return np.exp(-np.maximum(np.minimum(nearest, 60.0) - TIRED_FROM, 0.0) / TIRED_BY)
