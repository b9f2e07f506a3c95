"""A table in PostgreSQL, only ever read: who connects is said by the environment, as `psql` reads it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from sqlglot import exp

from geodata.contract.register_settings import RegisterSettings
from geodata.contract.register_toml import postgresql_address
from geodata.register.engine import Engine, EngineError, first_line

BATCH_ROWS = 100_000


@contextmanager
def opened(settings: RegisterSettings, _folder: Path) -> Iterator[Engine]:
    """An engine on a table or view of a database.

    `PGUSER`, `PGPASSWORD` (or `PGPASSFILE`), `PGSSLMODE` and the other variables of PostgreSQL's own
    client count; `PGHOST`, `PGPORT` and `PGDATABASE` too where no address is said.

    Raises
    ------
    EngineError
        If it cannot be reached, or has no such table.
    """
    try:
        import psycopg
    except ImportError as error:
        raise EngineError("engine_not_installed", "postgresql", ("utbudskarta[postgresql]",)) from error
    host, port, database = postgresql_address(settings.address)
    try:
        connection = psycopg.connect(
            host=host,
            dbname=database,
            options="-c default_transaction_read_only=on -c TimeZone=UTC",
            autocommit=True,
            port=port,
        )
    except psycopg.Error as error:
        raise EngineError("register_out_of_reach", first_line(error)) from error
    try:
        backend = ibis.postgres.from_connection(connection)
        *schema, name = settings.table.split(".", 1)
        try:
            register = backend.table(name, database=schema[0] if schema else None)
        except ibis.common.exceptions.TableNotFound as error:
            raise EngineError("missing_register_table", settings.table) from error

        def fetch(expression: ibis.Table) -> pa.Table:
            return backend.to_pyarrow_batches(expression, chunk_size=BATCH_ROWS).read_all()

        yield Engine(
            register,
            table=partial(_table, backend),
            fetch=fetch,
            done=lambda: math.nan,
            count=lambda: None,
            stop=connection.cancel,
        )
    except psycopg.Error as error:
        raise EngineError("unreadable_register", first_line(error)) from error
    finally:
        connection.close()


def _table(backend: Any, _name: str, table: pa.Table) -> Any:
    """A table that travels inside the query: whoever may only read can use it, and on a standby too."""
    codes, numbers = (table.column(name).to_pylist() for name in ("code", "number"))
    literal = exp.Literal.string(json.dumps(dict(zip(codes, numbers, strict=True)))).sql(dialect="postgres")
    query = f"SELECT key AS code, CAST(value AS INT) AS number FROM JSON_EACH_TEXT(CAST({literal} AS JSON))"
    return backend.sql(query, schema=ibis.schema({"code": "string", "number": "int32"}))
