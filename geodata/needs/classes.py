"""Classes of age and sex that several tables can be counted in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Index, Series, factorize

from geodata.needs.errors import NeedsError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BOTH, MEN, WOMEN = "", "1", "2"
_OLDEST = 10_000
"""Years, past every age: the end of a class that has none."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of age, each by sex where sexes are told apart: together the cells that people are counted in.

    Attributes
    ----------
    ages : tuple of int
        First year of each class, ascending from 0; the last class is open.
    sexes : tuple of str
        ("",) or ("1", "2"): cells go through all ages of the first before the second.
    """

    ages: tuple[int, ...]
    sexes: tuple[str, ...] = (BOTH,)

    @property
    def count(self) -> int:
        """How many cells there are."""
        return len(self.ages) * len(self.sexes)

    @property
    def age_from(self) -> Ints:
        """First year of age of each cell."""
        return np.tile(np.array(self.ages, np.int64), len(self.sexes))

    @property
    def middle(self) -> Floats:
        """Age in the middle of each class of age; the open one is as wide as the one before it."""
        begin = np.array(self.ages, np.float64)
        width = np.diff(begin)
        return begin + np.append(width, width[-1:] if len(width) else 1.0) / 2

    def split(self, cells: Floats) -> Floats:
        """The last axis in two, sexes and ages."""
        return cells.reshape(*cells.shape[:-1], len(self.sexes), len(self.ages))

    def between(self, age_from: int, age_to: int | None = None) -> NDArray[np.bool_]:
        """Cells of some ages, shape (cells,).

        Parameters
        ----------
        age_from : int
            Whole years, inclusive.
        age_to : int, optional
            Inclusive; None for an open end.

        Raises
        ------
        NeedsError
            If a class holds both these ages and others.
        """
        begins = (max(age_from, 0), *(() if age_to is None else (age_to + 1,)))
        if not set(begins) <= set(self.ages):
            ages = f"{age_from} and over" if age_to is None else f"{age_from} to {age_to}"
            raise NeedsError(
                f"no classes of age of both residents and projection make up the ages {ages}; "
                f"they begin at {', '.join(map(str, self.ages))}"
            )
        found: NDArray[np.bool_] = (self.age_from >= begins[0]) & (self.age_from < (*begins, _OLDEST)[1])
        return found

    def cells(self, rows: DataFrame) -> Ints:
        """The cell that each row lies wholly within; -1 where a row spans several, or is of another sex.

        Parameters
        ----------
        rows : DataFrame
            `age_from` (negative counts as 0), `age_to` (negative is open), and `sex` where there is one.
        """
        begin, end = _ages(rows)
        first = np.array(self.ages, np.int64)
        age = np.searchsorted(first, begin, side="right") - 1
        within = (age >= 0) & (end < np.append(first[1:], _OLDEST + 1)[age])
        if self.sexes == (BOTH,):
            return np.where(within, age, -1)
        code = positions(rows["sex"], self.sexes)
        return np.where(within & (code >= 0), code * len(self.ages) + age, -1)


def common_classes(tables: Iterable[DataFrame], width: int = 1) -> Classes:
    """The finest classes that every row of every table lies within.

    Parameters
    ----------
    tables : iterable of DataFrame
        `age_from`, `age_to` and, where known, `sex`: tables of people, nobody on two rows.
    width : int
        Years that a class shall span at least where tables are finer: classes begin at its multiples.

    Returns
    -------
    Classes
        By sex where all rows are.

    Raises
    ------
    NeedsError
        If no class but "all ages" is common to them.
    """
    tables = list(tables)
    spans = [np.stack(_ages(rows[["age_from", "age_to"]].drop_duplicates()), axis=1) for rows in tables]
    begins = set.intersection(*(set(each[:, 0].tolist()) for each in spans))
    every = np.concatenate(spans)
    ages = tuple(
        age
        for age in sorted(begins)
        if age % width == 0 and not ((every[:, 0] < age) & (age <= every[:, 1])).any()
    )
    if len(ages) < 2 or ages[0] != 0:
        raise NeedsError(
            "the ages of the tables do not meet: residents and projection must have classes of age that "
            f"begin at the same years, from 0 on; common to them are {', '.join(map(str, ages)) or 'none'}"
        )
    by_sex = all("sex" in rows and set(rows["sex"].unique()) == {MEN, WOMEN} for rows in tables)
    return Classes(ages, (MEN, WOMEN) if by_sex else (BOTH,))


def counted(rows: DataFrame, place: Ints, places: int, classes: Classes) -> Floats:
    """Persons of each place and cell; rows that lie in no cell are left out.

    Parameters
    ----------
    rows : DataFrame
        `age_from`, `age_to`, `persons`, `sex`; nobody on two rows.
    place : int64, shape (rows,)
        Of each row; below 0 nowhere.
    places : int
    classes : Classes

    Returns
    -------
    float64, shape (places, cells)
        NaN of a cell that no row counts.
    """
    cell = classes.cells(rows)
    taken = (place >= 0) & (cell >= 0)
    at = place[taken] * classes.count + cell[taken]
    size = places * classes.count
    persons = np.bincount(at, rows["persons"].to_numpy(np.float64)[taken], size).astype(np.float64)
    persons[np.bincount(at, minlength=size) == 0] = np.nan
    return persons.reshape(places, classes.count)


def _ages(rows: DataFrame) -> tuple[Ints, Ints]:
    """First and last year of age of each row."""
    end = rows["age_to"].to_numpy(np.int64)
    return np.maximum(rows["age_from"].to_numpy(np.int64), 0), np.where(end < 0, _OLDEST, end)


def positions(column: Series[str], names: Sequence[str]) -> Ints:
    """Where each row's text stands among some names, shape (rows,); -1 where it does not."""
    code, texts = factorize(column)
    among = Index(names).get_indexer(Index(texts))
    return np.append(among, -1)[code].astype(np.int64)
