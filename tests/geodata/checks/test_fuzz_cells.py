"""Any text of any kind of value is read or a problem, whatever its table declares of marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.contract.columns import Column
from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.contract.settings import RegionSettings
from tests.geodata.checks.one_column import columns_of, read_alone
from tests.toy import write_toy_region

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
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(TEXTS, max_size=8), DECLARED)
    def read(texts: list[str], declared: dict[str, object]) -> None:
        stripped = [text.strip() for text in texts]
        values, problems = read_alone(column, stripped, region, **declared)
        alone = column.kind not in ("ages", "position")  # which become two columns each
        if alone and declared.get("incomplete") != "set_aside":
            assert len(values) == len(texts)
        assert all(each.file == "a.csv" for each in problems)

    read()
