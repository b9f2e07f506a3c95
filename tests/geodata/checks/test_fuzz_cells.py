"""Any text in any column of any table is read or a problem: a check ends, and a build of what passes too."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.checks import check, report_text
from geodata.contract.columns import Column, Table
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.contract.settings import RegionSettings
from geodata.contract.tables import TABLES
from geodata.publish.build import computed
from tests.geodata.checks.one_column import columns_of, read_alone
from tests.toy import REGION_TOML, write_toy_region

pytestmark = pytest.mark.long

MEANT = st.sampled_from(
    [
        "", " ", "0", "-0", "1,000", "1.000", "1.234,5", "1e308", "1e999", "-1", "+5", "inf", "nan", "\u0661",
        "9999-12-31", "0001-01-01", "0000-00-00", "2024-02-30", "45000", "99999", "2958466", "20240101",
        "2024", "0000", "9999", "2024Q1", "2024/25", "jan-24", "jan--", "2024-1", "202413",
        "9999-12-31T99:99",
        "2024-01-01/9999-12-31", "0001-01-01/0001-01-01", "9999-12-31/0001-01-01", "24:00", "\u00b2",
        "-", "..", "NULL", "x", "*", "#N/A", "null = [", '"', "'", "{value}", "\\", "\u0000", "\U0001f3e5",
        "0101", "v1", "vc", "nojd", "own", "yes", "contract", "land", "17", "-4", "80+", "999+",
        "POINT EMPTY", "POINT (1 1)", "http://[", "https://a b", "a" * 3000,
    ]
)  # fmt: skip
"""What registers write and what only somebody who wishes ill does."""
TEXTS = MEANT | st.text(max_size=12) | st.from_regex(r"[0-9Q.,/ -]{1,14}", fullmatch=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy_region(tmp_path_factory.mktemp("cells") / "toy")


@pytest.fixture(scope="module")
def region(folder: Path) -> RegionSettings:
    found = read_settings(folder / "region.toml", Problems())
    assert found is not None
    return found


KINDS = {column.kind: column for column in columns_of().values() if column.kind != "geometry"}
DECLARED = st.fixed_dictionaries(
    {},
    optional={
        "thousands": st.sampled_from([{"": mark} for mark in ",. '"]),
        "decimal": st.sampled_from([{"": mark} for mark in ",."]),
        "incomplete": st.sampled_from(["error", "set_aside"]),
    },
)


@pytest.mark.parametrize("column", KINDS.values(), ids=KINDS)
def test_any_text_of_every_kind_of_value_is_read_or_a_problem(column: Column, region: RegionSettings) -> None:
    @given(st.lists(TEXTS, max_size=8), DECLARED)
    def read(texts: list[str], declared: dict[str, object]) -> None:
        stripped = [text.strip() for text in texts]
        values, problems = read_alone(column, stripped, region, **declared)
        if column.kind != "ages" and declared.get("incomplete") != "set_aside":
            assert len(values) == len(texts)
        assert all(each.file == "a.csv" for each in problems)

    read()


def row(table: Table) -> st.SearchStrategy[list[str]]:
    """A row of a table with any text in every column, among them codes that are known."""
    return st.lists(TEXTS, min_size=len(table.columns), max_size=len(table.columns))


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_any_text_in_every_column_of_a_table_is_checked_to_its_end(table: Table, folder: Path) -> None:
    toml = REGION_TOML
    if f"[tables.{table.name}]" not in toml:
        toml += f'\n[tables.{table.name}]\nfile = "{table.name}.csv"\n'

    @settings(max_examples=3)  # each checks a whole folder
    @given(st.lists(row(table), min_size=1, max_size=4))
    def spoil(rows: list[list[str]]) -> None:
        write_toy_region(folder)
        of_areas = table.name == "areas"  # which are GeoJSON else
        text = toml.replace("areas.geojson", "areas.csv") if of_areas else toml
        (folder / "region.toml").write_text(text, encoding="utf-8")
        file = f"{table.name}.csv"
        lines = [",".join(table.names), *(",".join(map(quoted, each)) for each in rows)]
        (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8", errors="replace")
        checked = check(folder)
        assert (checked.region is None) == bool(checked.errors)
        assert report_text(checked, "sv")
        assert report_text(checked, "en")
        if checked.region is not None:
            computed(checked.region)

    spoil()


def quoted(text: str) -> str:
    """A field of a text file that holds any text."""
    return '"' + text.replace('"', '""').replace("\x00", "") + '"'
