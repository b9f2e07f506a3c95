"""What `[visits]` of `region.toml` says of a register: where it lies and how its names become ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

EngineName = Literal["duckdb", "postgresql", "spark"]
CountBy = Literal["year", "quarter", "month"]


@dataclass(frozen=True)
class Condition:
    """Which values of one field a register's rows are kept by: any of some, or from one to another.

    Both ends of a range are inclusive and may be open; they are dates, or numbers.
    """

    values: tuple[str, ...] = ()
    first: date | float | None = None
    last: date | float | None = None


@dataclass(frozen=True)
class RegisterSettings:
    """A register of visits that an engine reads; its rows never become a table in the program."""

    engine: EngineName = "duckdb"
    address: str = ""  # host:port/database, or the master of a Spark cluster; never a credential
    file: str = ""  # a file, a folder of files or a pattern; Parquet or text
    table: str = ""  # in the database, with its schema
    columns: Mapping[str, str] = field(default_factory=dict)  # ours -> the register's
    constants: Mapping[str, str] = field(default_factory=dict)  # ours -> value on every row
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # ours -> {theirs: ours}
    fields: Mapping[str, str] = field(default_factory=dict)  # further names for `where` -> the register's
    where: Mapping[str, Condition] = field(default_factory=dict)  # ours, or one of `fields`
    count_by: CountBy = "quarter"  # what a day of contact counts as
    incomplete: Literal["error", "set_aside"] = "error"
    unknown_area: Literal["error", "keep"] = "error"
    unknown_unit: Literal["error", "keep"] = "error"
    thousands: Mapping[str, str] = field(default_factory=dict)  # ours, or "" for all -> mark of thousands
    decimal: Mapping[str, str] = field(default_factory=dict)  # ours, or "" for all -> decimal mark
    null: tuple[str, ...] = ()  # texts that stand for nothing
    memory: str = "1GB"  # of DuckDB, before it writes to disk
    threads: int | None = None

    @property
    def name(self) -> str:
        """What problems call the register."""
        return self.file or self.table
