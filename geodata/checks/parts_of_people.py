"""People counted in parts that nothing reads, such as by country of birth: the parts are added up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series

from geodata.checks.sheet import Bools, Sheet
from geodata.contract.problems import Problems
from geodata.region.region import Account

ADDED = ("production", "payments")
"""Tables of other counts than of people whose parts are added up as well."""

CLASSES_MOST = 3
"""A column that has more values than so many times the rows of one count sorts nobody into kinds."""

TOTAL_OFF = 0.02
"""How far, as a share, a value may lie from the sum of the others and still be their total."""

_TOTALS = {"t", "tot", "total", "totalt", "all", "alla", "samtliga", "both", "båda", "båda könen", "1+2"}


def with_parts_added(
    sheet: Sheet, unread: DataFrame | None, problems: Problems
) -> tuple[Sheet, list[Account]]:
    """One row of each count of people, the sum of its parts.

    Parts are rows of one key that differ in a column which nothing reads; the account names it. Rows that
    differ in nothing stay, to be reported as duplicates, unless the table says `duplicates = "add"`. A value
    that is the total of the others is an error: it would be counted twice.

    Parameters
    ----------
    sheet : Sheet
        Of one file.
    unread : DataFrame or None, shape (rows, ...)
        What is left unread, as text.
    problems : Problems
    """
    key = [name for name in sheet.table.key if name in sheet.frame]
    if not (sheet.table.people or sheet.table.name in ADDED) or sheet.frame.empty or not key:
        return sheet, []
    groups = sheet.frame.groupby(key, sort=False, dropna=False).ngroup().to_numpy().astype(np.int64)
    rows = np.bincount(groups)
    if rows.max() == 1:
        return sheet, []
    if (sheet.policy("duplicates") == "add").all():
        return _added(sheet, groups, rows > 1, [])
    classes = _classifications(unread, int(rows.max()))
    if classes is None:
        return sheet, []
    for column in classes.columns.astype(str):
        _report_totals(sheet, groups, classes, column, problems)
    alike = Series(groups).to_frame("group").join(classes).duplicated().to_numpy(dtype=bool)
    which = (rows > 1) & (np.bincount(groups, alike, len(rows)) == 0)
    telling = [name for name in classes.columns.astype(str) if _tells_apart(classes[name], groups, which)]
    return _added(sheet, groups, which, telling)


def _tells_apart(kinds: Series[str], groups: NDArray[np.int64], which: Bools) -> bool:
    """Whether rows of some group differ in a column."""
    mine = which[groups]
    return bool(mine.any() and kinds[mine].groupby(groups[mine]).nunique().max() > 1)


def _classifications(unread: DataFrame | None, rows: int) -> DataFrame | None:
    """Columns that sort people into kinds, which recur from count to count; None where there are none."""
    if unread is None:
        return None
    most = rows if rows == len(unread) else min(CLASSES_MOST * rows, len(unread) // 2)
    kinds = [name for name in unread if 1 < unread[name].nunique() <= most]
    return unread[kinds] if kinds else None


def _report_totals(
    sheet: Sheet, groups: NDArray[np.int64], classes: DataFrame, column: str, problems: Problems
) -> None:
    """Report values of a classification that are the totals of the others, by name or by number."""
    others = [Series(groups, name="group"), *(classes[name] for name in classes if name != column)]
    persons = sheet.frame[sheet.table.measure].fillna(0)
    table = pd.pivot_table(
        DataFrame({"persons": persons, "kind": classes[column]}).join(pd.concat(others, axis=1)),
        values="persons",
        index=[each.name for each in others],
        columns="kind",
        aggfunc="sum",
    )
    for kind in table.columns.astype(str):
        rest = table.drop(columns=kind)
        if kind.strip().lower() in _TOTALS or _is_total(table[kind], rest):
            where = (classes[column] == kind).to_numpy(dtype=bool)
            sheet.report(problems, "total_beside_parts", where, column, values=[kind], once=True)


def _is_total(kind: Series[float], rest: DataFrame) -> bool:
    """Whether a kind is as many as two others or more together, in all of several counts."""
    beside = (kind.notna() & (rest.notna().sum(axis=1) > 1)).to_numpy(dtype=bool)
    if np.count_nonzero(beside) < 2 or not kind[beside].sum():
        return False
    off = (kind[beside] - rest[beside].sum(axis=1)).abs().sum()
    return bool(off <= TOTAL_OFF * kind[beside].sum())


def _added(
    sheet: Sheet, groups: NDArray[np.int64], which: Bools, telling: list[str]
) -> tuple[Sheet, list[Account]]:
    """The sheet with one row of each of some groups, and of the others all; `telling` is what parts them."""
    if not which.any():
        return sheet, []
    measure = sheet.table.measure
    sums = sheet.frame[measure].groupby(groups).transform("sum")
    several = which[groups]
    first = ~Series(groups).duplicated().to_numpy(dtype=bool)
    accounts = [
        replace(each, examples=tuple(telling) or each.examples)
        for each in sheet.account("parts", "kept", several)
    ]
    added = sheet.with_columns(**{measure: sheet.frame[measure].where(~several, sums)})
    return added.take(first | ~several), accounts
