"""A region of twenty areas and six units, in memory, whose visits are given as rows and protected.

Areas `a00` to `a19` are squares in a row, five to each of the municipalities M0 to M3; the units `u0` to `u5`
stand in every third area from `a00` on, and `u5` so in `a15`. Every area has visits to every unit: 120 cells
of a quarter, and as many of each of its two ages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
from geopandas import GeoDataFrame
from pandas import DataFrame, Index, concat
from shapely import Point, box

from geodata.disclosure.publishing import disclosed
from geodata.region.region import Region
from geodata.region.visits import LEVELS, Visits
from tests.demo_region import with_key
from tests.toy_region import CRS, toy_region

AREAS, UNITS = 20, 6
AGES = ("0-19", "20-")
QUARTERS = ("2024Q1", "2024Q2", "2024Q3")
SIDE = 1e3

Cell = tuple[str, str, str, str, str, int, int]


def grid_region(folder: Path, areas: Sequence[str] = (), units: Sequence[str] = ()) -> Region:
    """The region without visits, with the tests' key in `folder`; other ids where they are given."""
    region = toy_region()
    at = np.arange(AREAS)
    names = list(areas) or [f"a{number:02}" for number in at]
    grid = GeoDataFrame(
        {
            "name": names,
            "municipality_id": [f"M{number // 5}" for number in at],
            "municipality": [f"M{number // 5}" for number in at],
            "x": (at + 0.5) * SIDE,
            "y": SIDE / 2,
        },
        geometry=[box(x * SIDE, 0, (x + 1) * SIDE, SIDE) for x in at.tolist()],
        index=Index(names, name="area_id"),
        crs=CRS,
    )
    like = concat([region.units.iloc[:1]] * UNITS)
    like.index = Index(list(units) or [f"u{number}" for number in range(UNITS)], name="unit_id")
    stands = 3 * np.arange(UNITS)
    like["area"] = stands.astype(np.int32)
    like = like.set_geometry([Point((x + 0.5) * SIDE, SIDE / 2) for x in stands.tolist()], crs=CRS)
    with_key(folder)
    settings = replace(
        region.settings,
        disclosure="protected",
        disclosure_reason=None,
        key_file=str(folder / "disclosure.key"),
    )
    population = DataFrame({"area": at, "year": 2024, "sex": "", "age_from": 0, "age_to": -1, "persons": 100})
    return replace(
        region,
        settings=settings,
        areas=grid,
        units=like,
        population=population,
        visits=None,
        contracted=region.contracted.iloc[:0],
        indicators=region.indicators.iloc[:0],
        minutes=None,
        neighbours=None,
    )


def rows(quarters: Iterable[str] = QUARTERS, seed: int = 1) -> DataFrame:
    """Visits, 1 to 20 in each cell, the same in a quarter whichever others there are."""
    parts = []
    for quarter in quarters:
        rng = np.random.default_rng([seed, int(quarter[:4]), int(quarter[5])])
        cells = list(product(range(AREAS), range(UNITS), AGES))
        area, unit, age = zip(*cells, strict=True)
        counts = rng.integers(1, 21, len(cells))
        parts.append(
            DataFrame({"area": area, "unit": unit, "age_group": age, "visits": counts, "period": quarter})
        )
    return concat(parts, ignore_index=True).assign(care_form="gp", cost=np.nan)


def protected(region: Region, visits: DataFrame) -> Region:
    """The region with visits as a build would protect them."""
    return disclosed(replace(region, base=visits))


def one_less(visits: DataFrame, at: int) -> DataFrame:
    """The same rows with one visit less in one of them; a row of none is gone."""
    fewer = visits.assign(visits=visits["visits"] - (np.arange(len(visits)) == at))
    return fewer[fewer["visits"] > 0]


def cells_of(visits: Visits | None) -> dict[Cell, int]:
    """Every published cell of every level, by what it is called."""
    assert visits is not None
    return {
        (*level, period, form, age, residence, provider): count
        for level in LEVELS
        for period, form, age in product(visits.published, visits.care_forms, ("", *visits.age_groups))
        for cells in (visits.cells(*level, [period], form, age),)
        for residence, provider, count in zip(
            cells.residence.tolist(), cells.provider.tolist(), cells.visits.tolist(), strict=True
        )
    }
