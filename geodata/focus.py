"""What part of a region is in focus: some areas and some units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Focus:
    """Areas and units in focus, as positions in the region's tables.

    Attributes
    ----------
    kind : {"region", "municipality", "area", "unit", "zone"}
    id : str
        "" for the whole region.
    areas : int64, ascending
        All areas; a municipality's; the one area; a unit's service area (observed where there are
        visits, else nearest); a zone's.
    units : int64, ascending
        All units (also those outside the region and without a place); those standing in the areas;
        or the one unit.
    """

    kind: Literal["region", "municipality", "area", "unit", "zone"]
    id: str
    areas: NDArray[np.int64]
    units: NDArray[np.int64]
