"""A register read: its exact base cells, what was kept apart, or every problem it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from geodata.contract.problems import Problems
from geodata.contract.register_settings import RegisterSettings
from geodata.contract.settings import RegionSettings
from geodata.contract.tables import TABLES
from geodata.region.region import Account
from geodata.register import on_duckdb, on_postgresql, on_spark
from geodata.register.cells import Counts, counts_of, frame_of
from geodata.register.codes import code_table, numbered
from geodata.register.engine import Engine, EngineError
from geodata.register.expression import (
    FILTERED,
    FLAWS,
    NAMES,
    cells_of,
    constant_of,
    examples_of,
    rows_of,
    told,
)
from geodata.register.findings import STANDS_FOR, Asked, find_problems, incomplete
from geodata.register.progress import fetched
from geodata.register.visited import Tell, Visited

ENGINES = {"duckdb": on_duckdb.opened, "postgresql": on_postgresql.opened, "spark": on_spark.opened}


def read_register(
    said: RegisterSettings,
    settings: RegionSettings,
    folder: Path,
    codes: Mapping[str, tuple[Sequence[str], tuple[str, ...]]],
    problems: Problems,
    tell: Tell | None = None,
) -> Visited | None:
    """Visits of the register that `[visits]` describes; None, every problem added, where it has any.

    Parameters
    ----------
    said : RegisterSettings
    settings : RegionSettings
    folder : Path
        Where files lie that `said` names.
    codes : mapping
        Of `area_id` and `unit_id`: the region's own codes, ascending, and the files they stand in.
    problems : Problems
    tell : function, optional
        Told of the progress.
    """
    try:
        with ENGINES[said.engine](said, folder) as engine:
            return read_from(engine, said, settings, codes, problems, tell)
    except EngineError as error:
        problems.add(error.code, said.name, value=error.value or None, expected=error.expected)
        return None


def read_from(
    engine: Engine,
    said: RegisterSettings,
    settings: RegionSettings,
    codes: Mapping[str, tuple[Sequence[str], tuple[str, ...]]],
    problems: Problems,
    tell: Tell | None = None,
) -> Visited | None:
    """The same of an engine that is open already."""
    if not _has_columns(engine, said, problems):
        return None
    known = {column: tuple(each[0]) for column, each in codes.items()}
    known |= {"care_form": tuple(settings.care_forms), "age_group": tuple(settings.age_groups)}
    tables = {
        column: engine.table(f"codes_of_{column}", code_table(each))
        for column, each in numbered(said, known).items()
    }
    rows = rows_of(engine.register, said, tables)
    sizes = {key: len(known[column]) for key, column in NAMES.items()}
    answer = fetched(engine, cells_of(rows, said, sizes), tell)
    counts = counts_of(answer, sizes, constant_of(said, "visits"))
    del answer

    def texts(column: str, code: str, most: int) -> list[tuple[str, int]]:
        """Commonest texts of the rows that have a problem."""
        if (column, code) in FLAWS:
            which = (rows.flaw & FLAWS[column, code]) != 0
        else:
            key = next((key for key, name in NAMES.items() if name == column), column)
            which = rows[key] == STANDS_FOR[code]
        if "flaw" in rows.columns:
            which = which & (rows.flaw != FILTERED)
        found = engine.fetch(examples_of(rows, column, which, most))
        return list(zip(found["text"].to_pylist(), found["rows"].to_pylist(), strict=True))

    files = {column: each[1] for column, each in codes.items()}
    before = problems.errors
    strangers = find_problems(counts, Asked(said, settings, known, files, texts), problems)
    if problems.errors > before:
        return None
    return Visited(frame_of(counts, known, ~incomplete(counts)), tuple(_set_aside(counts)), strangers)


def _set_aside(counts: Counts) -> list[Account]:
    """Rows that conditions leave out, and rows without a required value."""
    lacking = incomplete(counts)
    lost = int(counts.rows[lacking].sum()), int(counts.visits[lacking].sum())
    return [
        Account("visits", reason, "set_aside", rows, visits, ())
        for reason, (rows, visits) in (("filtered", counts.filtered), ("incomplete", lost))
        if rows
    ]


def _has_columns(engine: Engine, said: RegisterSettings, problems: Problems) -> bool:
    """Whether the register has every column that is asked for; those it lacks are problems."""
    there = tuple(engine.register.columns)
    asked = {*said.columns.values(), *(said.fields[name] for name in said.where if name in said.fields)}
    missing = sorted(asked - set(there))
    for column in TABLES["visits"].columns:
        name = said.columns.get(column.name, column.name)
        needed = column.required or column.name in said.where
        if needed and name not in missing and told(engine.register, said, column.name) is None:
            missing.append(name)
    for name in missing:
        problems.add("missing_column", said.name, column=name, expected=there)
    return not missing
