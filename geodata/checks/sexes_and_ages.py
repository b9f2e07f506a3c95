"""Ages and sexes of people: totals beside their parts, ages counted twice, and ages that none counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from geodata.checks.sheet import Bools, Sheet
from geodata.contract.problems import Problems
from geodata.region.region import Account
from geodata.sources.age_spans import OLDEST
from geodata.sources.typed import MEN, WOMEN

SPARSE = ("lists",)
"""Tables that leave out whoever is nobody: those of an age, of an area, with a unit."""

AGES = OLDEST + 2
"""Whole years from 0, and a last one for all beyond: what an open end reaches to."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Classes:
    """The classes of age and sex that a table's rows are of.

    Attributes
    ----------
    names : list of str, one a class
        Its ages and, if it is of one, its sex: `0-19`, `80+ (2)`.
    grid : bool, shape (classes, 2 * AGES)
        The ages of men, then those of women, that a class counts.
    of_row : int64, shape (rows,)
        Class of each row.
    """

    names: list[str]
    grid: Bools
    of_row: Ints


def without_totals(sheet: Sheet, problems: Problems) -> tuple[Sheet, list[Account]]:
    """Rows of people of whom nobody is counted twice; totals beside their parts are set aside.

    Of one place, year and variant a row is a total where rows of fewer ages or of one sex count all of its
    people. The parts stay: since 2025 Statistics Sweden's totals are not the sums of their parts, and figures
    by age that did not add up to the figure of all ages would be two answers to one question. Rows that
    overlap otherwise are an error, and ages left out between others a warning, once a way to part ages; but
    not in a table that has no rows of nobody.
    """
    if not sheet.table.within or sheet.frame.empty:
        return sheet, []
    classes = _classes(sheet.frame)
    total = np.zeros(len(sheet), dtype=bool)
    for pattern, places in _patterns(sheet, classes.of_row).items():
        which = np.frombuffer(pattern, dtype=np.int64)
        grid = classes.grid[which]
        totals = totals_of(grid)
        rows = np.concatenate(places)
        total[rows] = np.isin(classes.of_row[rows], which[totals])
        first, parts = places[0], which[~totals]
        if (twice := counted_twice(grid[~totals])) is not None:
            _report(
                sheet,
                problems,
                "ages_overlap",
                first,
                classes,
                parts[twice[0]],
                classes.names[parts[twice[1]]],
            )
        elif sheet.table.name not in SPARSE and (gap := left_out(grid[~totals])) is not None:
            _report(sheet, problems, "ages_left_out", first, classes, parts[gap[0]], f"{gap[1]}-{gap[2]}")
    return sheet.take(~total), sheet.account("total", "set_aside", total)


def totals_of(grid: Bools) -> Bools:
    """Which classes others within them count whole.

    Parameters
    ----------
    grid : bool, shape (classes, ages and sexes)

    Returns
    -------
    bool, shape (classes,)
    """
    size = grid.sum(axis=1)
    within = (grid.astype(np.int64) @ (~grid).T.astype(np.int64) == 0) & (size[:, None] < size[None, :])
    covered = within.T.astype(np.int64) @ grid.astype(np.int64) > 0
    return np.asarray((covered == grid).all(axis=1) & within.any(axis=0))


def counted_twice(grid: Bools) -> tuple[int, int] | None:
    """Two classes that count the same people; None where there are none."""
    most = int(np.argmax(grid.sum(axis=0)))
    which = np.flatnonzero(grid[:, most])
    return (int(which[1]), int(which[0])) if len(which) > 1 else None


def left_out(grid: Bools) -> tuple[int, int, int] | None:
    """The class before ages that no class counts, and the first and last of those; None where all meet."""
    counted = grid.reshape(len(grid), 2, AGES).any(axis=(0, 1))
    ages = np.flatnonzero(counted)
    jumps = np.flatnonzero(np.diff(ages) > 1)
    if not len(jumps):
        return None
    before, after = int(ages[jumps[0]]), int(ages[jumps[0] + 1])
    ends = grid.reshape(len(grid), 2, AGES).any(axis=1)[:, before]
    return int(np.argmax(ends)), before + 1, after - 1


def _classes(frame: DataFrame) -> Classes:
    unknown, both = Series(np.nan, index=frame.index), Series("", index=frame.index)
    table = DataFrame(
        {
            "begin": frame.get("age_from", unknown).fillna(0).astype(np.int64),
            "end": frame.get("age_to", unknown).fillna(AGES - 1).astype(np.int64),
            "sex": frame.get("sex", both),
        }
    )
    columns = ["begin", "end", "sex"]
    each = table.drop_duplicates().sort_values(columns)
    of_row = table.groupby(columns, sort=True).ngroup().to_numpy().astype(np.int64)
    ages = np.arange(AGES)
    of_age = (ages >= each["begin"].to_numpy()[:, None]) & (ages <= each["end"].to_numpy()[:, None])
    men, women = (~each["sex"].isin([other]).to_numpy(dtype=bool)[:, None] for other in (WOMEN, MEN))
    names = [_name(*row) for row in each.itertuples(index=False, name=None)]
    return Classes(names, np.hstack([of_age & men, of_age & women]), of_row)


def _name(begin: int, end: int, sex: str) -> str:
    """Class in the way that ages are written."""
    ages = f"{begin}+" if end == AGES - 1 else f"{begin}" if begin == end else f"{begin}-{end}"
    return f"{ages} ({sex})" if sex else ages


def _patterns(sheet: Sheet, of_row: Ints) -> dict[bytes, list[Ints]]:
    """The classes that stand together, such as at one place and year -> rows of each such place."""
    place = [name for name in sheet.table.within if name in sheet.frame]
    group = sheet.frame.groupby(place, sort=False, dropna=False).ngroup().to_numpy()
    order = np.lexsort((of_row, group))
    found: defaultdict[bytes, list[Ints]] = defaultdict(list)
    for rows in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        found[np.unique(of_row[rows]).tobytes()].append(rows)
    return dict(found)


def _report(
    sheet: Sheet, problems: Problems, code: str, rows: Ints, classes: Classes, which: int, beside: str
) -> None:
    """Add one problem with the row of a class, at the first place that has it."""
    where = np.zeros(len(sheet), dtype=bool)
    where[rows[np.argmax(classes.of_row[rows] == which)]] = True
    column = next(name for name in ("age_from", "age_to", "sex", sheet.table.measure) if name in sheet.frame)
    sheet.report(
        problems,
        code,
        where,
        column,
        values=[classes.names[which]],
        expected=(beside,),
        severity="error" if code == "ages_overlap" else "warning",
    )
