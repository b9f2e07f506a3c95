"""The tables that tell what units are paid for, and what they were paid."""

from __future__ import annotations

from geodata.contract.columns import Column, Table

REIMBURSEMENT_MOST = 5_000_000
"""Rows of `lists`, and of `production`: every unit of a country by area, sex and year of age."""

REIMBURSEMENT_TABLES = (
    Table(
        "lists",
        (
            Column("unit_id", "code", required=True),
            Column("period", "period", required=True),
            Column("area_id", "code"),  # where they live
            Column("sex", "sex"),
            Column("ages", "ages"),
            Column("age_from", "age"),
            Column("age_to", "age"),
            Column("persons", "amount", required=True),  # means of a year have decimals
        ),
        key=("unit_id", "period", "area_id", "sex", "age_from", "age_to"),
        measure="persons",
        within=("unit_id", "period", "area_id"),
        most=REIMBURSEMENT_MOST,
    ),
    Table(
        "unit_weights",
        (
            Column("unit_id", "code", required=True),
            Column("weight", "code", required=True),
            Column("period", "period"),
            Column("value", "number", required=True),
        ),
        key=("unit_id", "weight", "period"),
        measure="value",
    ),
    Table(
        "production",
        (
            Column("unit_id", "code", required=True),
            Column("period", "period", required=True),
            Column("output", "code", required=True),  # visits, hours, points
            Column("of", "code"),  # own, other, none, elsewhere; empty is not known
            Column("area_kind", "code"),  # of where it is given: town, villa, country
            Column("time", "code"),  # day, evening, night, weekend
            Column("basis", "code"),  # performed, granted
            Column("quantity", "amount", required=True),
        ),
        key=("unit_id", "period", "output", "of", "area_kind", "time", "basis"),
        measure="quantity",
        most=REIMBURSEMENT_MOST,
    ),
    Table(
        "payments",
        (
            Column("unit_id", "code", required=True),
            Column("period", "period", required=True),
            Column("part", "code"),  # empty is all together
            Column("amount", "number", required=True),  # what is taken back is negative
        ),
        key=("unit_id", "period", "part"),
        measure="amount",
    ),
    Table(
        "contracts",
        (
            Column("unit_id", "code", required=True),
            Column("contract", "code", required=True),
            Column("unit_kind", "code"),  # of the area where the unit stands, as the contract sees it
            Column("valid_from", "date"),
            Column("valid_to", "date"),
        ),
        key=("unit_id", "contract", "valid_from"),
    ),
)
