"""How much land each area has."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.region.region import Region

M2_A_KM2 = 1e6


def land_km2(region: Region) -> NDArray[np.float64]:
    """Square kilometres of each area, NaN where it has none. Shape (areas,)."""
    return _land_km2(region)


@lru_cache(maxsize=4)
def _land_km2(region: Region) -> NDArray[np.float64]:
    km2 = shapely.area(np.asarray(region.areas.geometry.array)) / M2_A_KM2
    found: NDArray[np.float64] = np.where(km2 > 0, km2, np.nan)
    return found
