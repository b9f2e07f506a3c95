"""What a model of reimbursement reads of the units of a care form in a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class ListClass(NamedTuple):
    """A class of age and sex that lists are given in.

    Attributes
    ----------
    sex : {"", "1", "2"}
    age_from, age_to : int
        Inclusive; `age_to` -1 is open.
    """

    sex: str
    age_from: int
    age_to: int


@dataclass(frozen=True, eq=False)
class Basis:
    """Lists, weights and output of units; `dataclasses.replace` gives that of another question.

    Numbers are decimals as the nearest floats: what `repr` writes is what is meant, see
    `geodata.reimbursement.exact`.

    Attributes
    ----------
    units : int64, shape (units,)
        Positions in the region, ascending; those that a what-if adds come after the region's own.
    classes : tuple of ListClass
    lists : float64, shape (units, classes)
        Persons; NaN where a protected list is not known.
    weights : mapping of str to float64, shape (units,)
        Unit weights by key; NaN unknown.
    production : DataFrame
        `unit` (row of this basis), `output`, `of`, `area_kind`, `time`, `basis`, `quantity`.
    indicators : mapping of str to float64, shape (units,)
        NaN unknown.
    open : bool, shape (units,)
        Whether a unit is paid at all.
    operators : str, shape (units,)
    contracts, unit_kinds : mapping of str to bool, shape (units,)
        Which units have a contract, and which stand in a kind of area as a contract sees it.
    begun : bool, shape (units,)
        Whether a unit was open from the first day of the period.
    ready, rounded : dict
        What was worked out of it before, so that another price is a product and a rounding.
    """

    units: Ints
    classes: tuple[ListClass, ...]
    lists: Floats
    weights: Mapping[str, Floats]
    production: DataFrame
    indicators: Mapping[str, Floats]
    open: Bools
    operators: NDArray[Any]
    contracts: Mapping[str, Bools]
    unit_kinds: Mapping[str, Bools]
    begun: Bools
    ready: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    rounded: dict[object, Ints] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def persons(self) -> Floats:
        """Listed with each unit. Shape (units,)."""
        total: Floats = np.nansum(self.lists, axis=1)
        return total

    @cached_property
    def active(self) -> Bools:
        """Units that have anybody listed, or any output. Shape (units,)."""
        found: Bools = self.persons > 0
        rows = self.production["unit"].to_numpy()[self.production["quantity"].to_numpy() > 0]
        found[rows] = True
        return found

    @cached_property
    def hidden(self) -> Bools:
        """Units some of whose list is not known. Shape (units,)."""
        found: Bools = np.isnan(self.lists).any(axis=1)
        return found

    def among(self, contracts: tuple[str, ...], unit_kinds: tuple[str, ...]) -> Bools:
        """Units of some contracts and kinds of area; empty is all. Shape (units,)."""
        found = np.ones(len(self.units), dtype=bool)
        if contracts:
            found &= _any(self.contracts, contracts, len(self.units))
        if unit_kinds:
            found &= _any(self.unit_kinds, unit_kinds, len(self.units))
        return found


def _any(masks: Mapping[str, Bools], keys: tuple[str, ...], units: int) -> Bools:
    found = np.zeros(units, dtype=bool)
    for key in keys:
        found |= masks.get(key, np.zeros(units, dtype=bool))
    return found
