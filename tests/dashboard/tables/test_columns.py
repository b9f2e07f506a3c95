"""The columns that are chosen are those shown, in the table's order, and the first always is."""

from __future__ import annotations

import csv
import io

import pytest

from dashboard.exports.table_files import TABLE_KINDS, table_file
from dashboard.plan.address import misread_columns
from dashboard.plan.table_answer import table_view
from dashboard.question.listing import read_listing
from dashboard.question.request import request_of
from dashboard.tables.columns import chosen_columns, with_columns
from dashboard.tables.tables import table_keys, table_of
from dashboard.words.words import words_of
from tests.toy_region import toy_region

REGION = toy_region()
REQUEST = request_of(REGION, words_of(REGION.settings, "sv"), {}, {})


def test_a_choice_is_of_one_table() -> None:
    assert chosen_columns("nearest:persons,nearest", "nearest") == ("persons", "nearest")
    assert chosen_columns("nearest:persons,nearest", "access") == ()
    assert chosen_columns("nearest", "nearest") == chosen_columns("", "nearest") == ()


@pytest.mark.parametrize("key", table_keys(REGION))
def test_every_table_keeps_its_first_column_and_its_order(key: str) -> None:
    table = table_of(REQUEST.assessment, REQUEST.focus, key)
    keys = [column.key for column in table.columns]
    assert [column.key for column in with_columns(table, [*keys[-1:], *keys[1:2]]).columns] == [
        key for key in keys if key in (keys[0], *keys[1:2], keys[-1])
    ]
    assert [column.key for column in with_columns(table, ["nothing"]).columns] == keys[:1]
    assert with_columns(table, []) is table
    assert not any(column.folded for column in with_columns(table, keys).columns)


def test_a_file_has_the_columns_that_are_shown() -> None:
    file = table_file(REQUEST, "nearest", {"columns": "nearest:nearest"})
    write, _ = TABLE_KINDS["csv"]
    header = next(csv.reader(io.StringIO(write(file).decode("utf-8-sig")), delimiter=";"))
    assert header[:3] == ["id", "Område", "Närmaste (min)"]
    assert "columns=nearest" in file.link
    assert file.name != table_file(REQUEST, "nearest", {}).name


def test_rows_stay_sorted_by_a_column_that_is_not_shown() -> None:
    hidden = read_listing({"table": "nearest", "sort": "persons.down", "columns": "nearest:nearest"})
    whole = read_listing({"table": "nearest", "sort": "persons.down"})
    rows = [table_view(REQUEST, listing, {})["table-body"][0][-1][2:] for listing in (hidden, whole)]  # type: ignore[index]
    assert [row[1]["data-select-id"] for row in rows[0]] == [row[1]["data-select-id"] for row in rows[1]]  # type: ignore[index,call-overload]


def test_what_no_table_has_is_named() -> None:
    found = misread_columns(REQUEST.assessment, REQUEST.focus, "nearest:persons,legs")
    assert [(each.key, each.value) for each in found] == [("columns", "legs")]
    assert misread_columns(REQUEST.assessment, REQUEST.focus, "nearest:persons,area") == []
    assert misread_columns(REQUEST.assessment, REQUEST.focus, "") == []
