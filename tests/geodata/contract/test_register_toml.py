"""What `[visits]` may say, and what is refused with a sentence that says what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from geodata.checks import check
from geodata.checks.words import report_text
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.contract.register_settings import Condition
from tests.geodata.register.registers import COLUMNS, CONSTANTS, contacts_region, register_region
from tests.toy import write_toy_region

POSTGRESQL = 'engine = "postgresql"\ntable = "care.visits"\n'


@pytest.mark.parametrize(
    ("said", "code", "column"),
    [
        (POSTGRESQL + 'password = "hemligt"', "credential_in_file", "visits.password"),
        (POSTGRESQL + 'user = "hemligt"', "credential_in_file", "visits.user"),
        (POSTGRESQL + 'address = "me:hemligt@db/vard"', "credential_in_file", "visits.address"),
        (POSTGRESQL + 'address = "host=db password=hemligt"', "credential_in_file", "visits.address"),
        (POSTGRESQL + 'address = "db"', "wrong_type", "visits.address"),
        (POSTGRESQL + 'file = "a.parquet"', "register_place", "visits.file"),
        ('engine = "postgresql"', "missing_key", "visits.table"),
        ('engine = "spark"\nfile = "a.parquet"', "missing_key", "visits.address"),
        ('engine = "spark"\naddress = "yarn"', "missing_key", "visits.file"),
        ('engine = "oracle"\nfile = "a.parquet"', "unknown_choice", "visits.engine"),
        ('file = "a.parquet"\naddress = "db/vard"', "no_such_address", "visits.address"),
        ('table = "care.visits"', "register_place", "visits.table"),
        ("memory = '1GB'", "missing_key", "visits.file"),
        ('file = "https://example.org/a.parquet"', "remote_register", "visits.file"),
        ('file = "a.parquet"\nmemory = "lots"', "wrong_type", "visits.memory"),
        ('file = "a.parquet"\nthreads = 0', "impossible_number", "visits.threads"),
        ('file = "a.parquet"\ncount_by = "week"', "unknown_choice", "visits.count_by"),
        ('file = "a.parquet"\ncolumns = { area = "x" }', "unknown_target", "visits"),
        ('file = "a.parquet"\nquery = "select 1"', "unknown_key", "visits.query"),
        ('file = "a.parquet"\nwhere = { "1=1; --" = "x" }', "unknown_choice", "visits.where.1=1; --"),
        (
            'file = "a.parquet"\nwhere = { period = { from = "soon" } }',
            "not_a_date",
            "visits.where.period.from",
        ),
        ('file = "a.parquet"\nwhere = { period = {} }', "missing_key", "visits.where.period.from"),
        (
            'file = "a.parquet"\nwhere = { cost = { from = 1, to = 2025-01-01 } }',
            "wrong_type",
            "visits.where.cost.to",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(said: str, code: str, column: str, tmp_path: Path) -> None:
    checked = check(register_region(tmp_path, said))
    assert [(each.code, each.column) for each in checked.problems] == [(code, column)]
    for language in ("sv", "en"):
        assert "hemligt" not in report_text(checked, language)


def test_conditions_are_values_or_ranges_of_named_fields(tmp_path: Path) -> None:
    said = (
        'file = "a.parquet"\nfields = { kind = "KONTAKTTYP" }\n[visits.where]\nkind = "besök"\n'
        'unit_id = ["a", "b"]\n'
        "period = { from = 2024-01-01 }\ncost = { from = 1, to = 2.5 }\n"
    )
    problems = Problems()
    settings = read_settings(register_region(tmp_path, said), problems)
    assert settings is not None, problems.found
    assert settings.register is not None
    where = settings.register.where
    assert where["kind"] == Condition(values=("besök",))
    assert where["unit_id"] == Condition(values=("a", "b"))
    assert str(where["period"].first) == "2024-01-01"
    assert (where["cost"].first, where["cost"].last) == (1.0, 2.5)


def test_visits_may_not_stand_in_a_table_and_a_register(tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path)
    with (folder / "region.toml").open("a", encoding="utf-8") as file:
        file.write('\n[visits]\nfile = "a.parquet"\n')
    [problem] = check(folder).problems
    assert (problem.code, problem.column) == ("register_and_table", "tables.visits")


@pytest.mark.parametrize(
    ("engine", "module"), [("postgresql", "psycopg"), ("spark", "pyspark.sql")], ids=["postgresql", "spark"]
)
def test_an_engine_that_is_not_installed_says_what_to_install(
    engine: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    if engine == "spark":
        monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    said = f'engine = "{engine}"\naddress = "db/vard"\ntable = "visits"\n'
    [problem] = check(register_region(tmp_path, said)).problems
    assert (problem.code, problem.expected) == ("engine_not_installed", (f"utbudskarta[{engine}]",))


@pytest.mark.parametrize(
    ("file", "code"),
    [("nowhere", "missing_file"), ("units.csv", "missing_column"), ("region.toml", "unknown_kind_of_file")],
)
def test_files_that_are_no_register_are_told(file: str, code: str, tmp_path: Path) -> None:
    folder = register_region(tmp_path, f'file = "{file}"\n{COLUMNS}{CONSTANTS}')
    assert {problem.code for problem in check(folder).problems} == {code}


def test_a_folder_of_two_kinds_of_files_is_refused(tmp_path: Path) -> None:
    folder = contacts_region(tmp_path)
    (folder / "register" / "c.csv").write_text("regso,hsa\n", encoding="utf-8")
    [problem] = check(folder).problems
    assert (problem.code, problem.value) == ("register_of_two_kinds", "a.parquet, c.csv")


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    folder = contacts_region(tmp_path)
    (folder / "register" / "b.parquet").write_bytes(b"PAR1 no more than that")
    [problem] = check(folder).problems
    assert (problem.code, problem.file) == ("unreadable_register", "register")
