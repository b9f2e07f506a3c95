"""What is chosen of a table of PxWeb: expressions become codes, and codes calls that are small enough."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from geodata.connectors.errors import FetchError

Selection = tuple[tuple[str, tuple[str, ...]], ...]
"""Variables in order, each with its codes in order."""

_CALL = re.compile(r"(top|bottom|from|to|range)\((.*)\)", re.IGNORECASE)
NAMED_MOST: Final = 10
"""Codes that are named where they are not there."""


def chosen(expressions: Sequence[str], codes: Sequence[str], *, time: bool) -> tuple[str, ...]:
    """Codes that some expressions choose, in the order of the table.

    A code, `*` and `?` for any letters and any one, `TOP(n)`, `BOTTOM(n)`, `FROM(a)`, `TO(b)` and
    `RANGE(a,b)`, as PxWebApi 2 reads them. The top of time is the latest.

    Parameters
    ----------
    expressions : sequence of str
    codes : sequence of str
        That the table has.
    time : bool
        Whether they are points in time, the oldest first.

    Raises
    ------
    FetchError
        If any chooses nothing.
    """
    found: set[str] = set()
    missing: list[str] = []
    for expression in expressions:
        those = _of(expression, codes, time)
        found.update(those)
        missing += [] if those else [expression]
    if missing:
        raise FetchError("unknown_codes", ", ".join(missing[:NAMED_MOST]), *codes[:NAMED_MOST])
    return tuple(code for code in codes if code in found)


def _of(expression: str, codes: Sequence[str], time: bool) -> Sequence[str]:
    if expression in codes:
        return [expression]
    call = _CALL.fullmatch(expression)
    if call is not None:
        return _called(call[1].lower(), [part.strip() for part in call[2].split(",")], codes, time)
    if "*" in expression or "?" in expression:
        pattern = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in expression)
        return [code for code in codes if re.fullmatch(pattern, code)]
    return []


def _called(name: str, given: Sequence[str], codes: Sequence[str], time: bool) -> Sequence[str]:
    if name in ("top", "bottom"):
        count = int(given[0]) if len(given) == 1 and re.fullmatch(r"\d{1,6}", given[0]) else 0
        if count == 0:
            return []
        return codes[-count:] if (name == "top") == time else codes[:count]
    if any(each not in codes for each in given) or len(given) != (2 if name == "range" else 1):
        return []
    at = [codes.index(each) for each in given]
    if name == "range":
        return codes[at[0] : at[1] + 1]
    return codes[at[0] :] if name == "from" else codes[: at[0] + 1]


def cells_of(selection: Selection) -> int:
    """How many figures a selection is."""
    return math.prod(len(codes) for _, codes in selection)


def in_calls(selection: Selection, cells_most: int) -> Iterator[Selection]:
    """The same selection in parts of so many figures at most, in the order of the whole table."""
    if cells_of(selection) <= cells_most or not selection:
        yield selection
        return
    (variable, codes), rest = selection[0], selection[1:]
    of_rest = cells_of(rest)
    if of_rest > cells_most:
        for code in codes:
            for part in in_calls(rest, cells_most):
                yield ((variable, (code,)), *part)
        return
    step = max(cells_most // max(of_rest, 1), 1)
    for start in range(0, len(codes), step):
        yield ((variable, codes[start : start + step]), *rest)


def as_json(selection: Selection, codelists: Mapping[str, str]) -> dict[str, object]:
    """A selection as PxWebApi 2 takes it."""
    return {
        "selection": [
            {
                "variableCode": variable,
                "valueCodes": list(codes),
                **({"codelist": codelists[variable]} if variable in codelists else {}),
            }
            for variable, codes in selection
        ]
    }
