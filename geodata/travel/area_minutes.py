"""Minutes from areas whose residents set out from many places: those that half of them keep within."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from geodata.access.quantiles import MEDIAN, grouped_quantile
from geodata.region.homes import home_shares, homes
from geodata.region.region import Region

Floats = NDArray[np.float64]


def as_stored(region: Region, minutes: Floats) -> Floats:
    """Minutes from the homes, as exact as a version keeps them: in four bytes where there are points."""
    if region.points is None:
        return minutes
    return minutes.astype(np.float32).astype(np.float64)


def area_minutes(region: Region, minutes: NDArray[np.floating], key: str = "") -> Floats:
    """Minutes of each area: at least half of its residents have so many or fewer.

    Parameters
    ----------
    region : Region
    minutes : float64, shape (homes,)
        inf out of reach.
    key : str
        Of an age group; "" for all ages.

    Returns
    -------
    float64, shape (areas,)
        inf where fewer than half reach what it is to; the same array where an area is one home.
    """
    where = homes(region)
    if where.single:
        return minutes.astype(np.float64, copy=False)
    count = len(where.begins) - 1
    return grouped_quantile(where.area, minutes, home_shares(region, key), count, MEDIAN)


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
    shares = home_shares(region)
    rows, found, begins = [np.empty(0, np.int64)], [np.empty(0)], [0]
    for unit in range(minutes.shape[1]):
        part = slice(columns.indptr[unit], columns.indptr[unit + 1])
        to_unit = np.full(len(where.area), np.inf)
        to_unit[columns.indices[part]] = columns.data[part]
        areas = np.unique(where.area[columns.indices[part]])
        row, home = where.of(areas)
        medians = grouped_quantile(row, to_unit[home], shares[home], len(areas), MEDIAN)
        reached = np.isfinite(medians)
        rows.append(areas[reached])
        found.append(medians[reached])
        begins.append(begins[-1] + int(reached.sum()))
    shape = (count, minutes.shape[1])
    pairs = csr_array(csc_array((np.concatenate(found), np.concatenate(rows), begins), shape=shape))
    pairs.sort_indices()
    return pairs
