"""Visits as columns, sorted so that one filter is a few contiguous slices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, factorize

from geodata.errors import UnknownNameError

NOWHERE = -1
"""Code of a residence or unit that the region's own tables do not know."""


class Cells(NamedTuple):
    """Some rows of the visits, as columns of equal length; `cost` is empty where none is known."""

    area: NDArray[np.int32]
    unit: NDArray[np.int32]
    visits: NDArray[np.int64]
    cost: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Visits:
    """All visits, one row a (period, care form, age group, area, unit) with any visit.

    Attributes
    ----------
    periods, care_forms, age_groups : tuple of str
        Labels of the codes below, ascending. `age_groups` is `("",)` where ages are not known.
    slices : int64, shape (periods * care_forms * age_groups + 1,)
        Row where each (period, care form, age group) begins, in that nesting.
    area, unit : int32, shape (rows,)
        Position in `Region.areas`, `Region.units`; `NOWHERE` where unknown.
    visits : int64, shape (rows,)
    cost : float64, shape (rows,)
        Currency units, NaN where unknown for any part of the row; empty array where no costs are
        known.
    """

    periods: tuple[str, ...]
    care_forms: tuple[str, ...]
    age_groups: tuple[str, ...]
    slices: NDArray[np.int64]
    area: NDArray[np.int32]
    unit: NDArray[np.int32]
    visits: NDArray[np.int64]
    cost: NDArray[np.float64]

    @classmethod
    def from_table(cls, table: DataFrame) -> Visits:
        """Visits from a table in any order, rows that mean the same added up.

        Parameters
        ----------
        table : DataFrame
            `area` and `unit` (positions, `NOWHERE` unknown), `care_form`, `period`, `age_group`
            (text, "" unknown), `visits` (whole numbers), `cost` (float, NaN unknown).

        Returns
        -------
        Visits
        """
        period, periods = _codes(table, "period")
        form, forms = _codes(table, "care_form")
        age, ages = _codes(table, "age_group")
        group = (period * len(forms) + form) * len(ages) + age
        groups = len(periods) * len(forms) * len(ages)

        area, unit = (table[name].to_numpy(np.int64) for name in ("area", "unit"))
        wide, tall = (int(column.max(initial=NOWHERE)) + 2 for column in (unit, area))
        cell = (group * tall + area + 1) * wide + unit + 1  # sorts as (group, area, unit)
        order = np.argsort(cell, kind="stable")
        cell = cell[order]
        first = np.flatnonzero(np.diff(cell, prepend=-1))

        visits, cost = table["visits"].to_numpy(np.int64)[order], table["cost"].to_numpy(np.float64)[order]
        if len(first):
            visits, cost = np.add.reduceat(visits, first), np.add.reduceat(cost, first)
        return cls(
            periods,
            forms,
            ages,
            np.searchsorted(group[order][first], np.arange(groups + 1)).astype(np.int64),
            area[order][first].astype(np.int32),
            unit[order][first].astype(np.int32),
            visits,
            cost if np.isfinite(cost).any() else np.empty(0),
        )

    def select(self, periods: Iterable[str], care_form: str, age_group: str = "") -> Cells:
        """The rows of some periods, one care form and one age group ("" for all ages).

        A (area, unit) pair comes once for each period and age group that has it.

        Parameters
        ----------
        periods : iterable of str
            Of `self.periods`.
        care_form : str
            One that no visit has selects nothing.
        age_group : str
            Likewise.

        Returns
        -------
        Cells
            Views of the columns where the rows lie together, else copies.

        Raises
        ------
        UnknownNameError
            If a period is not one of `self.periods`.
        """
        ages = len(self.age_groups)
        rows: list[slice] = []
        for period in periods:
            if period not in self.periods:
                raise UnknownNameError(f"no visits of {period!r}; there are {', '.join(self.periods)}")
            if care_form not in self.care_forms or (age_group and age_group not in self.age_groups):
                continue
            form = self.periods.index(period) * len(self.care_forms) + self.care_forms.index(care_form)
            begin = form * ages + (self.age_groups.index(age_group) if age_group else 0)
            end = begin + (1 if age_group else ages)
            rows.append(slice(int(self.slices[begin]), int(self.slices[end])))
        return Cells(
            _taken(self.area, rows),
            _taken(self.unit, rows),
            _taken(self.visits, rows),
            _taken(self.cost, rows if len(self.cost) else []),
        )


def _codes(table: DataFrame, column: str) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    codes, labels = factorize(table[column], sort=True)
    return codes.astype(np.int64), tuple(str(label) for label in labels)


def _taken[T: np.generic](column: NDArray[T], rows: list[slice]) -> NDArray[T]:
    if len(rows) == 1:
        return column[rows[0]]
    return np.concatenate([column[part] for part in rows]) if rows else column[:0]
