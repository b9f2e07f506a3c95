"""Rows in the order asked for: what is missing comes last, whichever way."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.layers.base import MIXED, Column, Phrase, Table
from dashboard.tables.rows import is_missing, rows_of
from dashboard.words.words import words

SV, EN = words("sv"), words("en")
TABLE = Table(
    "layer.nearest.table",
    "area",
    ["a", "b", "c", "d", "e"],
    (
        Column("name", "column.area", "text"),
        Column("persons", "column.persons", "count"),
        Column("nearest", "column.nearest", "minutes"),
        Column("opened", "column.opened", "date"),
        Column("languages", "column.languages", "list"),
        Column("past", "column.past_nearest", "flag"),
    ),
    {
        "name": ["Öckerö", "Ale", "Åmål", "", "Zinkgruvan"],
        "persons": np.array([5, 3, 9, 1, 7]),
        "nearest": np.array([12.5, np.inf, 3.0, np.nan, 30.0]),
        "opened": ["2020-01-01", None, "1999-12-31", "2011-05-01", None],
        "languages": ["Finnish;Arabic", "", "Sami", "", ""],
        "past": np.array([True, False, True, False, True]),
    },
)


def ids(sort: str = "", find: str = "", length: int = 99, language: str = "sv") -> str:
    rows = rows_of(TABLE, words(language), sort, find, length)
    return "".join(str(TABLE.ids[at]) for at in rows.at)


def test_without_an_order_rows_stand_as_the_layer_has_them() -> None:
    assert ids() == "abcde"
    assert ids("nothing.up") == "abcde", "a column that another table has"


def test_names_stand_as_in_the_languages_alphabet() -> None:
    assert ids("name.up") == "becad"
    assert ids("name.down") == "acebd"
    assert ids("name.up", language="en") == "bcaed"


def test_numbers_stand_by_size_and_those_missing_last_either_way() -> None:
    assert ids("persons.up") == "dbaec"
    assert ids("persons.down") == "ceabd"
    assert ids("nearest.up") == "caebd", "out of reach is the longest journey"
    assert ids("nearest.down") == "beacd"


def test_dates_stand_by_day_and_flags_together() -> None:
    assert ids("opened.up") == "cdabe"
    assert ids("opened.down") == "adcbe"
    assert ids("past.down") == "acebd"


@pytest.mark.parametrize(
    ("find", "expected"), [("åm", "c"), ("ÅM", "c"), ("finn", "a"), ("zink", "e"), ("nope", ""), ("7", "")]
)
def test_rows_are_found_by_their_words_whatever_the_case(find: str, expected: str) -> None:
    assert ids(find=find) == expected


def test_a_first_part_is_shown_and_all_are_counted() -> None:
    rows = rows_of(TABLE, SV, "persons.down", "", 2)
    assert (list(rows.at), rows.found, rows.sorted_by, rows.way) == ([2, 4], 5, "persons", "down")


@pytest.mark.parametrize("value", [None, "", float("nan"), np.float64("nan")])
def test_nothing_known_is_missing(value: object) -> None:
    assert is_missing(value)


@pytest.mark.parametrize("value", [0, 0.0, False, np.int64(0), "0", float("inf"), {"sv": "x"}])
def test_nothing_counted_is_not_missing(value: object) -> None:
    assert not is_missing(value)


def test_texts_of_the_program_and_of_the_region_sort_by_what_is_read() -> None:
    table = Table(
        "layer.units.table",
        "unit",
        ["x", "y", "z"],
        (Column("form", "column.care_form", "text"),),
        {"form": [{"sv": "Ö", "en": "A"}, Phrase("why.unknown_unit"), {"sv": "A", "en": "Z"}]},
    )
    assert [table.ids[at] for at in rows_of(table, SV, "form.up", "", 9).at] == ["z", "y", "x"]
    assert [table.ids[at] for at in rows_of(table, EN, "form.up", "", 9).at] == ["x", "y", "z"]
    assert [table.ids[at] for at in rows_of(table, SV, "", "okänd", 9).at] == ["y"]


def test_figures_in_units_of_their_own_have_no_order() -> None:
    table = Table(
        "table.compare",
        "kpi",
        ["a", "b"],
        [Column("figure", "column.figure", "text"), Column("now", {"sv": "I dag", "en": "Today"}, MIXED)],
        {"figure": ["Besök", "Andel"], "now": ["9 besök", "10 %"]},
    )
    rows = rows_of(table, SV, "now.down", "", 10)
    assert (list(rows.at), rows.sorted_by) == ([0, 1], "")
