"""Rows against each other: ids that repeat, and codes that refer to nothing."""

from __future__ import annotations

import numpy as np
from pandas import Index, Series

from geodata.checks.sheet import Bools, Policy, Sheet
from geodata.checks.total_rows import report_totals, totals_by_number
from geodata.contract.problems import Problems
from geodata.region.region import Account


def without_duplicates(sheet: Sheet, problems: Problems) -> tuple[Sheet, list[Account]]:
    """Rows of a key that is new; the others are errors, or set aside where `duplicates = "first"`."""
    key = [name for name in sheet.table.key if name in sheet.frame]
    if not key or sheet.frame.empty:
        return sheet, []
    again = sheet.frame.duplicated(key).to_numpy(dtype=bool)
    for name in key:
        if _requires(sheet, name):  # a row without its key is a problem already
            given = sheet.frame[name].notna() & (sheet.frame[name].astype(str) != "")
            again = again & given.to_numpy(dtype=bool)
    if not again.any():
        return sheet, []
    first = sheet.policy("duplicates") == "first"
    groups = sheet.frame.groupby(key, sort=False, dropna=False).ngroup().to_numpy()
    earliest = Series(np.arange(len(sheet))).groupby(groups).transform("first").to_numpy()
    wrong = again & ~first
    sheet.report(
        problems,
        "duplicate",
        wrong,
        key[0],
        values=_joined(sheet, key, wrong),
        expected=[(str(row),) for row in sheet.row[earliest[wrong]].tolist()],
    )
    accounts = sheet.account("duplicate", "set_aside", again & first)
    return sheet.take(~(again & first)), accounts


def _joined(sheet: Sheet, key: list[str], where: Bools) -> list[str]:
    rows = sheet.frame.loc[where, key]
    texts = [
        [f"{value:g}" if isinstance(value, float) else str(value) for value in row]
        for row in rows.itertuples(index=False, name=None)
    ]
    return [" + ".join(text for text in row if text not in ("", "nan")) for row in texts]


def references(
    sheet: Sheet, column: str, known: Sheet, problems: Problems, *, keep: bool
) -> tuple[Sheet, list[Account]]:
    """Report codes that another table does not have, or keep their rows apart where so declared.

    Parameters
    ----------
    sheet : Sheet
    column : {"area_id", "unit_id", "municipality_id"}
        Column of both tables.
    known : Sheet
        The table referred to.
    problems : Problems
    keep : bool
        Whether rows of an unknown code stay in the sheet (as visits do, with unknown residence or
        unit) when `unknown_area` or `unknown_unit` is `"keep"`; else they are set aside and counted.
    """
    if column not in sheet.frame or sheet.frame.empty:
        return sheet, []
    codes, ids = sheet.frame[column], Index(known.frame[column].unique())
    unknown = ~codes.isin(ids).to_numpy(dtype=bool)
    reason: Policy = "unknown_unit" if column == "unit_id" else "unknown_area"
    totals = totals_by_number(sheet, column, known, unknown)
    if totals.any():
        report_totals(sheet, "total_row", totals, column, codes, problems)
        rest, accounts = references(sheet.take(~totals), column, known, problems, keep=keep)
        return rest, [*sheet.account("total", "set_aside", totals, column), *accounts]
    declared = sheet.policy(reason) == "keep"
    given = (codes != "").to_numpy(dtype=bool)
    _report_unknown(sheet, column, unknown & given & ~declared, ids, known, problems)
    set_apart = unknown & declared & (given | _requires(sheet, column))
    accounts = sheet.account(reason, "kept" if keep else "set_aside", set_apart, column)
    return (sheet if keep else sheet.take(~set_apart)), accounts


def _requires(sheet: Sheet, column: str) -> bool:
    """Whether the sheet's table requires a column."""
    return any(each.name == column and each.required for each in sheet.table.columns)


def _report_unknown(
    sheet: Sheet, column: str, wrong: Bools, ids: Index, known: Sheet, problems: Problems
) -> None:
    if not wrong.any():
        return
    codes = sheet.frame[column]
    full = {code.lstrip("0"): code for code in ids.tolist() if code.startswith("0")}
    short = wrong & codes.isin(list(full)).to_numpy(dtype=bool)
    sheet.report(
        problems, "lost_zeros", short, column, expected=[(full[code],) for code in codes[short].tolist()]
    )
    shorn = {code.lstrip("0"): code for code in codes[wrong].unique().tolist() if code.startswith("0")}
    theirs = known.frame[column].isin(list(shorn)).to_numpy(dtype=bool)
    known.report(
        problems,
        "lost_zeros",
        theirs,
        column,
        expected=[(shorn[code],) for code in known.frame[column][theirs].tolist()],
    )
    shorn_here = codes.str.lstrip("0").isin(known.frame[column][theirs]).to_numpy(dtype=bool) & wrong
    code = "unknown_unit" if column == "unit_id" else "unknown_area"
    if column == "municipality_id":
        code = "unknown_municipality"
    files = tuple(dict.fromkeys(part.settings.file for part in known.parts))
    sheet.report(problems, code, wrong & ~short & ~shorn_here, column, expected=files)
