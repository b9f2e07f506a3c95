"""The tables that tell what will be needed: people to come, how long they live, what they have."""

from __future__ import annotations

from geodata.contract.columns import Column, Table

PROJECTIONS_MOST = 10_000_000
"""Rows of `projections`, its wide ones made long: a country by municipality, sex, age and parts to 2070."""

_AGES = (Column("ages", "ages"), Column("age_from", "age"), Column("age_to", "age"))

NEED_TABLES = (
    Table(
        "projections",
        (
            Column("municipality_id", "code"),
            Column("area_id", "code"),
            Column("year", "year", required=True),
            Column("sex", "sex"),
            *_AGES,
            Column("variant", "text"),  # empty is the main one
            Column("persons", "amount", required=True),  # statistics offices publish decimals
        ),
        one_of=(("area_id",), ("municipality_id",)),
        key=("municipality_id", "area_id", "variant", "year", "sex", "age_from", "age_to"),
        measure="persons",
        within=("municipality_id", "area_id", "variant", "year"),
        most=PROJECTIONS_MOST,
    ),
    Table(
        "life_expectancy",
        (
            Column("year", "year", required=True),
            Column("sex", "sex"),
            Column("age", "age", required=True),
            Column("years", "amount", required=True),
        ),
        key=("year", "sex", "age"),
        measure="years",
    ),
    Table(
        "prevalence",
        (
            Column("condition", "code", required=True),
            Column("year", "year"),
            Column("sex", "sex"),
            *_AGES,
            Column("share", "amount", required=True),
            Column("excess_use", "amount"),  # use by one who has it / by one who has not
        ),
        key=("condition", "year", "sex", "age_from", "age_to"),
        measure="share",
        within=("condition", "year"),
    ),
    Table(
        "need_variables",
        (
            Column("variable", "code", required=True),
            Column("area_id", "code", required=True),
            Column("value", "number", required=True),
            Column("denominator", "amount"),  # of how many; empty where the value is a share already
        ),
        key=("variable", "area_id"),
        measure="value",
    ),
)
