"""Visits as the published cells: a finite set of tables, each sorted so that a filter is a few slices.

The set is residence {area, municipality} x provider {unit, municipality, region}, each for the published
periods (quarters, or finer where visits are public, and years) and for all ages together and each age
group. Nothing else about visits is in a region that is served, and every figure is arithmetic on these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.contract.constants import CONSTANTS
from geodata.contract.errors import UnknownNameError
from geodata.region import periods as keys
from geodata.region.release import Release

NOWHERE: int = CONSTANTS["ends"]["unknown"]
"""Code of a residence or unit that is not known."""
OUTSIDE: int = CONSTANTS["ends"]["outside"]
"""Code of a residence, or of a provider's municipality, outside the region."""
PLACELESS = -3
"""Code of the municipality of a unit that stands nowhere, such as one on a screen."""

Residence = Literal["area", "municipality"]
Provider = Literal["unit", "municipality", "region"]
LEVELS: tuple[tuple[Residence, Provider], ...] = (
    ("area", "unit"),
    ("area", "municipality"),
    ("area", "region"),
    ("municipality", "unit"),
    ("municipality", "municipality"),
    ("municipality", "region"),
)


class Cells(NamedTuple):
    """Some cells of one level, as columns of equal length; `cost` is empty where none is known."""

    residence: NDArray[np.int32]
    provider: NDArray[np.int32]
    visits: NDArray[np.int64]
    cost: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Level:
    """The cells of one residence and one provider level.

    Attributes
    ----------
    slices : int64, shape (periods * care_forms * (1 + age_groups) + 1,)
        Row where each (period, care form, age) begins, in that nesting; all ages come first.
    residence : int32, shape (rows,)
        Position of the area or municipality; `NOWHERE` unknown, `OUTSIDE` the region. Ascending
        within a slice.
    provider : int32, shape (rows,)
        Position of the unit or of the municipality that it stands in; `NOWHERE` an unknown unit; of
        municipalities also `OUTSIDE` and `PLACELESS`; 0 where the provider is the whole region.
    visits : int64, shape (rows,)
    cost : float64, shape (rows,)
        Currency units, NaN where unknown for any part of the cell or not to be published; empty where
        no costs are known.
    """

    slices: NDArray[np.int64]
    residence: NDArray[np.int32]
    provider: NDArray[np.int32]
    visits: NDArray[np.int64]
    cost: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Visits:
    """The published cells of all visits.

    Attributes
    ----------
    periods : tuple of str
        Those that visits are counted in, ascending.
    years : tuple of str
        Those that have cells of their own beside their parts', ascending.
    care_forms, age_groups : tuple of str
        Ascending; `age_groups` without the unknown one, so empty where ages are not known.
    levels : mapping of (residence, provider) to Level
        One for each of `LEVELS`.
    protected : bool
        Whether the cells carry noise (`geodata.disclosure`).
    release : Release or None
        Which draw of it; None where there is none, or nobody has said.
    by_persons : bool
        Whether the register tells persons, so that the noise is of these.
    """

    periods: tuple[str, ...]
    years: tuple[str, ...]
    care_forms: tuple[str, ...]
    age_groups: tuple[str, ...]
    levels: Mapping[tuple[Residence, Provider], Level]
    protected: bool = False
    release: Release | None = None
    by_persons: bool = False

    @property
    def published(self) -> tuple[str, ...]:
        """Every period with cells of its own, in the order of the slices."""
        return self.periods + self.years

    def published_parts(self, period: str) -> tuple[str, ...]:
        """The fewest published periods that make up one: itself, else the parts that lie within it.

        Parameters
        ----------
        period : str
            A year, quarter or month; "" for all that visits are counted in.

        Returns
        -------
        tuple of str
            Empty where none lies within it.
        """
        return (period,) if period in self.years else keys.covered(period, self.periods)

    @property
    def fewest(self) -> tuple[str, ...]:
        """The fewest published periods that are all time together: years, and parts of other years."""
        return (*(period for period in self.periods if period[:4] not in self.years), *self.years)

    def total(self) -> int:
        """All visits, of every care form and period, from the fewest cells."""
        return sum(
            int(self.cells("municipality", "region", self.fewest, form).visits.sum())
            for form in self.care_forms
        )

    def select(self, periods: Iterable[str], care_form: str, age_group: str = "") -> Cells:
        """Visits from areas to units, see `cells`."""
        return self.cells("area", "unit", periods, care_form, age_group)

    def cells(
        self,
        residence: Residence,
        provider: Provider,
        periods: Iterable[str],
        care_form: str,
        age_group: str = "",
    ) -> Cells:
        """The cells of one level, some periods, one care form and one age group.

        A (residence, provider) pair comes at most once for each period.

        Parameters
        ----------
        residence : {"area", "municipality"}
        provider : {"unit", "municipality", "region"}
        periods : iterable of str
            Of `self.published`; see `published_parts`.
        care_form : str
            One that no visit has selects nothing.
        age_group : str
            Likewise; "" for all ages, also those that are not known.

        Returns
        -------
        Cells
            Views of the columns where the rows lie together, else copies.

        Raises
        ------
        UnknownNameError
            If a period is not one of `self.published`.
        """
        level = self.levels[residence, provider]
        rows = [self._rows(level, period, care_form, age_group) for period in periods]
        return Cells(
            _taken(level.residence, rows),
            _taken(level.provider, rows),
            _taken(level.visits, rows),
            _taken(level.cost, rows if len(level.cost) else []),
        )

    def _rows(self, level: Level, period: str, care_form: str, age_group: str) -> slice:
        if period not in self.published:
            raise UnknownNameError(f"no visits of {period!r}; there are {', '.join(self.published)}")
        if care_form not in self.care_forms or (age_group and age_group not in self.age_groups):
            return slice(0, 0)
        form = self.published.index(period) * len(self.care_forms) + self.care_forms.index(care_form)
        age = 1 + self.age_groups.index(age_group) if age_group else 0
        begin = form * (1 + len(self.age_groups)) + age
        return slice(int(level.slices[begin]), int(level.slices[begin + 1]))


def _taken[T: np.generic](column: NDArray[T], rows: list[slice]) -> NDArray[T]:
    if len(rows) == 1:
        return column[rows[0]]
    return np.concatenate([column[part] for part in rows]) if rows else column[:0]
