"""Rows that are the totals of others, by their words or by their numbers: named, and never counted."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series

from geodata.checks.codes import COLUMNS
from geodata.checks.sheet import Bools, Sheet
from geodata.contract.problems import Problems
from geodata.region.region import Account

ADDED = ("persons", "visits", "quantity", "amount")
"""Measures of which a total is the sum."""

WORDS_MOST = 10_000
"""Rows whose words are among those that a line leaves out."""

PATTERNS_MOST = 1500
"""Characters of the patterns of such a line; the words that it has no room for are told when it is there."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
"""A key of TOML that needs no quotation marks."""

CODES_MOST = 200
"""Unknown codes of a table whose numbers are looked at."""

KINDS_MOST = 50
"""Values of a column that nothing reads, of which some may be the total of the others."""

_ALWAYS = (
    r"totalt?|totals|totalen|totalsumma|tot|summa|delsumma|subtotal|grand total|samtliga"
    r"|hela (riket|landet|länet|regionen|kommunen|sverige)|riket"
)
_OF_ALL = (
    r"(alla|all|sum)( (områden|enheter|kommuner|län|mottagningar|areas|units|municipalities|regions|kön|ages"
    r"|åldrar|personer|persons|people))?"
)
_WORD = re.compile(rf"({_ALWAYS})\b.*|{_OF_ALL}|.*\b(totalt?|totalsumma)", re.IGNORECASE)


def is_total_word(text: str) -> bool:
    """Whether a text says that its row is the total of others: Totalt, Summa, Hela riket, Alla enheter."""
    return len(text) < 60 and _WORD.fullmatch(text.strip(" .:*")) is not None


def total_words(texts: Series[str]) -> Bools:
    """Which texts say so."""
    codes, values = pd.factorize(texts)
    found = np.array([is_total_word(str(value)) for value in values], dtype=bool)
    return found[codes] if len(codes) else np.zeros(0, dtype=bool)


def total_by_words(text: Sheet, unread: DataFrame | None, problems: Problems) -> Bools:
    """Rows of one file that say of themselves that they are totals: each a warning.

    A row says so in the place of a code; or where a code is left empty, in a column that nothing reads.
    Where all rows say so, as of visits of which only the unit is known, they are no totals of others.
    """
    total = np.zeros(len(text), dtype=bool)
    if not text.table.measure or text.frame.empty:
        return total
    some_empty = any((text.frame[column] == "").any() for column in COLUMNS if column in text.frame)
    elsewhere = _total_words_unread(unread) if some_empty else {}
    anywhere = np.zeros(len(text), dtype=bool)
    for words in elsewhere.values():
        anywhere |= (words != "").to_numpy(dtype=bool)
    for column in COLUMNS:
        if column not in text.frame:
            continue
        codes = text.frame[column]
        empty = (codes == "").to_numpy(dtype=bool)
        says = total_words(codes) | (empty & anywhere)
        if says.all():
            continue
        fresh = says & ~total
        report_totals(text, "total_row", fresh & (codes != "").to_numpy(dtype=bool), column, codes, problems)
        for name, words in elsewhere.items():
            mine = fresh & empty & (words != "").to_numpy(dtype=bool)
            report_totals(text, "total_row", mine, name, words, problems)
            fresh = fresh & ~mine
        total |= says
    return total


def report_totals(
    sheet: Sheet, code: str, where: Bools, column: str, words: Series[str], problems: Problems
) -> None:
    """Warn of rows that are totals, each by its word and with the line that leaves them out."""
    if not where.any():
        return
    values = words[where].tolist()
    name = next((part.names[column] for part in sheet.parts if column in part.names), column)
    patterns = [_quoted(f"^{re.escape(word)}$") for word in dict.fromkeys(values[:WORDS_MOST])]
    ends = np.cumsum([len(each) + 2 for each in patterns])
    room = max(1, int(np.count_nonzero(ends <= PATTERNS_MOST)))
    key = name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    line = f"where_not = {{ {key} = [{', '.join(patterns[:room])}] }}"
    sheet.report(problems, code, where, column, values=values, expected=(line,), severity="warning")


def _quoted(pattern: str) -> str:
    return json.dumps(pattern, ensure_ascii=False) if "'" in pattern else f"'{pattern}'"


def _total_words_unread(unread: DataFrame | None) -> dict[str, Series[str]]:
    """The words of totals in columns that nothing reads, "" on other rows; only of columns that have any."""
    if unread is None:
        return {}
    found = {str(name): unread[name].where(total_words(unread[name]), "") for name in unread}
    return {name: words for name, words in found.items() if (words != "").any()}


def totals_by_number(sheet: Sheet, column: str, known: Sheet, unknown: Bools) -> Bools:
    """Rows of an unknown code that are, in each period and class, the sums of the rows of known codes.

    Parameters
    ----------
    sheet : Sheet
    column : {"area_id", "unit_id", "municipality_id"}
        Column of both tables.
    known : Sheet
        The table referred to.
    unknown : bool, shape (rows,)
        Rows whose code that table does not have.

    Returns
    -------
    bool, shape (rows,)
    """
    total = np.zeros(len(sheet), dtype=bool)
    measure = sheet.table.measure
    if measure not in ADDED or measure not in sheet.frame or unknown.all() or not unknown.any():
        return total
    codes = sheet.frame[column]
    amount = sheet.frame[measure].to_numpy(dtype=float, na_value=np.nan)
    distinct = codes[unknown].drop_duplicates().tolist()[:CODES_MOST]
    beside = _classes(sheet, [each for each in COLUMNS if each != column])
    alone = _classes(sheet, [])
    for code in distinct:
        mine = unknown & (codes == code).to_numpy(dtype=bool)
        within = _parts(code, column, codes, known) & ~unknown
        for parts in (within, ~unknown):
            if any(_adds_up(amount, mine, parts, codes, classes, code) for classes in (beside, alone)):
                total |= mine
    return total


def _classes(sheet: Sheet, others: list[str]) -> NDArray[np.int64]:
    """Number of the period, the ages, the form of care and so on of each row, and of other codes."""
    measures = {sheet.table.measure, "patients", "person_id", "cost", *COLUMNS}
    by = [name for name in sheet.frame if name not in measures] + [
        name for name in others if name in sheet.frame
    ]
    if not by:
        return np.zeros(len(sheet), dtype=np.int64)
    return sheet.frame.groupby(by, sort=False, dropna=False).ngroup().to_numpy().astype(np.int64)


def _parts(code: str, column: str, codes: Series[str], known: Sheet) -> Bools:
    """Rows of codes that begin with a code, or of the areas of a municipality."""
    within = codes.str.startswith(code).to_numpy(dtype=bool) if code else np.zeros(len(codes), dtype=bool)
    if column == "area_id" and "municipality_id" in known.frame:
        own = known.frame["area_id"][known.frame["municipality_id"] == code]
        within = within | codes.isin(own).to_numpy(dtype=bool)
    return within


def _adds_up(
    amount: NDArray[np.float64],
    mine: Bools,
    parts: Bools,
    codes: Series[str],
    classes: NDArray[np.int64],
    code: str,
) -> bool:
    """Whether rows are the sums of others in every class, and these are several enough for no chance."""
    in_class = np.unique(classes[mine])
    those = parts & np.isin(classes, in_class)
    several = codes[those & (amount > 0)].nunique()
    likely = bool(code) and (not code.strip("0") or bool(codes[those].str.startswith(code).all()))
    if several < 2 or (several < 3 and len(in_class) < 2 and not likely):
        return False
    size = int(classes.max()) + 1
    own, theirs = (np.bincount(classes[which], amount[which], size)[in_class] for which in (mine, those))
    return bool(np.isfinite(own).all() and own.sum() > 0 and np.allclose(own, theirs, rtol=1e-9, atol=0.005))


def totals_unread(sheet: Sheet, unread: DataFrame | None, problems: Problems) -> tuple[Bools, list[Account]]:
    """Rows of visits that a column which nothing reads says are totals of others: set aside if they add up.

    Where they do not add up they may be counted twice: that is a warning.
    """
    total = np.zeros(len(sheet), dtype=bool)
    measure = sheet.table.measure
    if sheet.table.key or measure not in ADDED or unread is None or sheet.frame.empty:
        return total, []
    amount = sheet.frame[measure].fillna(0)
    for column in unread.columns.astype(str):
        kinds = unread[column]
        says = total_words(kinds) & ~total
        if not says.any() or says.all() or kinds.nunique() > KINDS_MOST:
            continue
        adds_up = abs(amount[says].sum() - amount[~says & ~total].sum()) <= 1e-6 * amount[says].sum()
        code = "total_row" if adds_up else "total_among_parts"
        report_totals(sheet, code, says, column, kinds, problems)
        if adds_up:
            total |= says
    return total, sheet.account("total", "set_aside", total)
