"""Protecting the cells of a region: keys for its base cells, noise for the cells that are published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geodata.disclosure.costs import published_costs
from geodata.disclosure.exact_sums import Sums
from geodata.disclosure.keys import cell_keys, scrambled
from geodata.disclosure.table import noise_of
from geodata.region.visits import NOWHERE, OUTSIDE

Ints = NDArray[np.int64]

_NOBODYS = {NOWHERE: "unknown", OUTSIDE: "outside"}


@dataclass(frozen=True, repr=False)
class Protection:
    """A secret and the ids by which cells are told; the same ids get the same keys in every build.

    Attributes
    ----------
    secret : bytes
    area_ids, unit_ids : sequence of str
        By position.
    """

    secret: bytes
    area_ids: Sequence[str]
    unit_ids: Sequence[str]

    def keyed(self, cells: Sums, groups: Sequence[tuple[str, str, str]]) -> Sums:
        """Base cells with their keys.

        Parameters
        ----------
        cells : Sums
            Of areas and units, one row a cell, none of no visits.
        groups : sequence of (period, care form, age group)
            What the numbers of `cells.group` stand for.

        Returns
        -------
        Sums
        """
        areas = [self._area(code) for code in range(OUTSIDE, len(self.area_ids))]
        units = [self._unit(code) for code in range(NOWHERE, len(self.unit_ids))]
        keys = cell_keys(
            self.secret,
            (areas, cells.residence - OUTSIDE),
            (units, cells.provider - NOWHERE),
            (groups, cells.group),
        )
        return replace(cells, keys=keys)

    def published(self, cells: Sums) -> Sums:
        """Cells as they are published: those whose count has become 0 are left out, like those of none."""
        draws = scrambled(self.secret, cells.keys, cells.visits)
        shown = cells.visits + noise_of(cells.visits, draws)
        costs = cells.cost
        if len(costs):
            costs = published_costs(costs, cells.visits, shown, cells.contributors, cells.largest)
        return replace(cells, visits=shown, cost=costs).taken(shown > 0)

    def count(self, counted: int, *what: str) -> int:
        """A count of rows or visits that stands alone, protected like a cell."""
        key = cell_keys(self.secret, ([what], np.zeros(1, np.int64)))
        counts = np.array([counted], np.int64)
        return counted + int(noise_of(counts, scrambled(self.secret, key, counts))[0])

    def _area(self, code: int) -> tuple[str, str]:
        return ("area", self.area_ids[code]) if code >= 0 else ("", _NOBODYS[code])

    def _unit(self, code: int) -> tuple[str, str]:
        return ("unit", self.unit_ids[code]) if code >= 0 else ("", "unknown")
