"""Travel minutes between areas and units: one interface, several ways of finding them.

Coordinates are planar metres in the region's CRS. Minutes are a CSR array, shape (areas, units),
columns ascending within each row: at least `SHORTEST` where a unit can be reached, not stored where
it cannot. There is no third state. `geodata.travel.model.travel_of` says which way a region has chosen.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.travel.minutes import SHORTEST, columns_of, journeys, kept, only, with_columns
from geodata.travel.public_transport import PublicTransport
from geodata.travel.road_network import RoadNetwork
from geodata.travel.straight_line import StraightLine
from geodata.travel.table import TravelTable


class Travel(Protocol):
    """A way of finding travel minutes between the areas and the units of one region.

    They agree to the bit: `to_unit(unit)` is the unit's column of `pairs()`, and `to` of its place.
    """

    def pairs(self) -> csr_array:
        """Minutes of every pair within reach, shape (areas, units)."""

    def to_unit(self, unit: int) -> NDArray[np.float64]:
        """Minutes from every area to one unit, shape (areas,); inf where out of reach."""

    def to(self, x: float, y: float) -> NDArray[np.float64]:
        """Minutes from every area to a place, metres, shape (areas,); inf where out of reach."""


__all__ = [
    "SHORTEST", "PublicTransport", "RoadNetwork", "StraightLine", "Travel", "TravelTable",
    "columns_of", "journeys", "kept", "only", "with_columns",
]  # fmt: skip
