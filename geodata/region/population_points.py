"""What each area is made of: points with persons, such as the cells of a grid or addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.settings import AgeGroup
from geodata.region.age_classes import within_group

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PopulationPoints:
    """Where the residents of every area live, in the order of the areas.

    How many live in an area is said by the table of residents alone; points say how they are spread
    within it.

    Attributes
    ----------
    x, y : float64, shape (points,)
        Metres in the region's CRS.
    area : int32, shape (points,)
        Position of the area that each is in, ascending; every area has a point at least.
    people : DataFrame
        `point` (int32 position), `age_from`, `age_to` (-1 open), `persons` (float64): as they were given.
        An area of which nothing was given has a point without a row, at its own place.
    """

    x: Floats
    y: Floats
    area: NDArray[np.int32]
    people: DataFrame

    @cached_property
    def begins(self) -> Ints:
        """Where each area's points begin, and the number of all last; shape (areas + 1,)."""
        last = int(self.area[-1]) if len(self.area) else -1
        return np.searchsorted(self.area, np.arange(last + 2)).astype(np.int64)

    def shares(self, group: AgeGroup | None) -> Floats:
        """Share of its area's residents who live at each point, of an age group; None for all ages.

        Where nobody of the group is known to live in the area, those of all ages say it; where nobody
        at all is, all its points alike.

        Returns
        -------
        float64, shape (points,)
            0 to 1; they sum to 1 in every area.
        """
        given = self._persons(self.people)
        counted = given if group is None else self._persons(self.people[within_group(self.people, group)])
        for otherwise in (given, np.ones(len(self.x))):
            counted = np.where(self._of_area(counted)[self.area] > 0, counted, otherwise)
        found: Floats = counted / self._of_area(counted)[self.area]
        return found

    def _persons(self, rows: DataFrame) -> Floats:
        return np.bincount(rows["point"].to_numpy(), rows["persons"].to_numpy(), minlength=len(self.x))

    def _of_area(self, persons: Floats) -> Floats:
        return np.bincount(self.area, persons, minlength=len(self.begins) - 1)
