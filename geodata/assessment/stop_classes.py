"""How well each home is served by public transport, by the stops around it alone."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.region.homes import homes
from geodata.region.region import Region
from geodata.transit.stop_quality import NO_CLASS, StopQuality
from geodata.travel.area_minutes import area_minutes


def stop_classes(region: Region) -> NDArray[np.int8]:
    """Position in `geodata.transit.stop_quality.CLASSES` of each home's class, `NO_CLASS` outside all.

    Shape (homes,). A region without stops has none anywhere.
    """
    if region.stops is None:
        return np.full(len(homes(region).area), NO_CLASS, np.int8)
    return _classes(region.stops, (region.usual or region))


@lru_cache(maxsize=8)
def _classes(stops: StopQuality, region: Region) -> NDArray[np.int8]:
    return stops.classes_at(homes(region).places)


def stop_class_of_areas(region: Region, age_group: str = "") -> NDArray[np.int64]:
    """The class that at least half of the residents of each area have, or a better one. Shape (areas,)."""
    found = area_minutes(region, stop_classes(region).astype(np.float64), age_group)
    return np.minimum(np.nan_to_num(found, nan=NO_CLASS, posinf=NO_CLASS), NO_CLASS).astype(np.int64)
