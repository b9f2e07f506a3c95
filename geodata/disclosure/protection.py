"""Protecting the cells of a region: keys for its base cells, noise for the cells that are published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geodata.disclosure.amounts import published_costs, shares_of_largest
from geodata.disclosure.exact_sums import Sums
from geodata.disclosure.keys import cell_keys, scrambled
from geodata.disclosure.table import PERSON_PARTS, noise_of
from geodata.region.visits import NOWHERE, OUTSIDE

Ints = NDArray[np.int64]

OWN_NOISE_FROM = {"visits": 100, "persons": 50}
"""A sum whose published parts are fewer than this is their sum: noise of its own would tell of them. Of the
values tried, the least by which a joint sampler gains less than five points: see `docs/disclosure.md`."""

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
        """Base cells with their keys, and with what is published of each.

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
        visits, persons = self._counts(replace(cells, keys=keys), np.zeros(len(keys), np.int64))
        return replace(cells, keys=keys, shown_visits=visits, shown_persons=persons)

    def published(self, cells: Sums, kind: Ints) -> Sums:
        """Cells as they are published: those whose count has become 0 are left out, like those of none.

        A base cell is as `keyed` left it. A sum has noise of its own if it is large, by what is published
        of its parts; else it is the sum of what is published of them.

        Parameters
        ----------
        cells : Sums
            Of base cells that have been `keyed`.
        kind : int64, shape (cells,)
            Which kind of sum each is, 0 a base cell: the same visits get another noise in another kind.
        """
        persons_known = bool(len(cells.persons))
        parts = cells.shown_persons if persons_known else cells.shown_visits
        own, _ = self._counts(cells, kind)
        large = (kind > 0) & (parts >= OWN_NOISE_FROM["persons" if persons_known else "visits"])
        shown = np.where(large, own, cells.shown_visits)
        cost = cells.cost
        if len(cost):
            hundredths = np.rint(np.nan_to_num(cost) * 100).astype(np.int64)
            draws = scrambled(self.secret, "cost", cells.keys, hundredths, cells.visits)
            cost = published_costs(cost, cells.visits, shown, cells.largest_cost, draws)
        return replace(cells, visits=shown, cost=cost).taken(shown > 0)

    def count(self, counted: int, *what: str) -> int:
        """A count of rows or visits that stands alone, protected like a cell."""
        key = cell_keys(self.secret, ([what], np.zeros(1, np.int64)))
        counts = np.array([counted], np.int64)
        return counted + int(noise_of(counts, scrambled(self.secret, "noise", key, counts))[0])

    def _counts(self, cells: Sums, kind: Ints) -> tuple[Ints, Ints]:
        """Visits with noise, and persons where they are told."""
        visits, persons = cells.visits, cells.persons
        draws = scrambled(self.secret, "noise", cells.keys, persons if len(persons) else visits, visits, kind)
        if not len(persons):
            return visits + noise_of(visits, draws), persons
        shown = persons + noise_of(persons, draws, PERSON_PARTS)
        draws = scrambled(self.secret, "visits", cells.keys, persons, visits, kind)
        more = visits - persons + shares_of_largest(draws) * (cells.most_visits - 1)
        return np.rint(shown + shown / np.maximum(persons, 1) * more).astype(np.int64), shown

    def _area(self, code: int) -> tuple[str, str]:
        return ("area", self.area_ids[code]) if code >= 0 else ("", _NOBODYS[code])

    def _unit(self, code: int) -> tuple[str, str]:
        return ("unit", self.unit_ids[code]) if code >= 0 else ("", "unknown")
