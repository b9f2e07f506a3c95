"""A table is of the whole region until it is narrowed to a place, and then of that whatever is chosen."""

from __future__ import annotations

import pytest

from dashboard.plan.table_answer import table_place
from dashboard.question.listing import place_record, read_listing, written_place
from dashboard.question.state import FOCUS_OF


@pytest.mark.parametrize("key", FOCUS_OF)
def test_a_place_is_read_as_it_is_written(key: str) -> None:
    assert place_record(written_place({key: "57.1,12;57.2,12;57.1,12.1"})) == {
        key: "57.1,12;57.2,12;57.1,12.1"
    }


@pytest.mark.parametrize("text", ["", "muni", "muni:", ":1480", "county:14"])
def test_what_names_no_place_is_the_whole_region(text: str) -> None:
    assert place_record(text) == {}


def test_a_table_does_not_follow_the_place_in_focus() -> None:
    chosen = {"area": "A1"}
    assert table_place(read_listing({"table": "nearest"}), chosen) == {}
    assert table_place(read_listing({"table": "nearest", "within": "muni:M2"}), chosen) == {"muni": "M2"}
    assert table_place(read_listing({"table": "compare", "within": "muni:M2"}), chosen) == chosen
