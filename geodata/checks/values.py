"""Every value on its own: whether it is there, and can be read as what it should be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from geodata.checks.doubtful_cells import DoubtfulCells
from geodata.checks.mojibake import warn_of_mojibake
from geodata.checks.parts_of_people import with_parts_added
from geodata.checks.sheet import Part, Sheet
from geodata.checks.total_rows import total_by_words, totals_unread
from geodata.contract.columns import Column, Table
from geodata.contract.mark_settings import marks_of
from geodata.contract.problems import Problems
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.region.region import Account
from geodata.sources.age_spans import age_spans
from geodata.sources.mapping import Mapped
from geodata.sources.numbers import numbers
from geodata.sources.position_texts import positions
from geodata.sources.typed import typed
from geodata.sources.well_known import from_wkt

SCENERY = ("background", "places")
"""Tables that only make the map readable: nobody misses a row that their conditions leave out."""


BINARY_SHAPE = r"(0x|\\x)?0[01][0-9A-Fa-f]{16}"
"""How a shape in binary form begins, in digits of base 16: the order of its bytes, its kind, its size."""


def checked_values(
    mapped: Mapped, table: Table, table_settings: TableSettings, settings: RegionSettings, problems: Problems
) -> tuple[Sheet, list[Account]]:
    """Typed rows of one file and what was kept apart.

    A row without a required value is an error, or is set aside where the table says
    `incomplete = "set_aside"`. A row with a value that cannot be read is always an error; it stays,
    as if that value were empty, so that what else is wrong with it is found too.
    """
    part = Part.of(table_settings, mapped)
    accounts = _filtered(mapped, table, part)
    every = _text(mapped, table, part, mapped.geometry)
    total = total_by_words(every, mapped.unread, problems)
    accounts += _lenient(every).account("total", "set_aside", total) if total.any() else []
    mapped = mapped.take(~total) if total.any() else mapped
    count = len(mapped.frame)
    geometry, unreadable = _geometry(mapped, table)
    text = _text(mapped, table, part, geometry)
    if unreadable is not None:
        binary = unreadable & mapped.frame["geometry"].str.match(BINARY_SHAPE).to_numpy(dtype=bool)
        text.report(problems, "binary_geometry", binary, "geometry", once=True)
        text.report(problems, "unreadable_geometry", unreadable & ~binary, "geometry")
    broken = np.zeros(count, dtype=bool) if unreadable is None else unreadable.copy()
    empty: dict[str, NDArray[np.bool_]] = {}
    columns: dict[str, Series] = {}
    doubtful = DoubtfulCells(text, table_settings, problems)
    for column in table.columns:
        if column.kind == "geometry":
            if column.required and geometry is not None:
                empty[column.name] = np.array([shape is None for shape in geometry], dtype=bool) & ~broken
            continue
        if column.name not in mapped.frame or column.name in columns:
            continue
        marks = marks_of(table_settings.thousands, table_settings.decimal, column.name)
        values = typed(column.kind, mapped.frame[column.name], settings, marks)
        bad, unsure = doubtful.apart(column, values)
        broken |= unsure
        for code, where in bad.items():
            if where.any():
                text.report(problems, code, where, column.name, expected=values.expected)
                broken |= where
        columns |= _columns_of(column, values.values)
        if column.required and not _may_be_unknown(column.name, table, table_settings):
            empty[column.name] = (mapped.frame[column.name] == "").to_numpy(dtype=bool)
    doubtful.report_null_words()
    _half_given(text, table, empty)
    if table.name == "units" and table_settings.outside == "error":
        nowhere = _placeless(text)
        nowhere &= ~_placed_in_another_form(text, nowhere)
        text.report(problems, "no_place", nowhere, "unit_id", severity="warning")
    incomplete = np.zeros(count, dtype=bool)
    for name, where in empty.items():
        incomplete |= where
        if table_settings.incomplete == "error" and where.any():
            text.report(problems, _missing_code(table, name), where, name)
    if table_settings.incomplete == "set_aside":
        incomplete &= ~broken
        accounts += _lenient(text).account("incomplete", "set_aside", incomplete)
    sheet = replace(text, frame=DataFrame(columns, index=mapped.frame.index))
    keep = ~incomplete if table_settings.incomplete == "set_aside" else np.ones(count, dtype=bool)
    sheet, unread = sheet.take(keep), _unread(mapped, keep)
    warn_of_mojibake(sheet, problems)
    sheet, added = with_parts_added(sheet, unread, problems)
    sums, apart = totals_unread(sheet, unread, problems)
    return sheet.take(~sums), accounts + added + apart


def _placed_in_another_form(units: Sheet, nowhere: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows without a place whose unit has one on a row of another care form."""
    if "care_form" not in units.frame:
        return np.zeros(len(nowhere), dtype=bool)
    rows = list(zip(units.frame["unit_id"], units.frame["care_form"], strict=True))
    placed: dict[str, set[str]] = {}
    for (unit, form), missing in zip(rows, nowhere.tolist(), strict=True):
        if unit and not missing:
            placed.setdefault(unit, set()).add(form)
    return np.array([bool(placed.get(unit, set()) - {form}) for unit, form in rows], dtype=bool)


def _text(mapped: Mapped, table: Table, part: Part, geometry: NDArray[np.object_] | None) -> Sheet:
    """Rows of one file before anything is read of them."""
    count = len(mapped.frame)
    labels: NDArray[np.object_] = (
        np.full(count, "", dtype=object) if mapped.measure_names is None else mapped.measure_names
    )
    return Sheet(table, mapped.frame, np.zeros(count, np.int64), mapped.rows, labels, geometry, (part,))


def _unread(mapped: Mapped, keep: NDArray[np.bool_]) -> DataFrame | None:
    return None if mapped.unread is None else mapped.unread[keep].reset_index(drop=True)


def _columns_of(column: Column, values: Series) -> dict[str, Series]:
    """The columns that one becomes: ages their first and last, positions both their axes."""
    if column.kind == "position":
        places = positions(values)
        east, north = (Series(axis, index=values.index) for axis in (places.east, places.north))
        return {"east": east, "north": north, "in_degrees": Series(places.in_degrees, index=values.index)}
    if column.kind != "ages":
        return {column.name: values}
    begin, end, _ = age_spans(values)
    return {"age_from": begin, "age_to": end}


def _may_be_unknown(column: str, table: Table, table_settings: TableSettings) -> bool:
    """Whether a visit's residence or unit may be left empty, as the table declares."""
    policy = {"area_id": table_settings.unknown_area, "unit_id": table_settings.unknown_unit}.get(column)
    return table.name == "visits" and policy == "keep"


def _missing_code(table: Table, name: str) -> str:
    kind = next(column.kind for column in table.columns if column.name == name)
    return {"name": "empty_name", "geometry": "missing_geometry", "year": "missing_year"}.get(
        kind, "missing_value"
    )


def _half_given(text: Sheet, table: Table, empty: dict[str, NDArray[np.bool_]]) -> None:
    """Add what is missing from columns that must be given together or on every row where there at all."""
    frame = text.frame
    for first, second in (("longitude", "latitude"), ("x", "y")):
        if first in table.names and first in frame and second in frame:
            first_empty, second_empty = (
                (frame[first] == "").to_numpy(bool),
                (frame[second] == "").to_numpy(bool),
            )
            empty[first], empty[second] = first_empty & ~second_empty, second_empty & ~first_empty
    if "year" in frame and (frame["year"] != "").any():
        empty["year"] = (frame["year"] == "").to_numpy(bool)
    if table.name in ("indicators", "themes", "projections", "goals"):
        groups = [group[0] for group in table.one_of if group[0] in frame]
        neither = np.logical_and.reduce([(frame[name] == "").to_numpy(bool) for name in groups])
        empty[groups[0]] = neither
    if table.name in ("addresses", "population_points"):
        place = next((name for name in ("longitude", "x", "position") if name in frame), "geometry")
        empty[place] = empty.get(place, False) | _placeless(text)
    if table.name == "addresses":
        nothing = np.ones(len(text), dtype=bool)
        for name in ("street", "postcode", "locality"):
            if name in frame:
                nothing &= (frame[name] == "").to_numpy(bool)
        empty["street"] = nothing


def _placeless(text: Sheet) -> NDArray[np.bool_]:
    """Rows without any coordinate or shape."""
    without = np.ones(len(text), dtype=bool)
    for column in ("longitude", "latitude", "x", "y", "position"):
        if column in text.frame:
            without &= (text.frame[column] == "").to_numpy(dtype=bool)
    if text.geometry is not None:
        without &= np.array([shape is None for shape in text.geometry], dtype=bool)
    return without


def _lenient(text: Sheet) -> Sheet:
    """Text rows with their measure as numbers, 0 where unreadable, so that accounts can add it up."""
    measure = text.table.measure
    if measure not in text.frame:
        return text
    settings = text.parts[0].settings
    marks = marks_of(settings.thousands, settings.decimal, measure)
    return text.with_columns(**{measure: numbers(text.frame[measure], marks).values.fillna(0)})


def _filtered(mapped: Mapped, table: Table, part: Part) -> list[Account]:
    left_out = mapped.filtered
    if left_out is None or left_out.frame.empty or table.name in SCENERY:
        return []
    count = len(left_out.frame)
    sheet = Sheet(
        table,
        left_out.frame,
        np.zeros(count, np.int64),
        left_out.rows,
        np.full(count, "", dtype=object),
        None,
        (part,),
    )
    return _lenient(sheet).account("filtered", "set_aside", np.ones(count, dtype=bool))


def _geometry(mapped: Mapped, table: Table) -> tuple[NDArray[np.object_] | None, NDArray[np.bool_] | None]:
    """Shapes of the file, or of its column of WKT; and which of that column's cannot be read."""
    if "geometry" not in table.names or "geometry" not in mapped.frame:
        return mapped.geometry, None
    texts = mapped.frame["geometry"].to_numpy(dtype=object)
    shapes = from_wkt(texts)
    shapes[texts == ""] = None
    missing = np.array([shape is None for shape in shapes], dtype=bool)
    return shapes, missing & (texts != "")
