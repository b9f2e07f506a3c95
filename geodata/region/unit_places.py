"""Where the units of a region stand, in degrees."""

from __future__ import annotations

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from geodata.geometry.degrees import rounded_degrees, to_degrees


def unit_places(units: GeoDataFrame, crs: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude of every unit, five decimals; NaN or inf without a place. Shape (units,).

    Parameters
    ----------
    units : GeoDataFrame
        With points in `crs`.
    crs : str
        The region's own, in metres.
    """
    points = units.geometry.to_numpy()
    wgs84 = to_degrees(crs)
    return rounded_degrees(shapely.get_x(points), shapely.get_y(points), wgs84, 5)
