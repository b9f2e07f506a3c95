"""Files of any size, read where they lie by DuckDB within a set amount of memory."""

from __future__ import annotations

import math
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from geodata.contract.register_settings import RegisterSettings
from geodata.register.engine import Engine, EngineError, RefusedRow, first_line
from geodata.register.text_files import has_short_rows, table_of, text_file
from geodata.sources import located

PARQUET = (".parquet", ".geoparquet", ".pq")
TEXT = (".csv", ".txt", ".tsv", ".csv.gz")
FRAME = "visits"


@contextmanager
def opened(settings: RegisterSettings, folder: Path, *, careful: bool = False) -> Iterator[Engine]:
    """An engine on the files that `[visits]` names.

    With `careful` text is looked through from beginning to end before: for its encoding, for the ends of its
    lines, and for records that are too short or too long. That takes as long again, and is for files that
    could not be read otherwise.

    Raises
    ------
    EngineError
        If there are none, or DuckDB cannot read them.
    """
    files = files_of(settings.file, folder)
    with _connected(settings) as (backend, spill):
        try:
            remarks: list[RefusedRow] = []
            if files[0].name.lower().endswith(PARQUET):
                names = [str(file) for file in files]
                register = backend.read_parquet(names, union_by_name=True, binary_as_string=True)
            else:
                texts = [
                    text_file(file, _name(file, folder), spill, remarks, careful=careful) for file in files
                ]
                short_rows = careful and has_short_rows(backend, texts)
                register = table_of(backend, texts, short_rows=short_rows)
            yield replace(_engine(backend, register), remarks=remarks)
        except duckdb.Error as error:
            raise EngineError("unreadable_register", first_line(error)) from error


@contextmanager
def opened_on(frame: pa.Table, settings: RegisterSettings) -> Iterator[Engine]:
    """An engine on a table that is here already."""
    with _connected(settings) as (backend, _):
        yield _engine(backend, _table(backend, FRAME, frame))


def _name(file: Path, folder: Path) -> str:
    """What problems call a file: as it would be named in `region.toml`."""
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name


def files_of(file: str, folder: Path) -> list[Path]:
    """The files of a register that is a file, a folder or a pattern; in the order of their names.

    Raises
    ------
    EngineError
        If there are none, or they are of several kinds.
    """
    path = located(file, folder)
    if path.is_dir():
        found = sorted(
            each for each in path.rglob("*") if each.is_file() and not each.name.startswith((".", "_"))
        )
    elif path.is_file():
        found = [path]
    else:
        found = (
            sorted(each for each in folder.glob(file) if each.is_file())
            if not Path(file).is_absolute()
            else []
        )
    if not found:
        raise EngineError("missing_file")
    parquet = [each for each in found if each.name.lower().endswith(PARQUET)]
    text = [each for each in found if each.name.lower().endswith(TEXT)]
    odd = sorted(set(found) - set(parquet) - set(text))
    if odd:
        raise EngineError("unknown_kind_of_file", odd[0].name, (*PARQUET, *TEXT))
    if parquet and text:
        raise EngineError("register_of_two_kinds", f"{parquet[0].name}, {text[0].name}")
    return found


@contextmanager
def _connected(settings: RegisterSettings) -> Iterator[tuple[Any, Path]]:
    with _private_folder() as spill:
        options: dict[str, Any] = {
            "memory_limit": settings.memory,
            "temp_directory": str(spill),
            "preserve_insertion_order": False,
            "enable_external_file_cache": False,
            "autoinstall_known_extensions": False,  # nothing is fetched from another host
            "autoload_known_extensions": False,
        }
        if settings.threads is not None:
            options["threads"] = settings.threads
        backend = ibis.duckdb.connect(**options)
        backend.raw_sql("SET enable_progress_bar = true")  # what tells how far a query has come,
        backend.raw_sql("SET enable_progress_bar_print = false")  # to us alone
        try:
            yield backend, spill
        finally:
            backend.disconnect()


def _engine(backend: Any, register: Any) -> Engine:
    def done() -> float:
        share = float(backend.con.query_progress())
        return share / 100 if share >= 0 else math.nan

    return Engine(
        register,
        table=partial(_table, backend),
        fetch=backend.to_pyarrow,
        done=done,
        count=lambda: int(backend.to_pyarrow(register.count()).as_py()),
        stop=backend.con.interrupt,
    )


def _table(backend: Any, name: str, table: pa.Table) -> Any:
    backend.con.register(name, table)
    return backend.table(name)


@contextmanager
def _private_folder() -> Iterator[Path]:
    """A folder for what does not fit in memory, that goes with the process however it ends.

    What is written there are rows of single visits. A process of its own waits for this one to end,
    even by a signal that nobody can answer, and removes the folder then.
    """
    folder = Path(tempfile.gettempdir()) / f"utbudskarta-register-{secrets.token_hex(8)}"
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", 'cat >/dev/null; rm -rf -- "$0"', str(folder)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        folder.mkdir(mode=0o700)  # nobody else may enter it
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        keeper.communicate()
