"""Visits of the demo: who goes where in eight quarters, drawn from Huff's model."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.demo.choice import LONGEST_MIN, choice_shares, minutes_between
from geodata.demo.quarters import PERIODS, open_share
from geodata.demo.residents import AGES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Drawn = tuple[str, int, int, Ints, Ints, Ints, Floats]
"""Care form, number of the quarter, of the age; area, unit, visits and cost of each pair."""

UNKNOWN_HOME = ""
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
    """Visits: `area_id`, `unit_id`, `care_form`, `period`, `age_group`, `visits` (above 0), `cost`.

    Residents choose by Huff's model among the units that are open and within the longest journey;
    home care only among those contracted for their area. Visits are Poisson draws about what is
    expected. Residents of elsewhere and of unknown residence are added to each unit's own.
    """
    rng = np.random.default_rng([int(county), *b"visits"])
    homes = people[["x", "y"]].to_numpy(float)
    persons = people[list(AGES)].to_numpy(float)
    wish = np.exp(rng.normal(0.0, 0.10, len(people)))
    parts = []
    for form in RATES:
        at = np.flatnonzero(units["care_form"] == form)
        those = units.iloc[at]
        minutes = minutes_between(homes, those[["x", "y"]].to_numpy(float))
        allowed = _allowed(people, those, contracted) if form == "hemtjanst" else None
        liked = those["capacity"].to_numpy(float) * np.exp(rng.normal(0.0, 0.18, len(at)))
        price = COSTS[form] * np.exp(rng.normal(0.0, 0.11, len(at)))
        for number, period in enumerate(PERIODS):
            size = liked * open_share(those, period)
            chosen = choice_shares(minutes, size, allowed)
            screen = np.where(np.isfinite(minutes[0]), 0.0, size)
            level = wish * SEASON[number % 4] * (1 + GROWTH) ** number
            if form != "hemtjanst":  # home care comes to the resident
                level = level * _tired(minutes[:, size > 0])
            for age in range(len(AGES)):
                expected = persons[:, age] * RATES[form][age] * level
                row, column, count = _drawn(chosen, screen, expected, DIGITAL[age], rng)
                dear = price[column] * (1 + INFLATION) ** number * AGE_COSTS[age]
                cost = np.round(count * dear * np.exp(rng.normal(0.0, 0.25 / np.sqrt(count))))
                parts.append((form, number, age, row, at[column], count, cost))
    return _table(parts, people, units)


def _table(parts: list[Drawn], people: gpd.GeoDataFrame, units: pd.DataFrame) -> pd.DataFrame:
    lengths = [len(part[3]) for part in parts]
    forms, numbers, ages, rows, columns, counts, costs = zip(*parts, strict=True)

    def coded(codes: Ints, words: Sequence[str]) -> pd.Categorical[str]:
        return pd.Categorical.from_codes(codes, pd.Index(words))

    return pd.DataFrame(
        {
            "area_id": coded(np.concatenate(rows), [*people["area_id"], ABROAD, UNKNOWN_HOME]),
            "unit_id": coded(np.concatenate(columns), list(units["unit_id"])),
            "care_form": coded(np.repeat([list(RATES).index(form) for form in forms], lengths), list(RATES)),
            "period": coded(np.repeat(numbers, lengths), PERIODS),
            "age_group": coded(np.repeat(ages, lengths), AGES),
            "visits": np.concatenate(counts).astype(np.int32),
            "cost": np.concatenate(costs).astype(np.int64),
        }
    )


def _drawn(
    chosen: csr_array, screen: Floats, expected: Floats, digital: float, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Area, unit and visits of every pair with any; areas past the last are elsewhere and unknown."""
    areas, count_units = chosen.shape
    row, column = np.repeat(np.arange(areas), np.diff(chosen.indptr)), chosen.indices.astype(np.int64)
    online = np.flatnonzero(screen)
    mean = chosen.data * expected[row]
    if len(online):
        part = screen[online] / screen[online].sum()
        row = np.concatenate([row, np.repeat(np.arange(areas), len(online))])
        column = np.concatenate([column, np.tile(online, areas)])
        mean = np.concatenate([mean * (1 - digital), (expected[:, None] * digital * part).ravel()])
    own = np.bincount(column, mean, count_units)
    row = np.concatenate([row, np.repeat([areas, areas + 1], count_units)])
    column = np.concatenate([column, np.tile(np.arange(count_units), 2)])
    mean = np.concatenate([mean, own * ABROAD_SHARE, own * UNKNOWN_SHARE])
    count = rng.poisson(mean)
    some = count > 0
    return row[some], column[some], count[some]


def _allowed(people: gpd.GeoDataFrame, units: pd.DataFrame, contracted: pd.DataFrame) -> NDArray[np.bool_]:
    allowed = np.zeros((len(people), len(units)), dtype=bool)
    area = pd.Index(people["area_id"]).get_indexer(pd.Index(contracted["area_id"]))
    unit = pd.Index(units["unit_id"]).get_indexer(pd.Index(contracted["unit_id"]))
    allowed[area, unit] = True
    return allowed


def _tired(minutes: Floats) -> Floats:
    """How much of the wish remains, given the way to the nearest of some units, 0 to 1."""
    nearest = np.minimum(minutes.min(axis=1), LONGEST_MIN)
    return np.asarray(np.exp(-np.maximum(nearest - TIRED_FROM, 0.0) / TIRED_BY))
