"""Where the units of a region stand, in degrees."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.geometry.degrees import rounded_degrees, to_degrees
from geodata.region.region import Region


def unit_places(region: Region) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude of every unit, five decimals; NaN or inf without a place. Shape (units,)."""
    points = region.units.geometry.to_numpy()
    wgs84 = to_degrees(region.settings.crs)
    return rounded_degrees(shapely.get_x(points), shapely.get_y(points), wgs84, 5)
