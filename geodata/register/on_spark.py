"""A table or files that a Spark cluster reads; credentials and tuning are Spark's own configuration."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from geodata.contract.register_settings import RegisterSettings
from geodata.register.engine import Engine, EngineError, first_line
from geodata.sources import located


@contextmanager
def opened(settings: RegisterSettings, folder: Path) -> Iterator[Engine]:
    """An engine on a table of Spark's catalogue, or on files that every executor can read.

    `SPARK_HOME`, `SPARK_CONF_DIR`, `HADOOP_CONF_DIR` and `JAVA_HOME` of the environment count.

    Raises
    ------
    EngineError
        If Spark cannot be started or reached, or has no such table.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError("engine_not_installed", "spark", ("utbudskarta[spark]",)) from error
    os.environ.setdefault("SPARK_HOME", str(resources.files("pyspark")))  # executors start from there
    builder = SparkSession.builder.appName("utbudskarta").master(settings.address)
    for key, value in (
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.sql.session.timeZone", "UTC"),
    ):
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # what stops Java from starting is told in many classes
        raise EngineError("register_out_of_reach", first_line(error)) from error
    try:
        backend = ibis.pyspark.connect(session)
        if settings.file:
            register = backend.read_parquet(str(located(settings.file, folder)))
        else:
            *schema, name = settings.table.split(".", 1)
            if not session.catalog.tableExists(settings.table):
                raise EngineError("missing_register_table", settings.table)
            register = backend.table(name, database=schema[0] if schema else None)

        def fetch(expression: ibis.Table) -> pa.Table:
            # not by way of pandas, whose rows would stand here twice
            return session.sql(backend.compile(expression)).toArrow()

        def table(name: str, rows: pa.Table) -> Any:
            session.createDataFrame(rows).createOrReplaceTempView(name)
            return backend.table(name)

        yield Engine(
            register,
            table=table,
            fetch=fetch,
            done=lambda: math.nan,
            count=lambda: None,
            stop=session.sparkContext.cancelAllJobs,
        )
    except (PySparkException, Py4JError) as error:
        raise EngineError("unreadable_register", first_line(error)) from error
    finally:
        session.stop()
