"""From a source's own columns to ours: rows kept, columns renamed, wide made long, values recoded."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series

from geodata.contract.columns import Table
from geodata.contract.problems import Problems
from geodata.contract.settings import TableSettings
from geodata.contract.table_settings import GROUP
from geodata.sources.patterns import PatternError, found_in, groups_in
from geodata.sources.raw import Raw


@dataclass(frozen=True, eq=False)
class Mapped:
    """One file's rows under our column names, still text.

    Attributes
    ----------
    frame : DataFrame
        Columns of the schema that the file supplies (geometry apart), text.
    rows : int64, shape (rows,)
        As the user sees them; a melted row appears once a melted column.
    names : mapping
        Ours -> the file's own column, for what problems say.
    measure_names : object array, shape (rows,), or None
        The file's column each melted value stood in.
    geometry, crs, assumed
        As in `Raw`.
    unread : DataFrame or None
        Of a table that counts or measures: the file's own columns of which nothing is kept, those that
        decide alone which rows are kept among them.
    filtered : Mapped or None
        The rows that `where`, `where_not` and `where_like` left out.
    """

    frame: DataFrame
    rows: NDArray[np.int64]
    names: Mapping[str, str]
    measure_names: NDArray[np.object_] | None
    geometry: NDArray[np.object_] | None
    crs: str | None
    assumed: bool
    unread: DataFrame | None = None
    filtered: Mapped | None = None

    def take(self, keep: NDArray[np.bool_]) -> Mapped:
        """The rows where `keep` is true."""
        return replace(
            self,
            frame=self.frame[keep].reset_index(drop=True),
            rows=self.rows[keep],
            measure_names=None if self.measure_names is None else self.measure_names[keep],
            geometry=None if self.geometry is None else self.geometry[keep],
            unread=None if self.unread is None else self.unread[keep].reset_index(drop=True),
        )


def mapped(raw: Raw, table: Table, settings: TableSettings, problems: Problems) -> Mapped | None:
    """Rows of a file under our names; None where columns are missing or a pattern never ends, as told.

    The order is: `columns`, `extract` and `constants`; `melt` and `melt_like`; `null`; `recode`, then
    `recode_like`; and last the rows that `where`, `where_not` and `where_like` leave out are set apart.
    """
    try:
        return _mapped(raw, table, settings, problems)
    except PatternError as error:
        problems.add(error.code, settings.file, value=error.value)
        return None


def _mapped(raw: Raw, table: Table, settings: TableSettings, problems: Problems) -> Mapped | None:
    there = list(raw.frame.columns)
    unfound = [pattern for pattern in settings.melt_like if not any(found_in(pattern, there))]
    settings = replace(settings, melt=wide_columns(there, settings))
    for pattern in unfound:
        problems.add("missing_column", settings.file, column=pattern, expected=sorted(there))
    missing = _missing(raw, table, settings, problems)
    unread_columns = _unread(raw, table, settings, problems)
    if missing or unfound:
        return None
    index = raw.frame.index
    texts: dict[str, Series[str]] = {}
    names: dict[str, str] = {}
    for column in table.names:
        source = settings.columns.get(column, column)
        if column in settings.constants:
            texts[column] = Series(settings.constants[column], index=index, dtype=str)
            names[column] = column
        elif column in settings.extract:
            how = settings.extract[column]
            texts[column] = _taken_out(raw.frame[how["column"]], how["pattern"])
            names[column] = how["column"]
        elif source in raw.frame.columns:
            texts[column] = raw.frame[source].str.strip()
            names[column] = source
    keep = _kept(raw.frame, settings)
    counted = table.measure and any(column.kind == "code" for column in table.columns)
    unread = raw.frame[_apart(unread_columns, table, settings)] if counted else None
    result = Mapped(
        DataFrame(texts, index=index), raw.rows, names, None, raw.geometry, raw.crs, raw.assumed, unread
    )
    if settings.melt:
        result, keep = _melted(result, keep, raw, table, settings)
    frame = result.frame.copy()
    if settings.null:
        frame = frame.mask(frame.isin(settings.null), "")
    for column, codes in settings.recode.items():
        if column in frame:
            frame[column] = frame[column].replace(dict(codes))
    for column, patterns in settings.recode_like.items():
        if column in frame:
            frame[column] = _recoded_like(frame[column], patterns)
    whole = replace(result, frame=frame)
    return replace(whole.take(keep), filtered=whole.take(~keep))


def wide_columns(there: Sequence[str], settings: TableSettings) -> Mapping[str, Mapping[str, str]]:
    """Columns that become rows, each with its constants: those named, and those a pattern is found in.

    Raises
    ------
    PatternError
        If a pattern takes too long.
    """
    wide = dict(settings.melt)
    for pattern, constants in settings.melt_like.items():
        for name, groups in zip(there, groups_in(pattern, there), strict=True):
            if groups is not None and name not in wide:
                parts = ["", *groups]
                wide[name] = {ours: _filled_in(text, parts) for ours, text in constants.items()}
    return wide


def _apart(unread: Sequence[str], table: Table, settings: TableSettings) -> list[str]:
    """Columns that tell rows apart although nothing of them is kept."""
    kept = {*table.names, *settings.columns.values(), *(how["column"] for how in settings.extract.values())}
    conditions = {*settings.where, *settings.where_like, *settings.where_not} - kept - set(settings.melt)
    return [*unread, *sorted(conditions - set(unread))]


def _filled_in(text: str, parts: Sequence[str]) -> str:
    r"""Text with the parts of a match for `\1`, `\2` and so on."""
    return GROUP.sub(lambda which: parts[int(which[1])], text)


def _kept(frame: DataFrame, settings: TableSettings) -> NDArray[np.bool_]:
    """Which rows the table's conditions keep."""
    keep = np.ones(len(frame), dtype=bool)
    for column, values in settings.where.items():
        kept = {value.strip() for value in values}
        keep &= frame[column].str.strip().isin(kept).to_numpy(dtype=bool)
    for column, patterns in settings.where_like.items():
        keep &= _like(frame[column], patterns)
    for column, patterns in settings.where_not.items():
        keep &= ~_like(frame[column], patterns)
    return keep


def _like(column: Series[str], patterns: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which values any of the patterns is found in."""
    codes, values = pd.factorize(column)
    found = np.zeros(len(values), dtype=bool)
    for pattern in patterns:
        groups = _groups(pattern, values.tolist())
        found |= np.array([each is not None for each in groups], dtype=bool)
    return found[codes] if len(codes) else np.zeros(0, dtype=bool)


def _groups(pattern: str, texts: list[str]) -> list[list[str] | None]:
    """As `groups_in`; blanks around a text, which nobody sees, are no reason not to find a pattern in it."""
    found = groups_in(pattern, texts)
    lacking = [at for at, each in enumerate(found) if each is None and texts[at] != texts[at].strip()]
    for at, groups in zip(lacking, groups_in(pattern, [texts[at].strip() for at in lacking]), strict=True):
        found[at] = groups
    return found


def _taken_out(column: Series[str], pattern: str) -> Series[str]:
    """First group of a pattern in each value, "" where it is not found."""
    codes, values = pd.factorize(column)
    found = ["" if groups is None else groups[0] for groups in _groups(pattern, values.tolist())]
    taken = np.array(found, dtype=object)[codes] if len(codes) else np.zeros(0, dtype=object)
    return Series(taken, index=column.index, dtype=str)


def _recoded_like(column: Series[str], patterns: Mapping[str, str]) -> Series[str]:
    """Column with each value replaced by that of the first pattern found in it."""
    result, open_ = column.copy(), np.ones(len(column), dtype=bool)
    for pattern, value in patterns.items():
        hit = open_ & _like(column, (pattern,))
        result = result.mask(hit, value)
        open_ &= ~hit
    return result


def _melted(
    wide: Mapped, keep: NDArray[np.bool_], raw: Raw, table: Table, settings: TableSettings
) -> tuple[Mapped, NDArray[np.bool_]]:
    """One row a wide column, row by row; a wide column's constants stand beside its value."""
    count, parts = len(wide.frame), []
    for column, constants in settings.melt.items():
        part = wide.frame.assign(**dict(constants))
        part[table.measure] = raw.frame[column].str.strip()
        parts.append(part)
    long = pd.concat(parts, ignore_index=True).fillna("")  # a constant that only another column has
    order = np.arange(count * len(parts)).reshape(len(parts), count).T.ravel()
    names = dict(wide.names) | {name: name for c in settings.melt.values() for name in c}
    labels = np.array(list(settings.melt), dtype=object)
    melted = Mapped(
        long.iloc[order].reset_index(drop=True).astype(str),
        np.repeat(wide.rows, len(parts)),
        names | {table.measure: table.measure},
        np.tile(labels, count),
        None if wide.geometry is None else np.repeat(wide.geometry, len(parts)),
        wide.crs,
        wide.assumed,
        None if wide.unread is None else _repeated(wide.unread, len(parts)),
    )
    return melted, np.repeat(keep, len(parts))


def _repeated(frame: DataFrame, times: int) -> DataFrame:
    """Each row so many times, one after the other."""
    return frame.take(np.repeat(np.arange(len(frame)), times)).reset_index(drop=True)


def _missing(raw: Raw, table: Table, settings: TableSettings, problems: Problems) -> bool:
    """Whether columns are missing that the table or its settings ask for."""
    there, before = set(raw.frame.columns), len(problems.found)
    required = {
        **{source: source for source in settings.columns.values()},
        **dict.fromkeys([*settings.where, *settings.where_like, *settings.where_not, *settings.melt]),
        **dict.fromkeys(how["column"] for how in settings.extract.values()),
    }
    ours = {source: column for column, source in settings.columns.items()}
    for source in required:
        if source not in there:
            _add_missing(source, ours.get(source), there, settings, problems)
    supplied = {
        column
        for column in table.names
        if column in settings.columns
        or column in settings.constants
        or column in settings.extract
        or column in there
    }
    if wide := [set(constants) for constants in (*settings.melt.values(), *settings.melt_like.values())]:
        supplied |= {table.measure} | set.intersection(*wide)
    if raw.geometry is not None:
        supplied.add("geometry")
    for column in table.columns:
        if column.required and column.name not in supplied:
            _add_missing(column.name, column.name, there, settings, problems)
    if table.one_of and not any(supplied.issuperset(group) for group in table.one_of):
        groups = tuple(" + ".join(group) for group in table.one_of)
        problems.add("missing_one_of", settings.file, column=" / ".join(groups), expected=sorted(there))
    return len(problems.found) > before


def _add_missing(
    name: str, ours: str | None, there: Collection[str], settings: TableSettings, problems: Problems
) -> None:
    """Add a column that is not there, with the names that are nearest or else all."""
    close = difflib.get_close_matches(name, list(there), n=3)
    problems.add("missing_column", settings.file, column=name, expected=close or sorted(there), ours=ours)


def _unread(raw: Raw, table: Table, settings: TableSettings, problems: Problems) -> list[str]:
    """Columns that nothing reads; of those that are not left unread on purpose there is a warning."""
    unread = []
    there = list(raw.frame.columns)
    on_purpose = {
        name
        for pattern in settings.ignore
        for name, found in zip(there, found_in(pattern, there), strict=True)
        if found
    }
    read = {
        *settings.columns.values(),
        *settings.where,
        *settings.where_like,
        *settings.where_not,
        *settings.melt,
    }
    read |= {how["column"] for how in settings.extract.values()}
    read |= {name for name in table.names if name not in settings.columns}
    for column in there:
        if column in read:
            continue
        unread.append(column)
        if column in on_purpose:
            continue
        close = difflib.get_close_matches(column, table.names, n=1, cutoff=0.7)
        code = "misspelt_column" if close else "unknown_column"
        problems.add(code, settings.file, column=column, expected=close, severity="warning")
    return unread
