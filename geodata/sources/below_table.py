"""Where a table ends: notes below it, and further tables below or beside it in the same sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources.layout import Layout
from geodata.sources.raw import Raw

NOTES_MOST: Final = 200
"""Rows from the end among which notes are looked for."""
GAPS_MOST: Final = 200
"""Blank rows below which another table is looked for."""
NOTE: Final = re.compile(
    r"(källa|source|not\b|note|anm|fotnot|uppgift|senast|uppdatera|kommentar|förklaring|last updated|"
    r"copyright|©|\*|\d\)|definition)",
    re.IGNORECASE,
)
_NAMELESS = re.compile(r"( \(\d+\))?")
_NUMBER = re.compile(r"[-+\u2212]?[\d.,\s]*\d[\d.,\s]*%?")


def table_alone(raw: Raw, layout: Layout, file: str, problems: Problems) -> Raw:
    """The rows of the table itself, under the columns of the table itself.

    What `skip_after` names is left out. Notes at the end are left out with a warning that quotes the first
    of them; another table below or beside this one is an error.
    """
    raw = _without_named(raw, layout, file, problems)
    if raw.frame.empty:
        return raw
    raw = _beside(raw, layout, file, problems)
    filled = (raw.frame != "").to_numpy(dtype=bool)
    second = _second_table(raw, filled)
    if second is not None:
        text, row = _begins(raw, second), int(raw.rows[second])
        problems.add("several_tables", file, row=row, value=text[:80], expected=(_setting(text),))
        raw, filled = _first_rows(raw, second), filled[:second]
    notes = _notes(raw, filled)
    if notes is not None:
        text, row = _begins(raw, notes), int(raw.rows[notes])
        problems.add(
            "notes_below",
            file,
            row=row,
            value=text[:80],
            expected=(_setting(text),),
            severity="warning",
            rows=len(raw.rows) - notes,
        )
        raw = _first_rows(raw, notes)
    return raw


def _without_named(raw: Raw, layout: Layout, file: str, problems: Problems) -> Raw:
    """Rows above what `skip_after` names; an error where more goes with it than notes."""
    end = layout.skip_after
    if end is None or raw.frame.empty:
        return raw
    if isinstance(end, int):
        keep = max(0, len(raw.rows) - end)
    else:
        starts = _first_texts(raw.frame)
        found = np.flatnonzero([text.casefold().startswith(end.casefold()) for text in starts])
        if not len(found):
            problems.add("skip_after_unfound", file, value=end, severity="warning")
            return raw
        keep = int(found[0])
    if not isinstance(end, int) and _amid(raw, keep):
        problems.add("skip_after_rows", file, row=int(raw.rows[keep]), value=_begins(raw, keep)[:80])
        return raw
    return _first_rows(raw, keep)


def _amid(raw: Raw, at: int) -> bool:
    """Whether a row stands among those of the table, as full as they are and with no blank row above it."""
    filled = (raw.frame.iloc[: at + 1] != "").to_numpy(dtype=bool).sum(axis=1)
    above = float(np.median(filled[:at])) if at else 0.0
    apart = at > 0 and int(raw.rows[at] - raw.rows[at - 1]) > 1
    again = 0 in _repeats_header(raw.frame.iloc[at : at + 1], list(raw.frame.columns))
    return not apart and not again and bool(filled[at] >= max(above, 2.0))


def _begins(raw: Raw, at: int) -> str:
    return next((text for text in raw.frame.iloc[at].tolist() if text), "")


def _setting(text: str) -> str:
    """The line of `region.toml` that ends the table before a row that begins so."""
    words = text.split(":")[0].split()
    start = " ".join(words[:3])[:30]
    quoted = start.replace("\\", "\\\\").replace('"', '\\"')
    return f'skip_after = "{quoted}"'


def _first_rows(raw: Raw, count: int) -> Raw:
    geometry = None if raw.geometry is None else raw.geometry[:count]
    return replace(raw, frame=raw.frame.iloc[:count], rows=raw.rows[:count], geometry=geometry)


def _first_texts(frame: DataFrame) -> list[str]:
    """First filled cell of each row."""
    texts = frame.iloc[:, 0].astype(object).to_numpy(copy=True)
    for column in range(1, frame.shape[1]):
        empty = texts == ""
        if not empty.any():
            break
        texts[empty] = frame.iloc[:, column].astype(object).to_numpy()[empty]
    return [str(text) for text in texts]


def _notes(raw: Raw, filled: NDArray[np.bool_]) -> int | None:
    """Position of the first of the notes that end the file, None where there are none."""
    count = len(raw.rows)
    if raw.frame.shape[1] < 2 or count < 2:
        return None
    amounts = filled.sum(axis=1)
    usual = float(np.median(amounts))
    if usual < 2:
        return None
    start = None
    for at in range(count - 1, max(0, count - NOTES_MOST - 1), -1):
        text = _begins(raw, at)
        marked = NOTE.match(text) is not None
        if not (amounts[at] == 1 or (marked and amounts[at] * 2 <= usual)) or _NUMBER.fullmatch(text):
            break
        apart = int(raw.rows[at] - raw.rows[at - 1]) > 1
        worded = " " in text.strip() and filled[at, 0]
        if marked or (apart and worded):
            start = at
    return start


def _second_table(raw: Raw, filled: NDArray[np.bool_]) -> int | None:
    """Position of the first row that is another header, None where none is."""
    names = list(raw.frame.columns)
    same = _repeats_header(raw.frame, names)
    candidates = [int(same[0])] if len(same) else []
    candidates += list(_headers_below_gaps(raw, filled))
    return min(candidates, default=None)


def _repeats_header(frame: DataFrame, names: list[str]) -> NDArray[np.intp]:
    equal = np.zeros(len(frame), dtype=np.int64)
    named = [at for at, name in enumerate(names) if name]
    for at in named[:3]:
        equal += (frame.iloc[:, at] == names[at]).to_numpy(dtype=bool)
    return np.flatnonzero(equal >= max(2, len(named[:3])))


def _headers_below_gaps(raw: Raw, filled: NDArray[np.bool_]) -> Iterator[int]:
    """Positions of rows of words, shortly below a blank row, where numbers stand above and below them."""
    gaps = np.flatnonzero(np.diff(raw.rows) > 1)[:GAPS_MOST] + 1
    for gap in gaps.tolist():
        above = raw.frame.iloc[max(0, gap - 50) : gap]
        numeric = _mostly_numbers(above)
        for at in range(gap, min(gap + 3, len(raw.rows) - 1)):
            cells = raw.frame.iloc[at].tolist()
            words = [
                column
                for column in np.flatnonzero(filled[at]).tolist()
                if not _NUMBER.fullmatch(cells[column])
            ]
            under = _mostly_numbers(raw.frame.iloc[at + 1 : at + 11])
            if len(words) < 2 or len(words) < filled[at].sum():
                continue
            if any(numeric[column] and under[column] for column in words):
                yield gap
                break


def _mostly_numbers(rows: DataFrame) -> list[bool]:
    result = []
    for at in range(rows.shape[1]):
        texts = [text for text in rows.iloc[:, at].tolist() if text]
        result.append(bool(texts) and sum(map(_is_number, texts)) * 10 >= len(texts) * 9)
    return result


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _beside(raw: Raw, layout: Layout, file: str, problems: Problems) -> Raw:
    """The table without blank columns; an error where what is beyond one ends in another row."""
    names = [str(name) for name in raw.frame.columns]
    blank = [
        _NAMELESS.fullmatch(name) is not None and bool((raw.frame.iloc[:, at] == "").all())
        for at, name in enumerate(names)
    ]
    if not any(blank):
        return raw
    blocks: list[list[int]] = [[]]
    for at, is_blank in enumerate(blank):
        if is_blank:
            blocks.append([])
        else:
            blocks[-1].append(at)
    blocks = [block for block in blocks if block]
    ends = [_last_filled(raw.frame, block) for block in blocks]
    wanted = [at for at, block in enumerate(blocks) if layout.wanted(names[each] for each in block)]
    if wanted and len({*(ends[at] for at in wanted), max(ends)}) > 1:
        odd = next(at for at in range(len(blocks)) if ends[at] == max(ends))
        short = next(at for at in wanted if ends[at] < max(ends))
        problems.add(
            "table_beside",
            file,
            row=int(raw.rows[ends[short]]) + 1,
            column=names[blocks[odd][0]],
            value=names[blocks[short][0]],
        )
    kept = [at for at, is_blank in enumerate(blank) if not is_blank]
    frame = raw.frame.iloc[:, kept]
    rows = np.ones(len(frame), dtype=bool)
    if wanted:
        rows[max(ends[at] for at in wanted) + 1 :] = False
    return replace(raw, frame=frame[rows], rows=raw.rows[rows])


def _last_filled(frame: DataFrame, columns: list[int]) -> int:
    filled = (frame.iloc[:, columns] != "").any(axis=1).to_numpy(dtype=bool)
    found = np.flatnonzero(filled)
    return int(found[-1]) if len(found) else -1
