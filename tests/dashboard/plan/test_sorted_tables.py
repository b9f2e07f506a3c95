"""A table is sorted by any column that it has, whatever is chosen in it, and no such order is misread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dashboard.layers.base import MIXED
from dashboard.plan.address import misread_sort
from dashboard.plan.table_answer import listed_table
from dashboard.question.listing import read_listing
from dashboard.tables.tables import table_keys
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import whole_region
from geodata.scenario.scenario import default_scenario
from tests.toy_need import toy_need_region
from tests.toy_projection import projected_toy_region

REGION = replace(toy_need_region(), projections=projected_toy_region().projections)
CHOSEN: Mapping[str, Mapping[str, str]] = {
    "units": {"units_by": "unit_gap_ahead"},
    "futures": {"futures": "main/none/none;high/none/none", "horizon": "2030"},
    "equity": {"equity_of": "use_change_ahead", "equity_by": "sex"},
    "difference": {"versus": "close:u-north", "gap": "covered"},
}


@pytest.fixture(scope="module")
def toy() -> Assessment:
    return assess(REGION, default_scenario(REGION))


@pytest.mark.parametrize("chosen", [False, True])
@pytest.mark.parametrize("key", table_keys(REGION))
def test_every_column_of_a_table_is_an_order_that_is_read(toy: Assessment, key: str, *, chosen: bool) -> None:
    whole = whole_region(toy)
    record = {"table": key, **(CHOSEN.get(key, {}) if chosen else {})}
    columns = listed_table(toy, whole, key, read_listing(record)).columns
    for column in columns:
        found = misread_sort(toy, whole, {**record, "sort": f"{column.key}.up"}, key)
        assert bool(found) == (column.kind == MIXED), column.key
    assert misread_sort(toy, whole, {**record, "sort": "luck.up"}, key)
