"""The lines of a table in `region.toml` that mend a kind of problem, as its own words offer them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from geodata.checks.kind_words import ignore_line, recode_line
from geodata.checks.kinds import UNREAD, KindOfProblem
from geodata.checks.sentences import sentences
from geodata.contract.settings import TableSettings
from geodata.sources.typed import AMBIGUOUS

TO_FILL_IN: Final = "…"
"""What stands in a line where somebody has to say what is meant."""

TRANSLATED_MOST: Final = 12
"""Values of a kind that somebody can give others for."""

VALUE_MOST: Final = 60
"""Characters of such a value."""

OF_ROWS: Final = frozenset((
    "dates_in_wrong_order", "ages_in_wrong_order", "wrong_municipality", "unit_in_two_places", "parts_differ",
    "no_place", "outside_areas", "total_beside_parts", "mixed_periods", "two_goals", "outcome_before_done",
    "not_a_share", "more_than_denominator", "lists_do_not_sum", "payments_do_not_sum", "projection_disagrees",
    "duplicate",
))  # fmt: skip
"""Codes of what is wrong with a row, or several together: the value may be right on every other row."""

_KEYS: Final = frozenset(each.name for each in fields(TableSettings)) - {"file", "columns"}
_LOOK_ALIKE: Final = str.maketrans("OoIl", "0011")
_QUOTED: Final = re.compile(r"\b([a-z_]+) = (\"[^\"{}]*\")")


def ways_out(kind: KindOfProblem) -> tuple[Mapping[str, Any], ...]:
    """Settings of a table, each of which mends a kind of problem by itself; the likeliest first.

    What the problem expects, the lines that its sentence quotes, and the translation of its words where
    each is nearly one of ours. Nothing that somebody would have to fill in.
    """
    found: list[Mapping[str, Any]] = []
    for line in _lines(kind):
        settings = _settings(line)
        if settings and settings not in found:
            found.append(settings)
    return tuple(found)


def values_to_translate(kind: KindOfProblem) -> tuple[tuple[str, str], ...]:
    """Values of a kind that others can be given for, each with the one of ours that it nearly is, or "".

    Empty where the problem is of no column of ours, the value is right by itself or on other rows, or it
    cannot be told apart from what is shown.
    """
    first = kind.first
    if first.ours is None or first.code in OF_ROWS or first.code in UNREAD:
        return ()
    values = [value for value, _ in kind.values if value]
    if not values or len(values) > TRANSLATED_MOST:
        return ()
    if any(len(value) > VALUE_MOST or not value.isprintable() for value in values):
        return ()
    line = recode_line(kind)
    nearest = tomllib.loads(line)["recode"][first.ours] if line else {}
    return tuple(
        (value, nearest.get(value, "").replace(TO_FILL_IN, "") or _digits(value)) for value in values
    )


def _digits(value: str) -> str:
    """A number or code with letters that look like digits, as digits; "" where it then is none."""
    digits = "".join(value.split()).translate(_LOOK_ALIKE)
    looks_so = digits != value and any(map(str.isdigit, value))
    return digits if looks_so and re.fullmatch(r"[0-9]+([.,][0-9]+)?", digits) else ""


def _lines(kind: KindOfProblem) -> Iterator[str]:
    if kind.first.code == AMBIGUOUS:  # its sentence has both in one
        yield from (line for both in kind.first.expected for line in both.split(" / "))
    else:
        yield from kind.first.expected
    if line := recode_line(kind):
        yield line
    for key, value in _QUOTED.findall(sentences()[kind.first.code]["en"]):  # not what is filled into it
        yield f"{key} = {value}"
    if line := ignore_line(kind):
        yield line


def _settings(line: str) -> Mapping[str, Any]:
    """What a line says of a table; nothing where it is none, or has something to be filled in."""
    if " = " not in line or TO_FILL_IN in line or "..." in line:
        return {}
    try:
        found = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return {}
    return found if found.keys() <= _KEYS else {}
