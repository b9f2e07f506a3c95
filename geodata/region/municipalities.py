"""A region's municipalities, and which of them areas lie and units stand in."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from pandas import factorize

from geodata.region.visits import NOWHERE, OUTSIDE, PLACELESS

Codes = NDArray[np.int32]


class Municipalities(NamedTuple):
    """Municipalities by ascending id.

    Attributes
    ----------
    ids, names : tuple of str
    of_area : int32, shape (areas,)
        Position of each area's municipality.
    of_unit : int32, shape (units + 1,)
        Of each unit's; `OUTSIDE` where it stands in no area of the region, `PLACELESS` where it stands
        nowhere. The last, at -1, is `NOWHERE`: the unknown unit's.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    of_area: Codes
    of_unit: Codes

    @property
    def of_residence(self) -> Codes:
        """Of each residence, also by the codes of those that are no area of the region."""
        return np.append(self.of_area, (PLACELESS, OUTSIDE, NOWHERE)).astype(np.int32)


def municipalities(areas: GeoDataFrame, units: GeoDataFrame) -> Municipalities:
    """The municipalities of a region's areas.

    Parameters
    ----------
    areas, units : GeoDataFrame
        As `Region` has them.

    Returns
    -------
    Municipalities
    """
    of_area, ids = factorize(areas["municipality_id"], sort=True)
    first = np.unique(of_area, return_index=True)[1]
    stands = units["area"].to_numpy(np.int64)
    beyond = np.where(units.geometry.isna().to_numpy(), PLACELESS, OUTSIDE)
    of_unit = np.where(stands >= 0, np.append(of_area, NOWHERE)[stands], beyond)
    return Municipalities(
        tuple(str(id_) for id_ in ids),
        tuple(areas["municipality"].iloc[first].astype(str)),
        of_area.astype(np.int32),
        np.append(of_unit, NOWHERE).astype(np.int32),
    )
