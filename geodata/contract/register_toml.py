"""The `[visits]` of `region.toml`: a register of visits in files of any size or in a database."""

from __future__ import annotations

import re
from datetime import date
from typing import cast, get_args

from geodata.contract.headers import header
from geodata.contract.mark_settings import read_marks
from geodata.contract.register_settings import Condition, CountBy, EngineName, RegisterSettings
from geodata.contract.tables import TABLES
from geodata.contract.toml_reader import TomlReader

SECRETS = ("user", "username", "password", "passwd", "secret", "token", "dsn")
"""Keys that belong in the environment, never in the file."""

FILTERED = ("area_id", "unit_id", "care_form", "period", "age_group", "visits", "patients", "cost")
"""Fields of ours that a condition may name."""

_MEMORY = re.compile(r"\d+(\.\d+)?\s*[MG]i?B")
_POSTGRESQL = re.compile(r"(?P<host>[^\s:/@?]+)(:(?P<port>\d{1,5}))?/(?P<database>[^\s/@?]+)")
_CREDENTIAL = re.compile(r"[^/\s]*@|password=|user=", re.IGNORECASE)
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def read_register(top: TomlReader) -> RegisterSettings | None:
    """Settings of a register, `[visits]`; None where there is none."""
    if top.get("visits") is None:
        return None
    reader = top.table("visits")
    for key in SECRETS:
        if reader.get(key) is not None:
            reader.problem("credential_in_file", key)
    engine = cast(EngineName, reader.choice("engine", get_args(EngineName), "duckdb"))
    table = TABLES["visits"]
    fields = {name: header(theirs) for name, theirs in reader.mapping("fields").items()}
    thousands, decimal, null = read_marks(reader, table.names)
    settings = RegisterSettings(
        engine=engine,
        address=_address(engine, reader),
        file=reader.string("file"),
        table=reader.string("table"),
        columns={ours: header(theirs) for ours, theirs in reader.mapping("columns").items()},
        constants=reader.mapping("constants"),
        recode={column: each.texts() for column, each in reader.tables("recode")},
        fields=fields,
        where=_where(reader, fields),
        count_by=cast(CountBy, reader.choice("count_by", get_args(CountBy), "quarter")),
        incomplete=reader.choice("incomplete", ("error", "set_aside"), "error"),
        unknown_area=reader.choice("unknown_area", ("error", "keep"), "error"),
        unknown_unit=reader.choice("unknown_unit", ("error", "keep"), "error"),
        thousands=thousands,
        decimal=decimal,
        null=null,
        memory=_memory(reader),
        threads=reader.number("threads", None, 1, 256, whole=True),
    )
    for column in sorted({*settings.columns, *settings.constants, *settings.recode} - set(table.names)):
        reader.problem("unknown_target", None, column, *table.names)
    _place(settings, reader)
    reader.finish()
    return settings


def postgresql_address(address: str) -> tuple[str | None, int | None, str | None]:
    """Host, port and database of an address; None for what it leaves to the environment."""
    match = _POSTGRESQL.fullmatch(address)
    if match is None:
        return None, None, None
    return match["host"], int(match["port"]) if match["port"] else None, match["database"]


def _address(engine: EngineName, reader: TomlReader) -> str:
    address: str = reader.string("address", "", required=engine == "spark")
    if _CREDENTIAL.search(address):
        reader.problem("credential_in_file", "address")  # without its value: it may be a password
        return ""
    if engine == "duckdb" and address:
        reader.problem("no_such_address", "address", address)
    if engine == "postgresql" and address and not _POSTGRESQL.fullmatch(address):
        reader.problem("wrong_type", "address", address, "host:5432/database")
    return address


def _place(settings: RegisterSettings, reader: TomlReader) -> None:
    """Report a register that is nowhere, or in two places."""
    if settings.engine == "postgresql":
        if settings.file:
            reader.problem("register_place", "file", settings.file, "table")
        if not settings.table:
            reader.problem("missing_key", "table")
    elif settings.engine == "duckdb" and settings.table:
        reader.problem("register_place", "table", settings.table, "file")
    elif bool(settings.file) == bool(settings.table):
        reader.problem("missing_key", "file")
    if settings.engine == "duckdb" and _REMOTE.match(settings.file):
        reader.problem("remote_register", "file", settings.file)


def _memory(reader: TomlReader) -> str:
    memory: str = reader.string("memory", RegisterSettings.memory)
    if not _MEMORY.fullmatch(memory):
        reader.problem("wrong_type", "memory", memory, "2GB")
        return RegisterSettings.memory
    return memory


def _where(reader: TomlReader, fields: dict[str, str]) -> dict[str, Condition]:
    """Conditions on fields of ours and on those named under `fields`; on nothing else."""
    inner = reader.table("where")
    allowed = (*FILTERED, *fields)
    conditions = {}
    for name, condition in inner.content.items():
        if name not in allowed:
            inner.problem("unknown_choice", name, name, *allowed)
        elif isinstance(condition, dict):
            conditions[name] = _range(TomlReader(condition, reader.problems, reader.file, inner.dotted(name)))
        else:
            conditions[name] = Condition(values=inner.strings(name))
    return conditions


def _range(reader: TomlReader) -> Condition:
    ends: list[date | float | None] = []
    for key in ("from", "to"):
        value = reader.get(key)
        if isinstance(value, str | date):
            value = reader.day(key)
        if isinstance(value, bool) or not (value is None or isinstance(value, int | float | date)):
            reader.problem("wrong_type", key, value, "2024-01-01", "1.5")
            value = None
        ends.append(value if value is None or isinstance(value, date) else float(value))
    if not reader.content:
        reader.problem("missing_key", "from")
    elif isinstance(ends[0], date) != isinstance(ends[1], date) and None not in ends:
        reader.problem("wrong_type", "to", ends[1], str(ends[0]))
        ends[1] = None
    reader.finish()
    return Condition(first=ends[0], last=ends[1])
