"""The tables of a region and their columns: the contract between a folder of data and the program."""

from __future__ import annotations

from geodata.contract.columns import Column, Table
from geodata.contract.follow_up_tables import FOLLOW_UP_TABLES
from geodata.contract.need_tables import NEED_TABLES
from geodata.contract.reimbursement_tables import REIMBURSEMENT_TABLES

BACKGROUND_KINDS = ("land", "water")

_PLACE = (
    Column("longitude", "degrees"),
    Column("latitude", "degrees"),
    Column("x", "metres"),
    Column("y", "metres"),
    Column("position", "position"),
)
_PLACES = (("longitude", "latitude"), ("x", "y"), ("position",), ("geometry",))

POPULATION_POINTS_MOST = 5_000_000
"""Rows of `population_points` that are read: the 250 m cells of a country by age, or its addresses."""

_TABLES = (
    Table(
        "areas",
        (
            Column("area_id", "code", required=True),
            Column("name", "name", required=True),
            Column("municipality_id", "code", required=True),
            Column("municipality", "name", required=True),
            Column("geometry", "geometry", required=True),
            *_PLACE,
        ),
        required=True,
        key=("area_id",),
    ),
    Table(
        "population",
        (
            Column("area_id", "code", required=True),
            Column("persons", "whole", required=True),
            Column("year", "year"),
            Column("sex", "sex"),
            Column("ages", "ages"),
            Column("age_from", "age"),
            Column("age_to", "age"),
        ),
        required=True,
        key=("area_id", "year", "sex", "age_from", "age_to"),
        measure="persons",
        within=("area_id", "year"),
    ),
    Table(
        "units",
        (
            Column("unit_id", "code", required=True),
            Column("name", "name", required=True),
            Column("care_form", "care_form", required=True),
            *_PLACE,
            Column("geometry", "geometry"),
            Column("operator", "operator"),
            Column("organisation", "text"),
            Column("capacity", "amount"),
            Column("listed", "whole"),
            Column("opened", "date"),
            Column("closed", "date"),
            Column("services", "list"),
            Column("languages", "list"),
            Column("accepts_new", "yes_no"),
            Column("step_free", "yes_no"),
            Column("opening", "hours"),
            Column("closures", "days"),  # when it is closed for a while, whatever its opening hours
            Column("phone", "text"),
            Column("url", "url"),
            Column("register_url", "url"),  # where one registers with the unit
            Column("e_services_url", "url"),  # where one books and asks by oneself
            Column("address", "text"),
            Column("municipality_id", "code"),  # where it should stand, by its code or how that begins
        ),
        required=True,
        one_of=_PLACES,
        key=("unit_id",),
    ),
    Table(
        "visits",
        (
            Column("area_id", "code", required=True),
            Column("unit_id", "code", required=True),
            Column("care_form", "care_form", required=True),
            Column("period", "period", required=True),
            Column("visits", "whole", required=True),
            Column("age_group", "age_group"),
            Column("patients", "whole"),
            Column("person_id", "text"),
            Column("cost", "amount"),
        ),
        measure="visits",
    ),
    Table(
        "service_areas",
        (Column("unit_id", "code", required=True), Column("area_id", "code", required=True)),
        key=("unit_id", "area_id"),
    ),
    Table(
        "indicators",
        (
            Column("indicator", "indicator", required=True),
            Column("unit_id", "code"),
            Column("area_id", "code"),
            Column("period", "period", required=True),
            Column("value", "number", required=True),
            Column("numerator", "amount"),
            Column("denominator", "amount"),
            Column("prevalence", "amount"),
        ),
        one_of=(("unit_id",), ("area_id",)),
        key=("indicator", "unit_id", "area_id", "period"),
        measure="value",
    ),
    Table(
        "travel_times",
        (
            Column("area_id", "code", required=True),
            Column("unit_id", "code", required=True),
            Column("mode", "text", required=True),
            Column("minutes", "amount", required=True),
        ),
        key=("area_id", "unit_id", "mode"),
        measure="minutes",
    ),
    *NEED_TABLES,
    *REIMBURSEMENT_TABLES,
    *FOLLOW_UP_TABLES,
    Table(
        "themes",
        (
            Column("theme", "theme", required=True),
            Column("area_id", "code"),
            Column("municipality_id", "code"),
            Column("value", "text", required=True),
        ),
        one_of=(("area_id",), ("municipality_id",)),
        key=("theme", "area_id", "municipality_id"),
        measure="value",
    ),
    Table(
        "background",
        (
            Column("kind", "background", required=True),
            Column("geometry", "geometry", required=True),
            Column("name", "text"),
        ),
    ),
    Table(
        "places",
        (
            Column("name", "name", required=True),
            *_PLACE,
            Column("geometry", "geometry"),
            Column("persons", "whole", required=True),
        ),
        one_of=_PLACES,
        measure="persons",
    ),
    Table(
        "population_points",
        (
            Column("geometry", "geometry"),
            *_PLACE,
            Column("persons", "amount", required=True),
            Column("ages", "ages"),
            Column("age_from", "age"),
            Column("age_to", "age"),
        ),
        one_of=_PLACES,
        measure="persons",
        most=POPULATION_POINTS_MOST,
    ),
    Table(
        "addresses",
        (
            Column("street", "text"),
            Column("number", "text"),  # 12, 12A, or a range: 1–25
            Column("postcode", "text"),
            Column("locality", "text"),
            *_PLACE,
            Column("geometry", "geometry"),
        ),
        one_of=_PLACES,
    ),
)

ADDRESSES_MOST = 250_000
"""Rows of `addresses` that a browser can be given whole."""

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
"""Every table a region may have, by name."""


def table_named(key: str) -> Table | None:
    """Table that a key under `[tables]` fills, or None.

    One table may come in several files: `visits_2024` and `visits_2025` both fill `visits`.
    """
    if key in TABLES:
        return TABLES[key]
    fits = [table for name, table in TABLES.items() if key.startswith(name + "_")]
    return max(fits, key=lambda table: len(table.name), default=None)


def the_table(key: str) -> Table:
    """Table that a key under `[tables]` fills, where it is known to be one."""
    table = table_named(key)
    if table is None:
        raise KeyError(key)
    return table
