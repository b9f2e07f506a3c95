"""Several areas as one place: their ids as text, and how many there may be."""

from __future__ import annotations

import numpy as np

from geodata.contract.constants import CONSTANTS
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import Ints
from geodata.region.region import Region

MOST_AREAS: int = CONSTANTS["most"]["areas"]


def area_ids(text: str) -> list[str]:
    """Ids of a text, "A1,A3", each once; of more than `MOST_AREAS` the rest stands last, as one."""
    return [id_ for id_ in dict.fromkeys(text.split(",", MOST_AREAS)) if id_]


def known_area_ids(region: Region, text: str) -> tuple[list[str], list[str]]:
    """Ids of the areas that a region has, in its own order, and what else the text names.

    Parameters
    ----------
    region : Region
    text : str
        As `area_ids` reads it.
    """
    named = area_ids(text)
    known = region.areas.index[region.areas.index.isin(named)].tolist()
    return known, [id_ for id_ in named if id_ not in known]


def positions_of(region: Region, text: str) -> Ints:
    """Positions of several areas, ascending.

    Raises
    ------
    UnknownNameError
        If the text names no area, more than `MOST_AREAS`, or one that the region does not have.
    """
    known, unknown = known_area_ids(region, text)
    if unknown or not known:
        named = unknown[0][:60] if unknown else text[:60]
        raise UnknownNameError(
            f"{named!r} is no area of this region: write 1 to {MOST_AREAS} ids with commas between"
        )
    return np.flatnonzero(region.areas.index.isin(known))
