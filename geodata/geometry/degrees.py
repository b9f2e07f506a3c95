"""Between a region's own metres and WGS 84 degrees: x and longitude first, each way made once.

To make one takes milliseconds, to use it microseconds; pyproj's transformers may be shared by threads.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

WGS84 = "EPSG:4326"


@lru_cache(maxsize=8)
def to_degrees(crs: str) -> Transformer:
    """From x and y, metres in a CRS, to longitude and latitude."""
    return Transformer.from_crs(crs, WGS84, always_xy=True)


@lru_cache(maxsize=8)
def to_metres(crs: str) -> Transformer:
    """From longitude and latitude to x and y, metres in a CRS."""
    return Transformer.from_crs(WGS84, crs, always_xy=True)


def rounded_degrees(
    x: ArrayLike, y: ArrayLike, wgs84: Transformer, decimals: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude, rounded; not finite where x and y are not.

    Parameters
    ----------
    x, y : array of float
        Metres in the CRS that `wgs84` comes from.
    wgs84 : Transformer
        As of `to_degrees`.
    decimals : int
        Of a degree; five are about a metre.
    """
    lon, lat = wgs84.transform(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
    return np.round(lon, decimals), np.round(lat, decimals)
