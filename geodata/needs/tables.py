"""What a look ahead is worked out from, as tables: people now and to come, their health, and their use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.needs.classes import Classes, common_classes
from geodata.needs.errors import NeedsError
from geodata.needs.people_tables import residents, without_ages

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WIDTH = 5
"""Years of a class of age where tables are finer and the ages that use is known of begin at its multiples."""


@dataclass(frozen=True, eq=False)
class NeedTables:
    """People of areas now and of municipalities to come, and what is known of their health.

    Attributes
    ----------
    base_year : int
        Of the residents and the use that the years ahead are compared with.
    population : DataFrame
        `area` (position), `year`, `sex`, `age_from`, `age_to`, `persons`.
    projections : DataFrame
        `municipality_id`, `area`, `year`, `sex`, `age_from`, `age_to`, `variant`, `persons`.
    municipalities : tuple of str
        Their ids.
    municipality : int64, shape (areas,)
        Position of each area's.
    life_expectancy : DataFrame or None
        `year`, `sex`, `age`, `years`.
    prevalence : DataFrame or None
        `condition`, `sex`, `age_from`, `age_to`, `share`, `year`, `excess_use`.
    """

    base_year: int
    population: DataFrame
    projections: DataFrame
    municipalities: tuple[str, ...]
    municipality: Ints
    life_expectancy: DataFrame | None = None
    prevalence: DataFrame | None = None

    def residents(self, year: int, classes: Classes) -> Floats:
        """Residents of a year, shape (areas, cells)."""
        return residents(self.population, year, classes, len(self.municipality))

    def has_residents(self, year: int, classes: Classes) -> bool:
        """Whether residents of a year are known by these classes."""
        rows = self.population[self.population["year"] == year]
        return len(rows) > 0 and bool((classes.cells(rows) >= 0).all())


@dataclass(frozen=True, eq=False)
class CountedUse:
    """Use by the region's residents, of one care form.

    Attributes
    ----------
    ages : tuple of pairs of int
        First and last year of each group that the base year's use is known of; a last below 0 is open.
    by_group : float64, shape (groups,)
    by_area : float64, shape (areas,), or None
        Of the base year, of all ages.
    years : tuple of int
        That use is known of, the base year among them, each a whole one.
    by_year : float64, shape (years, areas)
    """

    ages: tuple[tuple[int, int], ...]
    by_group: Floats
    by_area: Floats | None = None
    years: tuple[int, ...] = ()
    by_year: Floats | None = None


def classes_of(tables: NeedTables, use: CountedUse) -> tuple[Classes, Ints]:
    """Classes that people are counted in, and the group of ages whose use each cell has.

    Parameters
    ----------
    tables : NeedTables
    use : CountedUse

    Returns
    -------
    Classes
        Of `WIDTH` years or more where groups of use begin at its multiples, else as fine as the tables.
    group : int64, shape (cells,)

    Raises
    ------
    NeedsError
        If ages of residents, projection and use do not meet, or use is not known of all ages.
    """
    people = tables.population[tables.population["year"] == tables.base_year]
    begins = {max(begin, 0) for begin, _ in use.ages}
    width = WIDTH if all(begin % WIDTH == 0 for begin in begins) else 1
    ahead = tables.projections
    classes = common_classes([people, ahead[~without_ages(ahead)]], width)
    missing = sorted(begins - set(classes.ages))
    if missing:
        raise NeedsError(
            f"use is known of ages that begin at {', '.join(map(str, missing))}, where no class of both "
            f"residents and projection begins; they have {', '.join(map(str, classes.ages))}"
        )
    order = np.argsort([begin for begin, _ in use.ages])
    first = np.array([max(use.ages[at][0], 0) for at in order], np.int64)
    ends = [use.ages[at][1] + 1 for at in order]
    if first[0] != 0 or ends[-1] > 0 or ends[:-1] != first[1:].tolist():
        raise NeedsError(
            f"use must be known of all ages once, from 0 to an open end; it is of {list(use.ages)}"
        )
    return classes, order[np.searchsorted(first, classes.age_from, side="right") - 1]
