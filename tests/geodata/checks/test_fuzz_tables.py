"""Whatever stands in any column of any table is a problem, or goes all the way to what people read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.cli import main
from geodata.assessment.assessment import assess
from geodata.checks import check, report_json, report_text
from geodata.contract.columns import Table
from geodata.contract.tables import TABLES
from geodata.publish.build import computed
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.scenario.scenario import default_scenario
from tests.geodata.checks.test_fuzz_cells import TEXTS
from tests.toy_every_table import Rows, rows_of, write_toy_of
from tests.toy_followup import FOLLOW_UP
from tests.toy_payment import PAYMENT_TABLES

pytestmark = pytest.mark.long

NEED = ("projections", "life_expectancy", "prevalence", "need_variables")
BESIDE = {name: each for each in (NEED, tuple(PAYMENT_TABLES), tuple(FOLLOW_UP)) for name in each}
"""Tables that only mean something together."""


def few(share: float) -> settings:
    """A share of the examples that a quick test tries: each of these computes and publishes a region."""
    most = max(1, round(share * settings.default.max_examples))
    return settings(max_examples=most, suppress_health_check=[HealthCheck.too_slow])


def goes_all_the_way(folder: Path) -> bool:
    """Whether the data have no errors; what they become is then read back, and reported on."""
    checked = check(folder)
    for language in ("sv", "en"):
        assert report_text(checked, language)
        assert report_json(checked, language)
    if checked.region is None:
        assert checked.errors
        return False
    publish(computed(checked.region), folder / "published")
    region = open_snapshot(folder / "published")
    assert assess(region, default_scenario(region)).region is region
    asked = ["report", str(folder), "--published", str(folder / "none")]
    assert main([*asked, "--out", str(folder / "report.json")]) == 0
    return True


def spoiled(rows: Rows, cells: dict[str, str], at: int) -> Rows:
    """The rows with some columns, which they may have lacked, otherwise in one of them."""
    return [row | cells if number == at % len(rows) else row for number, row in enumerate(rows)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "toy"


def test_good_rows_of_every_table_go_all_the_way(folder: Path) -> None:
    tables = rows_of(*TABLES)
    assert tables.keys() == TABLES.keys()
    assert goes_all_the_way(write_toy_of(folder, tables))


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_any_text_in_any_column_is_a_problem_or_goes_all_the_way(table: Table, folder: Path) -> None:
    columns = st.sampled_from([column.name for column in table.columns])

    @few(0.03)
    @given(st.dictionaries(columns, TEXTS, min_size=1, max_size=2), st.integers(0, 9))
    def spoil(cells: dict[str, str], at: int) -> None:
        tables = rows_of(*BESIDE.get(table.name, (table.name,)))
        tables[table.name] = spoiled(tables[table.name], cells, at)
        goes_all_the_way(write_toy_of(folder, tables))

    spoil()


def test_any_word_as_the_code_of_a_place_or_a_unit_is_a_problem_or_goes_all_the_way(folder: Path) -> None:
    """The same word wherever the code stood, so that it is known in every table."""

    @few(0.04)
    @given(st.sampled_from(("0101", "v1", "1401", "Västbyn", "Alby")), TEXTS)
    def rename(old: str, new: str) -> None:
        tables = {
            name: [{column: new if text == old else text for column, text in row.items()} for row in rows]
            for name, rows in rows_of(*TABLES).items()
        }
        goes_all_the_way(write_toy_of(folder, tables))

    rename()
