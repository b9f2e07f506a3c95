"""Codes of areas, units, care forms and age groups as small whole numbers, a table for each.

A table travels inside the query as its values: an engine that may only be read from can use it, such
as the copy of a database that reports are made from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import ibis
from sqlglot import exp

from geodata.register.visited import EMPTY, UNKNOWN

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from geodata.register.said import RegisterSettings

CODED = ("area_id", "unit_id", "care_form", "age_group")


def numbered(said: RegisterSettings, known: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
    """Whole number of each text that may stand in the coded columns, the register's own words included.

    Parameters
    ----------
    said : RegisterSettings
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
        theirs = said.recode.get(column, {})
        other = unknown(column)
        numbers[column] = ours | {text: ours.get(code, other) for text, code in theirs.items()}
    return numbers


def unknown(column: str) -> int:
    """Code of a text that the region does not have."""
    return EMPTY if column == "unit_id" else UNKNOWN


def code_table(backend: Any, numbers: Mapping[str, int]) -> ir.Table:
    """Texts and their numbers as a table with `code` and `number`, for a query of an engine."""
    rows = [(exp.Literal.string(text), exp.Literal.number(number)) for text, number in numbers.items()]
    values = exp.values(
        [exp.Tuple(expressions=list(row)) for row in rows], alias="v", columns=["code", "number"]
    )
    query = exp.select("code", "number").from_(values).sql(dialect=backend.dialect)
    return backend.sql(query, schema=ibis.schema({"code": "string", "number": "int32"}))
