"""A region's units as plain arrays, read from its table once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pandas import factorize

from geodata.region.region import Region

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Days = NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class UnitColumns:
    """All of shape (units,).

    Attributes
    ----------
    care_form, operator : text
    organisation : int64
        Code from 0; a unit that names no organisation has one of its own.
    organisation_named : bool
    opened, closed : datetime64[D]
        NaT unknown or never.
    capacity : float64
        NaN unknown.
    placed : bool
        Stands somewhere, in the region or outside it.
    outside : bool
        Stands somewhere outside the region's areas.
    """

    care_form: NDArray[np.str_]
    operator: NDArray[np.str_]
    organisation: Ints
    organisation_named: Bools
    opened: Days
    capacity: Floats
    closed: Days
    placed: Bools
    outside: Bools

    def open_on(self, day: np.datetime64) -> Bools:
        """Units open on a day: from `opened`, or ever if unknown, until the day before `closed`."""
        return (np.isnat(self.opened) | (self.opened <= day)) & (np.isnat(self.closed) | (self.closed > day))


@lru_cache(maxsize=4)
def unit_columns(region: Region) -> UnitColumns:
    """The units of a region as it was read, as plain arrays.

    Parameters
    ----------
    region : Region

    Returns
    -------
    UnitColumns
    """
    units = region.units
    organisation = factorize(units["organisation"])[0].astype(np.int64)
    named = (units["organisation"] != "").to_numpy(bool)
    organisation[~named] = organisation.max(initial=-1) + 1 + np.arange((~named).sum())
    placed: Bools = ~np.isnan(shapely.get_x(np.asarray(units.geometry.array)))
    return UnitColumns(
        units["care_form"].to_numpy(np.str_),
        units["operator"].to_numpy(np.str_),
        organisation,
        named,
        units["opened"].to_numpy("datetime64[D]"),
        units["capacity"].to_numpy(np.float64),
        units["closed"].to_numpy("datetime64[D]"),
        placed,
        placed & (units["area"] < 0).to_numpy(bool),
    )
