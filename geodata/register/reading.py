"""A register read: its exact base cells, what was kept apart, or every problem it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from geodata.contract.problems import Problems
from geodata.contract.register_settings import RegisterSettings
from geodata.contract.settings import RegionSettings
from geodata.contract.tables import TABLES
from geodata.region.region import Account
from geodata.register import on_duckdb, on_postgresql, on_spark
from geodata.register.cells import Counts, counts_of, frame_of, with_forms
from geodata.register.codes import code_table, numbered, words_of_totals
from geodata.register.codes_as_written import report_codes, report_conditions
from geodata.register.engine import Engine, EngineError, RowsRefusedError, with_headers
from geodata.register.expression import (
    FILTERED,
    FLAWS,
    NAMES,
    cells_of,
    column_value,
    constant_of,
    examples_of,
    rows_of,
)
from geodata.register.findings import STANDS_FOR, ProblemSearch, find_problems, incomplete
from geodata.register.progress import fetched
from geodata.register.sums_of_others import sums_of_others
from geodata.register.visited import Tell, Visited
from geodata.sources.periods import LIKE_MONTHS

ENGINES: Mapping[str, Callable[..., AbstractContextManager[Engine]]] = {
    "duckdb": on_duckdb.opened,
    "postgresql": on_postgresql.opened,
    "spark": on_spark.opened,
}


def read_register(
    register_settings: RegisterSettings,
    settings: RegionSettings,
    folder: Path,
    codes: Mapping[str, tuple[Sequence[str], tuple[str, ...]]],
    problems: Problems,
    tell: Tell | None = None,
    forms: Mapping[tuple[str, str], str] | None = None,
) -> Visited | None:
    """Visits of the register that `[visits]` describes; None, every problem added, where it has any.

    Parameters
    ----------
    register_settings : RegisterSettings
    settings : RegionSettings
    folder : Path
        Where files lie that `register_settings` names.
    codes : mapping
        Of `area_id` and `unit_id`: the region's own codes, ascending, and the files they stand in.
    problems : Problems
    tell : function, optional
        Told of the progress.
    forms : mapping, optional
        The region's own id of a unit, by its id and care form, where a unit has several care forms.
    """
    of_text = register_settings.engine == "duckdb"
    for careful in (False, True) if of_text else (False,):
        opened = partial(on_duckdb.opened, careful=True) if careful else ENGINES[register_settings.engine]
        try:
            with opened(register_settings, folder) as engine:
                visited = read_from(engine, register_settings, settings, codes, problems, tell, forms=forms)
                _warn(engine, register_settings, visited, problems)
                return visited
        except RowsRefusedError as error:
            for each in error.rows:
                problems.add(each.code, each.file, row=each.row, value=each.value, expected=each.expected)
            return None
        except EngineError as error:
            if error.code == "unreadable_register" and of_text and not careful:
                continue  # such as text that is not UTF-8 far down
            file = error.file or register_settings.name
            value, expected = error.value or None, error.expected
            problems.add(error.code, file, row=error.row, value=value, expected=expected)
            return None
    return None


def _warn(
    engine: Engine, register_settings: RegisterSettings, visited: Visited | None, problems: Problems
) -> None:
    """Warn of files that are not in UTF-8, and of a register that has no rows."""
    for each in engine.remarks:
        problems.add(each.code, each.file, row=each.row, expected=each.expected, severity="warning")
    if visited is not None and visited.cells.empty and not visited.accounts:
        problems.add("empty_table", register_settings.name, severity="warning")


def read_from(
    engine: Engine,
    register_settings: RegisterSettings,
    settings: RegionSettings,
    codes: Mapping[str, tuple[Sequence[str], tuple[str, ...]]],
    problems: Problems,
    tell: Tell | None = None,
    *,
    totals: Mapping[str, Sequence[str]] | None = None,
    forms: Mapping[tuple[str, str], str] | None = None,
) -> Visited | None:
    """Visits of a register whose engine is already open; otherwise as `read_register`.

    Rows whose area or unit is among `totals`, by column, are set aside unless all are: words such as Totalt,
    where nothing else is said, and codes that are the sums of others.
    """
    totals = words_of_totals() if totals is None else totals
    engine = with_headers(engine)
    if not _has_columns(engine, register_settings, problems):
        return None
    known = {column: tuple(each[0]) for column, each in codes.items()}
    known |= {"care_form": tuple(settings.care_forms), "age_group": tuple(settings.age_groups)}
    tables = {
        column: engine.table(f"codes_of_{column}", code_table(each))
        for column, each in numbered(register_settings, known, totals).items()
    }
    rows = rows_of(engine.register, register_settings, tables)
    sizes = {key: len(known[column]) for key, column in NAMES.items()}
    answer = fetched(engine, cells_of(rows, register_settings, sizes), tell)
    counts = counts_of(answer, sizes, constant_of(register_settings, "visits"))
    del answer
    more: Mapping[str, tuple[str, ...]] = sums_of_others(engine, rows, counts) if totals else {}
    if more or (counts.totals[0] and not len(counts.rows)):
        again = {column: (*each, *more.get(column, ())) for column, each in totals.items()} if more else {}
        return read_from(
            engine, register_settings, settings, codes, problems, tell, totals=again, forms=forms
        )

    def texts(column: str, code: str, most: int) -> list[tuple[str, int]]:
        """Commonest texts of the rows that have a problem."""
        if (column, code) in FLAWS:
            which = (rows.flaw & FLAWS[column, code]) != 0
        elif code == "split_year":
            which = rows.text_period.isin(LIKE_MONTHS)
        else:
            key = next((key for key, name in NAMES.items() if name == column), column)
            which = rows[key] == STANDS_FOR[code]
        if "flaw" in rows.columns:
            which = which & (rows.flaw != FILTERED)
        found = engine.fetch(examples_of(rows, column, which, most))
        return list(zip(found["text"].to_pylist(), found["rows"].to_pylist(), strict=True))

    if totals:
        report_codes(engine, rows, counts, register_settings, known, problems)
    if counts.filtered[0]:
        report_conditions(engine, engine.register, register_settings, problems)
    files = {column: each[1] for column, each in codes.items()}
    before = problems.errors
    strangers = find_problems(
        counts, ProblemSearch(register_settings, settings, known, files, texts), problems
    )
    if problems.errors > before:
        return None
    counts = with_forms(counts, known, forms or {})
    return Visited(frame_of(counts, known, ~incomplete(counts)), tuple(_set_aside(counts)), strangers)


def _set_aside(counts: Counts) -> list[Account]:
    """Rows that conditions leave out, totals of others, and rows without a required value."""
    lacking = incomplete(counts)
    lost = int(counts.rows[lacking].sum()), int(counts.visits[lacking].sum())
    return [
        Account("visits", reason, "set_aside", rows, visits, ())
        for reason, (rows, visits) in (
            ("filtered", counts.filtered),
            ("total", counts.totals),
            ("incomplete", lost),
        )
        if rows
    ]


def _has_columns(engine: Engine, register_settings: RegisterSettings, problems: Problems) -> bool:
    """Whether the register has every column that is asked for; those it lacks are problems."""
    there = tuple(engine.register.columns)
    required = {
        *register_settings.columns.values(),
        *(
            register_settings.fields[name]
            for name in register_settings.where
            if name in register_settings.fields
        ),
    }
    missing = sorted(required - set(there))
    for column in TABLES["visits"].columns:
        name = register_settings.columns.get(column.name, column.name)
        needed = column.required or column.name in register_settings.where
        if (
            needed
            and name not in missing
            and column_value(engine.register, register_settings, column.name) is None
        ):
            missing.append(name)
    for name in missing:
        problems.add("missing_column", register_settings.name, column=name, expected=there)
    return not missing
