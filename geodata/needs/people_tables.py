"""Residents and projections as tables have them, counted in classes of age and sex."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.needs.classes import Classes, counted
from geodata.needs.errors import NeedsError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ALL_AGES = Classes((0,))


def residents(population: DataFrame, year: int, classes: Classes, areas: int) -> Floats:
    """Residents of one year.

    Parameters
    ----------
    population : DataFrame
        `area` (position), `year`, `age_from`, `age_to`, `persons`, and `sex` where known.
    year : int
    classes : Classes
    areas : int

    Returns
    -------
    float64, shape (areas, cells)
        0 of a cell that no row counts: nobody lives there.
    """
    rows = population[population["year"] == year]
    return np.nan_to_num(counted(rows, rows["area"].to_numpy(np.int64), areas, classes))


def projected(
    projections: DataFrame,
    variant: str,
    years: Sequence[int],
    classes: Classes,
    municipalities: Sequence[str],
    municipality: Ints,
) -> tuple[Floats, Floats]:
    """What a projection says of municipalities, and of areas that have one of their own.

    Parameters
    ----------
    projections : DataFrame
        `municipality_id` ("" in an area's row), `area` (-1 in a municipality's), `year`, `sex`, `age_from`,
        `age_to`, `variant`, `persons`.
    variant : str
    years : sequence of int
    classes : Classes
    municipalities : sequence of str
        Their ids, in the order that `municipality` counts in.
    municipality : int64, shape (areas,)
        Position of each area's municipality.

    Returns
    -------
    municipalities : float64, shape (years, municipalities, cells)
        NaN of one that the projection lacks, all of whose areas have their own.
    areas : float64, shape (years, areas, cells)
        NaN where an area has none of its own.

    Raises
    ------
    NeedsError
        If neither a municipality nor all of its areas are projected for each year and class; it says which.
    """
    ours = projections[(projections["variant"] == variant) & projections["year"].isin(list(years))]
    year = np.searchsorted(np.array(years), ours["year"].to_numpy(np.int64))
    named = {key: at for at, key in enumerate(municipalities)}
    place = np.array([named.get(key, -1) for key in ours["municipality_id"]], np.int64)
    own = ours["area"].to_numpy(np.int64)

    def of(places: Ints, count: int) -> Floats:
        at = np.where(places >= 0, year * count + places, -1)
        return counted(ours, at, len(years) * count, classes).reshape(len(years), count, classes.count)

    whole, parts = of(place, len(municipalities)), of(own, len(municipality))
    unknown = np.isnan(whole).any(axis=(0, 2))
    whole[:, unknown] = np.nan
    alone = np.isnan(parts).any(axis=(0, 2))
    parts[:, alone] = np.nan
    without = np.unique(municipality[alone & unknown[municipality]])
    if len(without):
        names = ", ".join(municipalities[at] for at in without[:20])
        raise NeedsError(
            f"the projection {variant or 'main'!r} lacks {len(without)} municipalities in some year or class "
            f"of age of {years[0]} to {years[-1]}: {names}; give them a row of each, or all of their areas"
        )
    return whole, parts


def area_totals(projections: DataFrame, variant: str, years: Sequence[int], areas: int) -> Floats:
    """What a projection says of areas as wholes, without ages.

    Parameters
    ----------
    projections, variant, years
        As of `projected`.
    areas : int

    Returns
    -------
    float64, shape (years, areas)
        NaN where an area has none.
    """
    rows = projections[
        (projections["variant"] == variant)
        & projections["year"].isin(list(years))
        & (projections["area"] >= 0)
        & (projections["age_from"] <= 0)
        & (projections["age_to"] < 0)
    ]
    year = np.searchsorted(np.array(years), rows["year"].to_numpy(np.int64))
    place = year * areas + rows["area"].to_numpy(np.int64)
    return counted(rows, place, len(years) * areas, ALL_AGES).reshape(len(years), areas)
