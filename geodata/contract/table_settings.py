"""The `[tables]` of `region.toml`: where each lies, and how its own names become ours."""

from __future__ import annotations

import re

from pyproj import CRS
from pyproj.exceptions import CRSError

from geodata.contract.headers import by_header, header, pattern_of_headers
from geodata.contract.mark_settings import read_marks
from geodata.contract.settings import TableSettings
from geodata.contract.table_layout import (
    ENCODINGS,
    end_of_table,
    names_of_columns,
    rows_of_header,
    separator,
)
from geodata.contract.tables import TABLES, table_named, the_table
from geodata.contract.toml_reader import TomlReader

GROUP = re.compile(r"\\(\d)")
"""What stands for a group of the pattern in a constant of `melt_like`."""


def read_tables(top: TomlReader) -> dict[str, TableSettings]:
    """Settings of every table, by its key; required tables that none fills are problems."""
    tables: dict[str, TableSettings] = {}
    for key, reader in top.tables("tables"):
        if table_named(key) is None:
            top.problem("unknown_table", f"tables.{key}", None, *TABLES)
        else:
            tables[key] = _table(key, reader)
    filled = {table.name for table in map(table_named, tables) if table is not None}
    for name, table in TABLES.items():
        if table.required and name not in filled:
            top.problem("missing_key", f"tables.{name}")
    return tables


def _table(key: str, reader: TomlReader) -> TableSettings:
    table = the_table(key)
    crs = reader.string("crs", None)
    if crs is not None and not _places(crs):
        reader.problem("unknown_crs", "crs", crs, "EPSG:3006")
    recode_like = {column: each.texts() for column, each in reader.tables("recode_like")}
    for column, patterns in recode_like.items():
        for pattern in patterns:
            reader.compiles(f"recode_like.{column}", pattern)
    melt = by_header({column: each.texts() for column, each in reader.tables("melt")})
    melt_like = {pattern_of_headers(pattern): each.texts() for pattern, each in reader.tables("melt_like")}
    for pattern, constants in melt_like.items():
        groups = max((int(each) for text in constants.values() for each in GROUP.findall(text)), default=0)
        reader.compiles("melt_like", pattern, groups=groups)
    for key, wide in (("melt", melt), ("melt_like", melt_like)):
        if wide and not table.measure:
            reader.problem("cannot_melt", key)
    thousands, decimal, null = read_marks(reader, table.names)
    settings = TableSettings(
        file=reader.string("file", required=True),
        layer=reader.string("layer", None),
        header_row=rows_of_header(reader),
        header=names_of_columns(reader),
        skip_after=end_of_table(reader),
        encoding=reader.choice("encoding", ENCODINGS, None),
        separator=separator(reader),
        crs=crs,
        columns={ours: header(theirs) for ours, theirs in reader.mapping("columns").items()},
        constants=reader.mapping("constants"),
        recode={column: each.texts() for column, each in reader.tables("recode")},
        where=_lists(reader, "where", patterns=False),
        where_not=_lists(reader, "where_not", patterns=True),
        where_like=_lists(reader, "where_like", patterns=True),
        melt=melt,
        melt_like=melt_like,
        duplicates=reader.choice(
            "duplicates", ("error", "first", *(("add",) if table.people else ())), "error"
        ),
        incomplete=reader.choice("incomplete", ("error", "set_aside"), "error"),
        unknown_area=reader.choice("unknown_area", ("error", "keep"), "error"),
        unknown_unit=reader.choice("unknown_unit", ("error", "keep"), "error"),
        outside=reader.choice("outside", ("error", "keep"), "error"),
        recode_like=recode_like,
        extract={column: _extract(each) for column, each in reader.tables("extract")},
        ignore=tuple(pattern_of_headers(pattern) for pattern in reader.patterns("ignore")),
        snap_m=reader.number("snap_m", 0.0, 0, 5000),
        thousands=thousands,
        decimal=decimal,
        null=null,
    )
    ours = {*settings.columns, *settings.constants, *settings.recode, *recode_like, *settings.extract}
    ours |= {column for constants in (*melt.values(), *melt_like.values()) for column in constants}
    for column in sorted(ours - set(table.names)):
        reader.problem("unknown_target", None, column, *table.names)
    reader.finish()
    return settings


def _places(crs: str) -> bool:
    """Whether a text names a system that says where on Earth a point lies: heights alone do not."""
    try:
        system = CRS.from_user_input(crs)
    except CRSError:
        return False
    return bool(system.is_geographic or system.is_projected)


def _lists(reader: TomlReader, key: str, *, patterns: bool) -> dict[str, tuple[str, ...]]:
    inner = reader.table(key)
    lists = {
        column: inner.patterns(column) if patterns else inner.strings(column) for column in inner.content
    }
    return by_header(lists)


def _extract(reader: TomlReader) -> dict[str, str]:
    column, pattern = reader.string("column", required=True), reader.string("pattern", required=True)
    reader.compiles("pattern", pattern, groups=1)
    reader.finish()
    return {"column": header(column), "pattern": pattern}
