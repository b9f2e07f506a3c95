"""Codes of areas, units, care forms and age groups as small whole numbers, a table for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from geodata.register.visited import EMPTY, UNKNOWN

if TYPE_CHECKING:
    from geodata.contract.register_settings import RegisterSettings

CODED = ("area_id", "unit_id", "care_form", "age_group")


def numbered(settings: RegisterSettings, known: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
    """Whole number of each text that may stand in the coded columns, the register's own words included.

    Parameters
    ----------
    settings : RegisterSettings
        `recode` says what the register's own words mean.
    known : mapping
        The region's own codes by column, in the order that numbers them from 0.

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
    return numbers


def unknown(column: str) -> int:
    """Code of a text that the region does not have."""
    return EMPTY if column == "unit_id" else UNKNOWN


def code_table(numbers: Mapping[str, int]) -> pa.Table:
    """Texts and their numbers as a table with `code` and `number`."""
    return pa.table(
        {"code": pa.array(list(numbers), pa.string()), "number": pa.array(list(numbers.values()), pa.int32())}
    )
