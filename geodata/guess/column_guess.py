"""What a column may be in a table: by its name, by its values, and by where else its values stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from geodata.contract.columns import Table
from geodata.guess.column_values import PATTERNS, ColumnValues
from geodata.guess.findings import NOT_READ, ColumnFinding, Guess, Reason
from geodata.guess.names import KEYED, read_as

PLACE: Final = "place"
"""Both coordinates in one text: what `extract` makes longitude and latitude, or x and y, of."""
_NAMED, _JOINED = 0.4, 0.3
"""Least share of values that fit for a name to count; and that are found elsewhere for a join to."""
_BY_VALUES: Final[Mapping[str, tuple[float, float]]] = {
    "operator": (0.8, 0.75),
    "sex": (1.0, 0.7),
    "background": (1.0, 0.9),
}
"""Kinds told by values alone: the least share that must fit, and how sure that then is."""


@dataclass(frozen=True)
class Codes:
    """Codes that other files refer to.

    Attributes
    ----------
    areas, units : frozenset of str
        Empty until they are known.
    area_names : mapping
        Words of an area's name, run together -> its code.
    areas_file, units_file : str
    """

    areas: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    area_names: Mapping[str, str] = field(default_factory=dict)
    areas_file: str = ""
    units_file: str = ""


def kind_of(table: Table, ours: str) -> str:
    """Kind of values that a column of ours holds, with `place` for both coordinates in one text."""
    if ours == PLACE or ours in ("longitude", "latitude"):
        return ours
    if ours.startswith(KEYED):
        return "number"
    return next(column.kind for column in table.columns if column.name == ours)


def candidates(column: ColumnValues, table: Table, codes: Codes) -> dict[str, Guess]:
    """What a column may be in a table, by the column of ours."""
    found: dict[str, Guess] = {}
    for ours, known in read_as(column.name, table.name).items():
        fit = column.fit(kind_of(table, ours)) if column.looked_at else 0.5
        if fit < _NAMED:
            if ours in ("x", "y") and column.fit("longitude") == 1.0:
                axis = "longitude" if ours == "x" else "latitude"
                found[axis] = Guess(axis, known.sure * 0.9, Reason("degrees", column.name))
            continue
        sure = known.sure * (0.4 + 0.6 * fit)
        reason = Reason("named_by", known.name, (known.publisher,)) if known.publisher else Reason("our_name")
        found[ours] = Guess(ours, sure, reason)
    for name, (ours, pattern) in PATTERNS.items():
        if ours in table.names and (share := column.share(lambda t, p=pattern: bool(p.fullmatch(t)))) >= 0.8:  # type: ignore[misc]
            _add(found, Guess(ours, 0.88 * share, Reason("looks_like", name)))
    for kind, (least, sure) in _BY_VALUES.items():
        ours = next((each.name for each in table.columns if each.kind == kind), "")
        plain_digits = set(column.distinct) <= {"1", "2", "1+2"}
        if ours and len(column.distinct) > 1 and not plain_digits and column.fit(kind) >= least:
            _add(found, Guess(ours, sure, Reason("values_are", kind)))
    if PLACE not in found and "longitude" in table.names and _is_place(column):
        _add(found, Guess(PLACE, 0.8, Reason("looks_like", PLACE)))
    _join(found, column, table, "area_id", codes.areas, codes.areas_file)
    _join(found, column, table, "unit_id", codes.units, codes.units_file)
    return found


def _is_place(column: ColumnValues) -> bool:
    """Whether most values hold two numbers with decimals and are no number themselves."""
    two = column.share(lambda text: text.count(".") >= 2)
    return two > 0.9 and column.fit("number") < 0.1 and column.fit(PLACE) > 0.9


def _add(found: dict[str, Guess], guess: Guess) -> None:
    if guess.value not in found or found[guess.value].sure < guess.sure:
        found[guess.value] = guess


def _join(
    found: dict[str, Guess], column: ColumnValues, table: Table, ours: str, known: frozenset[str], file: str
) -> None:
    """A column whose values stand among the codes of areas or units is one of those; else it hardly is."""
    own = "areas" if ours == "area_id" else "units"
    if ours not in table.names or table.name == own or not known or not column.looked_at:
        return
    share = column.among(known)
    several = len(column.distinct) > 2 or ours in found
    of_all = len(set(column.distinct) & known) / len(known)
    if several and (share >= _JOINED or of_all >= 0.5):
        _add(
            found,
            Guess(ours, 0.6 + 0.39 * max(share, min(of_all, 0.9)), Reason("joined", file, (f"{share:.0%}",))),
        )
    elif ours in found:
        found[ours] = Guess(ours, found[ours].sure * 0.3, Reason("not_joined", file))


def assigned(columns: Sequence[ColumnValues], table: Table, codes: Codes) -> dict[str, tuple[str, Guess]]:
    """The likeliest of our columns for each of theirs: ours -> theirs and the guess; each is used once."""
    every = [
        (guess.sure, -position, ours, column.name, guess)
        for position, column in enumerate(columns)
        for ours, guess in candidates(column, table, codes).items()
    ]
    chosen: dict[str, tuple[str, Guess]] = {}
    used: set[str] = set()
    for _sure, _position, ours, theirs, guess in sorted(every, key=lambda each: each[:2], reverse=True):
        if ours not in chosen and theirs not in used:
            chosen[ours] = (theirs, guess)
            used.add(theirs)
    return chosen


def finding(column: ColumnValues, table: Table, codes: Codes, read: Guess | None) -> ColumnFinding:
    """A column with what it is read as first, then what else it may be."""
    others = sorted(candidates(column, table, codes).values(), key=lambda guess: -guess.sure)
    first = read or Guess(NOT_READ, _unread_sure(others), Reason("nothing_reads"))
    rest = [guess for guess in others if guess.value != first.value and guess.value in table.names]
    last = (
        () if first.value == NOT_READ else (Guess(NOT_READ, max(0.0, 1 - first.sure), Reason("or_unread")),)
    )
    return ColumnFinding(column.name, column.examples, (first, *rest, *last))


def _unread_sure(others: Sequence[Guess]) -> float:
    return 1.0 - 0.6 * max((guess.sure for guess in others), default=0.2)
