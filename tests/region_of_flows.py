"""A region made of a table of visits: areas in a row from west to east, a unit in each of the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from geopandas import GeoDataFrame
from pandas import DataFrame, Index, NaT, to_datetime
from scipy.sparse import csr_array
from shapely import Point, box

from geodata.assessment.assessment import Assessment, assess
from geodata.disclosure.published_cells import published
from geodata.publish.build import neighbours
from geodata.region.municipalities import municipalities
from geodata.region.region import Region
from geodata.region.visits import NOWHERE
from geodata.scenario.scenario import default_scenario
from tests.toy_region import CRS, TOLD, toy_region

SIDE = 10e3


def region_of_flows(
    visits: np.ndarray,
    minutes: np.ndarray | None = None,
    *,
    unknown: int = 0,
    municipality: Sequence[str] = (),
    placed: Sequence[bool] = (),
    persons: Sequence[int] = (),
) -> Region:
    """A region with visits of one period from areas (rows) to units (columns).

    Parameters
    ----------
    visits : int, shape (areas, units)
    minutes : float, shape (areas, units), optional
        0 where out of reach; a minute everywhere by default.
    unknown : int
        Visits to the first unit from nobody knows where.
    municipality : sequence of str
        Of each area; all in one by default.
    placed : sequence of bool
        Which units stand somewhere: the first in the first area, and so on; all by default.
    persons : sequence of int
        100 in each area by default.
    """
    areas_count, units_count = visits.shape
    stands = np.array(placed or [True] * units_count)
    codes = list(municipality) or ["M1"] * areas_count
    squares = [box(SIDE * at, 0, SIDE * (at + 1), SIDE) for at in range(areas_count)]
    areas = GeoDataFrame(
        {
            "name": [f"Area {at}" for at in range(areas_count)],
            "municipality_id": codes,
            "municipality": codes,
            "x": [SIDE * (at + 0.5) for at in range(areas_count)],
            "y": SIDE / 2,
        },
        geometry=squares,
        index=Index([f"A{at}" for at in range(areas_count)], name="area_id"),
        crs=CRS,
    )
    home = np.minimum(np.arange(units_count), areas_count - 1)
    units = GeoDataFrame(
        {
            "name": [f"Unit {at}" for at in range(units_count)],
            "care_form": "gp",
            "operator": "own",
            "organisation": [f"Organisation {at}" for at in range(units_count)],
            "capacity": 1.0,
            "opened": to_datetime([NaT] * units_count),
            "closed": to_datetime([NaT] * units_count),
            **{name: [""] * units_count for name in TOLD},
            "area": np.where(stands, home, -1).astype(np.int32),
        },
        geometry=[
            Point(SIDE * (at + 0.5), SIDE / 2) if here else None
            for at, here in zip(home, stands, strict=True)
        ],
        index=Index([f"u{at}" for at in range(units_count)], name="unit_id"),
        crs=CRS,
    )
    area, unit = np.nonzero(visits)
    count = visits[area, unit]
    if unknown:
        area, unit, count = np.append(area, NOWHERE), np.append(unit, 0), np.append(count, unknown)
    base = DataFrame(
        {
            "area": area,
            "unit": unit,
            "care_form": "gp",
            "period": "2025",
            "age_group": "",
            "visits": count,
            "cost": np.nan,
        }
    )
    people = list(persons) or [100] * areas_count
    population = DataFrame(
        {
            "area": np.arange(areas_count),
            "year": 2025,
            "sex": "",
            "age_from": 0,
            "age_to": -1,
            "persons": people,
        }
    )
    toy = toy_region()
    return replace(
        toy,
        areas=areas,
        units=units,
        population=population,
        visits=published(base, municipalities(areas, units)),
        indicators=toy.indicators.iloc[:0],
        contracted=toy.contracted.iloc[:0],
        minutes=csr_array(np.ones(visits.shape) if minutes is None else np.asarray(minutes, float)),
        neighbours=neighbours(areas.geometry),
    )


def assessment_of_flows(visits: np.ndarray, minutes: np.ndarray | None = None, **told: object) -> Assessment:
    """The assessment of such a region under its default scenario."""
    region = region_of_flows(visits, minutes, **told)  # type: ignore[arg-type]
    return assess(region, default_scenario(region))
