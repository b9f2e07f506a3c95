"""DuckDB, PostgreSQL and Spark make the same cells of the same register, by one expression."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geodata.checks import check
from geodata.checks.words import report_text
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.register.reading import read_register
from geodata.register.visited import Visited
from tests.geodata.register.registers import odd_table, register_region
from tests.geodata.register.servers import (
    DATABASE,
    PASSWORD,
    SPARK,
    SPARK_DEFAULTS,
    USER,
    PostgreSQL,
    java_home,
    postgresql,
    postgresql_programs,
)

CODES = {"area_id": (("0101", "0102", "0201"), ("areas.geojson",)), "unit_id": (("v1", "v2"), ("units.csv",))}

SAID = {
    "moments, numbers and a condition": """
columns = { area_id = "regso", unit_id = "hsa", care_form = "form", period = "tid", age_group = "alder", \
visits = "antal", cost = "kostnad" }
fields = { words = "text" }
where = { words = ["2025-07-14", "2025-07"], period = { from = 2024-06-01 } }
""",
    "text": """
columns = { area_id = "regso", unit_id = "hsa", care_form = "form", period = "text", visits = "antal_text", \
cost = "kronor" }
count_by = "month"
""",
}
REST = """
recode = { care_form = { "VÅRD" = "vc" } }
unknown_area = "keep"
unknown_unit = "keep"
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The odd register as a Parquet file that any process may read."""
    file = tmp_path_factory.mktemp("register") / "visits.parquet"
    pq.write_table(odd_table(3000), file)
    return file


@pytest.fixture(scope="module")
def server(register: Path) -> Iterator[PostgreSQL]:
    """A PostgreSQL with the same register in the table care.visits."""
    programs = postgresql_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server is not installed: apt-get install postgresql")
    psycopg = pytest.importorskip("psycopg", reason="the extra [postgresql] is not installed")
    table = pq.read_table(register)
    kinds = {
        pa.int32(): "integer",
        pa.float64(): "double precision",
        pa.decimal128(12, 2): "numeric(12, 2)",
        pa.date32(): "date",
        pa.timestamp("us"): "timestamp",
    }
    columns = ", ".join(f"{field.name} {kinds.get(field.type, 'text')}" for field in table.schema)
    with postgresql(programs) as running:
        with psycopg.connect(running.owner) as owner, owner.cursor() as cursor:
            cursor.execute(f"create schema care; create table care.visits ({columns})")
            with cursor.copy("copy care.visits from stdin") as copy:
                for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                    copy.write_row(row)
            cursor.execute(f"grant usage on schema care to {USER}; grant select on care.visits to {USER}")
        yield running


def read(folder: Path, said: str) -> Visited:
    """Visits of a register without problems."""
    problems = Problems()
    settings = read_settings(register_region(folder, said), problems)
    assert settings is not None, problems.found
    assert settings.register is not None
    visited = read_register(settings.register, settings, folder, CODES, problems)
    assert visited is not None, problems.found
    return visited


def same(one: Visited, other: Visited) -> None:
    assert len(one.cells) > 20
    pd.testing.assert_frame_equal(one.cells, other.cells, check_exact=True)
    assert one.accounts == other.accounts
    assert one.strangers == other.strangers


@pytest.mark.parametrize("said", SAID)
def test_postgresql_makes_the_cells_that_duckdb_makes(
    said: str, register: Path, server: PostgreSQL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGUSER", USER)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    base = read(tmp_path / "duckdb", f'file = "{register}"\n{SAID[said]}{REST}')
    place = f'engine = "postgresql"\naddress = "{server.address}"\ntable = "care.visits"\n'
    same(base, read(tmp_path / "postgresql", f"{place}{SAID[said]}{REST}"))
    if "condition" in said:
        [account] = base.accounts
        assert (account.reason, account.handling) == ("filtered", "set_aside")
        assert account.rows + int(base.cells["rows"].sum()) == 3000


def test_problems_of_a_database_are_told_as_those_of_a_file_are(
    register: Path, server: PostgreSQL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGUSER", USER)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    strict = SAID["text"].replace("antal_text", "alder")  # "0-19" is no number, and some are empty
    places = (
        f'file = "{register}"\n',
        f'engine = "postgresql"\naddress = "{server.address}"\ntable = "care.visits"\n',
    )
    told = []
    for number, place in enumerate(places):
        checked = check(register_region(tmp_path / str(number), place + strict))
        assert checked.region is None
        told.append([(each.code, each.column, each.value, each.rows) for each in checked.problems])
    assert told[0] == told[1]
    assert {code for code, *_ in told[0]} == {
        "missing_value",
        "not_a_number",
        "unknown_care_form",
        "unknown_area",
        "unknown_unit",
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("PGPASSWORD", "wrong"), "register_out_of_reach"),
        (("TABLE", "care.nothing"), "missing_register_table"),
    ],
)
def test_a_database_that_will_not_answer_is_told_without_its_password(
    change: tuple[str, str], code: str, server: PostgreSQL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"PGUSER": USER, "PGPASSWORD": PASSWORD, "TABLE": "care.visits"} | dict([change])
    for name in ("PGUSER", "PGPASSWORD"):
        monkeypatch.setenv(name, said[name])
    place = f'engine = "postgresql"\naddress = "{server.address}"\ntable = "{said["TABLE"]}"\n'
    checked = check(register_region(tmp_path, place + SAID["text"] + REST))
    assert [problem.code for problem in checked.problems] == [code], report_text(checked, "en")
    assert PASSWORD not in report_text(checked, "sv")
    assert DATABASE  # the address may be told: it is in the file


@pytest.mark.parametrize("said", SAID)
def test_spark_with_two_executors_makes_the_cells_that_duckdb_makes(
    said: str, register: Path, tmp_path: Path
) -> None:
    home = java_home()
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("the extra [spark] is not installed")
    if home is None:
        pytest.skip("Spark needs Java 17 or 21: apt-get install openjdk-17-jre-headless")
    base = read(tmp_path / "duckdb", f'file = "{register}"\n{SAID[said]}{REST}')
    place = f'engine = "spark"\naddress = "{SPARK}"\nfile = "{register}"\n'
    folder = register_region(tmp_path / "spark", f"{place}{SAID[said]}{REST}")
    (tmp_path / "codes.json").write_text(json.dumps(CODES))
    (tmp_path / "spark-defaults.conf").write_text(SPARK_DEFAULTS)
    alone = subprocess.run(  # a process of its own: Java would outlive the test in this one
        [
            sys.executable,
            "-m",
            "tests.geodata.register.read_alone",
            folder,
            tmp_path / "codes.json",
            tmp_path,
        ],
        env=os.environ | {"JAVA_HOME": str(home), "SPARK_CONF_DIR": str(tmp_path)},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
    )
    assert alone.returncode == 0, alone.stderr[-4000:]
    rest = json.loads((tmp_path / "rest.json").read_text())
    assert rest["accounts"] == [repr(each) for each in base.accounts]
    assert {name: tuple(each) for name, each in rest["strangers"].items()} == base.strangers
    cells = pd.read_pickle(tmp_path / "cells.pickle")
    pd.testing.assert_frame_equal(base.cells, cells, check_exact=True)
