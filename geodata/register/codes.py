"""Codes of areas, units, care forms and age groups as small whole numbers, a table for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from geodata.register.visited import EMPTY, UNKNOWN

if TYPE_CHECKING:
    from geodata.contract.register_settings import RegisterSettings

CODED = ("area_id", "unit_id", "care_form", "age_group")


PLACES = ("area_id", "unit_id")
"""Columns in which a total stands as if it were a place, and in which codes may have decimals."""

TOTAL = -9
"""Number of a text that says that its row is the total of others."""

_TOTALS = (
    "total", "totalt", "totals", "totalsumma", "tot", "summa", "sum", "delsumma", "subtotal", "grand total",
    "samtliga", "alla", "all", "riket", "hela riket", "hela landet", "hela länet", "hela regionen",
    "hela sverige",
)  # fmt: skip
_WHOLE = re.compile(r"\d+")
_DECIMAL = re.compile(r"(\d+)\.0+")


def numbered(
    settings: RegisterSettings, known: Mapping[str, Sequence[str]], totals: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, int]]:
    """Whole number of each text that may stand in the coded columns, the register's own words included.

    Parameters
    ----------
    settings : RegisterSettings
        `recode` says what the register's own words mean.
    known : mapping
        The region's own codes by column, in the order that numbers them from 0.
    totals : mapping
        Texts that are `TOTAL` in the place of an area or a unit, by column.

    Returns
    -------
    dict of dict
        By column, then by text; "" is `EMPTY`. What is in neither is `UNKNOWN`, but a unit is either
        known or not.
    """
    numbers = {}
    for column in CODED:
        ours = {code: number for number, code in enumerate(known[column])} | {"": EMPTY}
        theirs = settings.recode.get(column, {})
        other = unknown(column)
        numbers[column] = ours | {text: ours.get(code, other) for text, code in theirs.items()}
        if column in PLACES:
            others = with_other_decimals(ours) | dict.fromkeys(totals.get(column, ()), TOTAL)
            numbers[column] = others | numbers[column]
    return numbers


def with_other_decimals(numbers: Mapping[str, int]) -> dict[str, int]:
    """The same numbers by 1401.0 where the code is 1401, and by 1401 where it is 1401.0."""
    found = {}
    for code, number in numbers.items():
        if _WHOLE.fullmatch(code):
            found[f"{code}.0"] = number
        elif decimal := _DECIMAL.fullmatch(code):
            found[decimal[1]] = number
    return found


def words_of_totals() -> dict[str, tuple[str, ...]]:
    """Words such as Totalt, by the columns in which they stand for the total of others."""
    forms = tuple(form for word in _TOTALS for form in (word, word.capitalize(), word.upper(), word.title()))
    return dict.fromkeys(PLACES, forms)


def unknown(column: str) -> int:
    """Code of a text that the region does not have."""
    return EMPTY if column == "unit_id" else UNKNOWN


def code_table(numbers: Mapping[str, int]) -> pa.Table:
    """Texts and their numbers as a table with `code` and `number`."""
    return pa.table(
        {"code": pa.array(list(numbers), pa.string()), "number": pa.array(list(numbers.values()), pa.int32())}
    )
