"""Everything computed from one region and one scenario: the only thing views read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame
from scipy.sparse import csr_array

from geodata.region import Region
from geodata.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Zone:
    """Contiguous underserved areas of one municipality, named after their most populous places."""

    id: str
    name: str
    areas: Ints
    persons: int
    municipalities: tuple[str, ...]
    rules: tuple[str, ...]  # failed by any of its areas
    nearest_min: float  # weighted by residents; inf where nothing is within reach
    access_index: float


@dataclass(frozen=True, eq=False)
class Flows:
    """Visits of the scenario by residence and unit, largest first."""

    area: Ints  # -1: unknown residence or outside the region
    unit: Ints  # -1: unknown unit
    visits: Ints
    cost: Floats  # NaN where unknown
    minutes: Floats  # inf out of reach; NaN where residence or unit has no place
    past_nearest: Bools  # passes the nearest unit of the same care form


class Assessment:
    """The answer to one scenario; every part is computed when first asked for, then kept.

    Parameters
    ----------
    region : Region
        With `minutes` and `neighbours` filled in.
    scenario : Scenario
    """

    def __init__(self, region: Region, scenario: Scenario) -> None:
        self.region = region
        self.scenario = scenario

    # units
    #   in_scope     Bools (units,)  care form and operator of the scenario, whatever their dates
    #   supply       Bools (units,)  in scope, open at the period's end, with a place, capacity not 0
    #   capacity     Floats (units,) capacity; 1 where the care form has none known at all; NaN unknown
    # residents
    #   persons      Ints (areas,)   of the scenario's age group
    # access
    #   minutes          csr_array (areas, units), columns outside `supply` empty
    #   nearest_min      Floats (areas,) inf where none can be reached
    #   nearest_unit     Ints (areas,)   -1 where none; ties to the lower position
    #   organisations    Ints (areas,)   distinct organisations within the limit
    #   access_per_1000  Floats (areas,) E2SFCA, 0 where nothing is within reach
    #   access_index     Floats (areas,) 100 = the region's mean per resident
    # use (None where the region has no visits)
    #   flows            Flows | None
    #   visits_by_area   Ints (areas,) | None
    #   visits_by_unit   Ints (units,) | None
    #   observed_unit    Ints (areas,) | None   plurality, contiguity mended; -1 no visits
    #   expected_use     Floats (areas,) | None visits expected from residents and their ages
    # underserved
    #   rules            dict[str, Bools (areas,)]  only rules that are on and can be answered
    #   severity         Ints (areas,)  number of rules failed
    #   underserved      Bools (areas,) severity >= settings.underserved_from, with residents
    #   zones            tuple[Zone, ...] by persons, descending
    #   zone_of_area     Ints (areas,)  position in `zones`, -1
    # quality
    #   indicator_values DataFrame index unit position, column a indicator key: latest period <= scenario's
    #   below_threshold  Bools (units,) any indicator on the wrong side of its authorisation threshold
