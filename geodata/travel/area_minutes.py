"""Minutes from areas whose residents set out from many places: those that half of them keep within."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from geodata.access.quantiles import MEDIAN, grouped_quantile
from geodata.region.homes import home_shares, homes
from geodata.region.region import Region

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def as_stored(region: Region, minutes: Floats) -> Floats:
    """Minutes from the homes, as exact as a version keeps them: in four bytes where there are points."""
    if region.points is None:
        return minutes
    return minutes.astype(np.float32).astype(np.float64)


def area_minutes(
    region: Region, minutes: NDArray[np.floating], key: str = "", only: Ints | None = None
) -> Floats:
    """Minutes of each area: at least half of its residents have so many or fewer.

    Parameters
    ----------
    region : Region
    minutes : float64, shape (homes,)
        inf out of reach.
    key : str
        Of an age group; "" for all ages.
    only : int64, shape (some,), optional
        Positions of areas that are asked about; all of them where not given.

    Returns
    -------
    float64, shape (areas,) or that of `only`
        inf where fewer than half reach what it is to; the same array where an area is one home.
    """
    where = homes(region)
    if where.single:
        found = minutes.astype(np.float64, copy=False)
        return found if only is None else found[only]
    shares = home_shares(region, key)
    if only is None:
        return grouped_quantile(where.area, minutes, shares, len(where.begins) - 1, MEDIAN)
    row, home = where.of(only)
    return grouped_quantile(row, minutes[home], shares[home], len(only), MEDIAN)


def area_column(region: Region, minutes: Floats) -> Floats:
    """`area_minutes` of residents of all ages where few areas are in reach, as of one unit; inf elsewhere."""
    where = homes(region)
    if where.single:
        return minutes
    areas = np.flatnonzero(np.logical_or.reduceat(minutes < np.inf, where.begins[:-1]))
    found = np.full(len(where.begins) - 1, np.inf)
    found[areas] = area_minutes(region, minutes, only=areas)
    return found


def area_pairs(region: Region, minutes: csr_array) -> csr_array:
    """The same of every unit.

    Parameters
    ----------
    region : Region
    minutes : csr_array, shape (homes, units)
        Not stored where out of reach.

    Returns
    -------
    csr_array of float64, shape (areas, units)
        Columns ascending within each row; each column is `area_minutes` of that of the homes, to the bit.
    """
    where, columns = homes(region), csc_array(minutes)
    count = len(where.begins) - 1
    rows, found, begins = [np.empty(0, np.int64)], [np.empty(0)], [0]
    for unit in range(minutes.shape[1]):
        part = slice(columns.indptr[unit], columns.indptr[unit + 1])
        to_unit = np.full(len(where.area), np.inf)
        to_unit[columns.indices[part]] = columns.data[part]
        areas = np.unique(where.area[columns.indices[part]])
        medians = area_minutes(region, to_unit, only=areas)
        reached = np.isfinite(medians)
        rows.append(areas[reached])
        found.append(medians[reached])
        begins.append(begins[-1] + int(reached.sum()))
    shape = (count, minutes.shape[1])
    pairs = csr_array(csc_array((np.concatenate(found), np.concatenate(rows), begins), shape=shape))
    pairs.sort_indices()
    return pairs
