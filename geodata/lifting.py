"""Which single change would lift a zone: each is tried by asking the rules again, not guessed.

Pure functions over arrays. The visits stand as they are: a change of supply changes what is within
reach, and how many go there is another question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from geodata import access, underserved
from geodata.errors import IndexMismatchError
from geodata.settings import Rule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Situation:
    """All that decides which areas are underserved.

    Attributes
    ----------
    persons : int64, shape (areas,)
    minutes : csr_array, shape (areas, units)
        To units of supply; not stored where out of reach.
    offered : float64, shape (units,)
        Capacity that residents share; 0 where none is known.
    organisation : int64, shape (units,)
        Code from 0 of the organisation that runs each unit.
    rules : mapping of str to Rule
    limit_min : float
        Longest acceptable journey, minutes.
    underserved_from : int
        How many rules an area fails to count as underserved.
    visits, expected : shape (areas,), optional
        Visits as they are and as expected; None where the region has none.
    """

    persons: Ints
    minutes: csr_array
    offered: Floats
    organisation: Ints
    rules: Mapping[str, Rule]
    limit_min: float
    underserved_from: int
    visits: Ints | None
    expected: Floats | None

    def underserved(self) -> Bools:
        """Areas with residents that fail enough rules. Shape (areas,)."""
        per_person = access.floating_catchment(self.persons, self.offered, self.minutes)
        fails = underserved.failed(
            self.rules,
            persons=self.persons,
            limit_min=self.limit_min,
            nearest_min=access.nearest(self.minutes)[0],
            access_index=underserved.index(per_person, self.persons),
            organisations=access.organisations_within(self.minutes, self.organisation, self.limit_min),
            visits=self.visits,
            expected=self.expected,
        )
        severity = np.zeros(len(self.persons), np.int64)
        for rule in fails.values():
            severity += rule
        return (severity >= self.underserved_from) & (self.persons > 0)

    def with_unit(self, minutes_to: Floats, capacity: float) -> Situation:
        """The same with one more unit, of an organisation of its own.

        Parameters
        ----------
        minutes_to : float64, shape (areas,)
            From every area to where it stands; inf out of reach.
        capacity : float

        Raises
        ------
        IndexMismatchError
            If the minutes are not of the same areas.
        """
        if minutes_to.shape != self.persons.shape:
            raise IndexMismatchError(
                f"{len(self.persons)} areas have residents, {len(minutes_to)} have minutes"
            )
        column = np.where(np.isfinite(minutes_to), minutes_to, 0.0)[:, None]
        return replace(
            self,
            minutes=csr_array(hstack([self.minutes, csr_array(column)], format="csr")),
            offered=np.append(self.offered, capacity),
            organisation=np.append(self.organisation, self.organisation.max(initial=-1) + 1),
        )

    def with_more(self, unit: int, capacity: float) -> Situation:
        """The same with so much more capacity at one unit."""
        offered = self.offered.copy()
        offered[unit] += capacity
        return replace(self, offered=offered)


@dataclass(frozen=True)
class Change:
    """One thing to do: open a unit in an area, or give a unit more to offer.

    `place` is the position of the area, or of the unit; `capacity` is what is added.
    """

    kind: Literal["open", "grow"]
    place: int
    capacity: float


@dataclass(frozen=True)
class Effect:
    """What a change does to a zone: how many of its residents are still underserved."""

    change: Change
    left: int

    @property
    def lifts(self) -> bool:
        """Whether nobody in the zone is underserved any more."""
        return self.left == 0


def effect(situation: Situation, zone: Ints, change: Change, minutes_to: Floats | None = None) -> Effect:
    """How many residents of a zone are underserved after a change.

    Parameters
    ----------
    situation : Situation
        Before it.
    zone : int64
        Positions of the zone's areas.
    change : Change
    minutes_to : float64, shape (areas,)
        To the new unit, where the change opens one.

    Returns
    -------
    Effect

    Raises
    ------
    IndexMismatchError
        If a unit is opened without minutes to it from every area.
    """
    if change.kind == "grow":
        after = situation.with_more(change.place, change.capacity)
    else:
        after = situation.with_unit(np.empty(0) if minutes_to is None else minutes_to, change.capacity)
    return Effect(change, int(situation.persons[zone][after.underserved()[zone]].sum()))


def smallest(effects: Iterable[Effect]) -> Effect | None:
    """Of the changes that lift the zone the one that adds least; None where none does.

    A unit that is there already goes before a new one that adds as much.
    """
    lifting = [one for one in effects if one.lifts]
    return min(lifting, key=lambda one: (one.change.capacity, one.change.kind == "open"), default=None)
