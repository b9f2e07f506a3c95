"""Codes as other tables write them: decimals that a spreadsheet added, and zeros that it took."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from pandas import Series

from geodata.checks.sheet import Bools, Sheet
from geodata.contract.problems import VALUES_MOST, Problems

COLUMNS = ("area_id", "unit_id", "municipality_id")
"""Columns of codes that tables refer to each other by."""

DECIMALS = r"\d+\.0+"
"""A whole number that was written as one with decimals: 1401.0."""


def without_decimals(sheets: dict[str, Sheet], problems: Problems) -> dict[str, Sheet]:
    """The tables with 1401.0 read as 1401, where another table or row says 1401; with a word a file.

    What is exported from pandas or Excel has decimals on every code of a column that had an empty cell.
    """
    changed = dict(sheets)
    for column in COLUMNS:
        having = {name: sheet for name, sheet in changed.items() if column in sheet.frame}
        plain = _plain(sheet.frame[column] for sheet in having.values())
        for name, sheet in having.items():
            changed[name] = _without_decimals(sheet, column, plain, problems)
    return changed


def _plain(columns: Iterable[Series[str]]) -> set[str]:
    """Codes without decimals, their zeros apart."""
    found: set[str] = set()
    for codes in columns:
        distinct = codes[codes != ""].drop_duplicates()
        found |= set(distinct[~distinct.str.fullmatch(DECIMALS)].str.lstrip("0"))
    return found


def _without_decimals(sheet: Sheet, column: str, plain: set[str], problems: Problems) -> Sheet:
    codes = sheet.frame[column]
    decimal = codes.str.fullmatch(DECIMALS).to_numpy(dtype=bool, copy=True)
    if not decimal.any():
        return sheet
    whole = codes.str.replace(r"\.0+$", "", regex=True)
    proved = decimal & whole.str.lstrip("0").isin(plain).to_numpy(dtype=bool)
    for position, part in enumerate(sheet.parts):
        mine = sheet.part == position
        if not (proved & mine).any():
            decimal &= ~mine
            continue
        which = np.flatnonzero(decimal & mine)
        problems.add(
            "decimals_on_codes",
            part.settings.file,
            row=int(sheet.row[which[0]]),
            column=part.names.get(column, column),
            value=str(codes.iloc[which[0]]),
            expected=(str(whole.iloc[which[0]]),),
            severity="warning",
            rows=len(which) if len(which) > 1 else None,
            ours=column,
            words=codes.iloc[which].drop_duplicates().tolist()[:VALUES_MOST],
        )
    return sheet.with_columns(**{column: codes.mask(decimal, whole)})


def lost_zeros(sheet: Sheet, column: str, problems: Problems) -> None:
    """Report codes of digits that are shorter than the rest, where the rest is filled up with zeros.

    Codes of different length are nothing wrong by themselves: areas may be numbered 9, 10, 11.
    """
    if column not in sheet.frame or sheet.frame.empty:
        return
    codes = sheet.frame[column]
    given = (codes != "").to_numpy(dtype=bool)
    if not given.any() or not codes[given].str.fullmatch(r"\d+").all():
        return
    length = codes.str.len().where(given)
    commonest = int(length.mode().max())
    short: Bools = (length < commonest).to_numpy(dtype=bool)
    filled = codes[given & (length == commonest).to_numpy(dtype=bool)].str.startswith("0").any()
    if short.any() and filled and not (length > commonest).any():
        full = [(code.zfill(commonest),) for code in codes[short].tolist()]
        sheet.report(problems, "lost_zeros", short, column, expected=full)
