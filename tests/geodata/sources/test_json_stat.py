"""A dataset of JSON-stat 2 is rows of codes, labels and values, in whichever of its forms it is written."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from geodata.sources.json_stat import JsonStatError, Note, read_cube

SMALL: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "id": ["area", "year"],
    "size": [2, 2],
    "dimension": {
        "area": {"label": "Område", "category": {"index": {"b": 1, "a": 0}, "label": {"a": "Alfa"}}},
        "year": {"category": {"index": ["2024", "2025"]}},
    },
    "value": [1, Decimal("2.50"), None, 4],
}


def test_a_row_is_a_cell_and_the_last_dimension_turns_fastest() -> None:
    cube = read_cube(SMALL)
    assert cube.columns == ("area", "area_label", "year", "year_label", "value", "status")
    assert list(cube.rows()) == [
        ("a", "Alfa", "2024", "2024", "1", ""),
        ("a", "Alfa", "2025", "2025", "2.50", ""),
        ("b", "b", "2024", "2024", "", ""),
        ("b", "b", "2025", "2025", "4", ""),
    ]


def test_values_and_statuses_may_stand_by_their_position() -> None:
    cube = read_cube({**SMALL, "value": {"3": 7}, "status": {"0": ".."}})
    assert [row[-2:] for row in cube.rows()] == [("", ".."), ("", ""), ("", ""), ("7", "")]
    assert [row[-1] for row in read_cube({**SMALL, "status": "p"}).rows()] == ["p"] * 4


def test_a_dimension_of_one_may_have_its_label_alone() -> None:
    alone = {"category": {"label": {"N": "Antal"}}}
    content = {**SMALL, "id": ["n"], "size": [1], "dimension": {"n": alone}, "value": [3]}
    assert list(read_cube(content).rows()) == [("N", "Antal", "3", "")]


def test_notes_say_what_they_are_of_and_whether_they_must_be_read() -> None:
    area = {
        **SMALL["dimension"]["area"],
        "note": ["Om  området."],
        "extension": {"noteMandatory": {"0": True}},
    }
    area = {**area, "category": {**area["category"], "note": {"b": ["Om b."]}}}
    notes = read_cube(
        {**SMALL, "note": ["Allmänt."], "dimension": {**SMALL["dimension"], "area": area}}
    ).notes
    assert notes == (Note("Allmänt."), Note("Om området.", "area", True), Note("Om b.", "area=b"))


@pytest.mark.parametrize(
    "change",
    [
        {"class": "collection"},
        {"version": "1.3"},
        {"id": ["area"]},
        {"id": ["area", "area"]},
        {"size": [2, -2]},
        {"size": [2, True]},
        {"size": [2, 3]},
        {"size": [3000, 3000]},
        {"dimension": []},
        {"dimension": {"area": {}, "year": {}}},
        {"value": [1, 2, 3]},
        {"value": {"4": 1}},
        {"value": {"-1": 1}},
        {"value": [1, 2, 3, True]},
        {"value": [1, 2, 3, []]},
        {"value": None},
        {"status": 3},
    ],
    ids=str,
)
def test_what_is_no_dataset_is_refused_where_it_ceases_to_be_one(change: dict[str, Any]) -> None:
    with pytest.raises(JsonStatError):
        read_cube({**SMALL, **change})
    others: tuple[object, ...] = (None, [], "x")
    for content in others:
        with pytest.raises(JsonStatError):
            read_cube(content)


@pytest.mark.parametrize("index", [{"a": 0, "b": 2}, {"a": 0, "b": 0}, {"a": 0}, ["a", "a"], 3])
def test_an_index_that_is_no_order_is_refused(index: object) -> None:
    area = {"category": {"index": index, "label": {}}}
    with pytest.raises(JsonStatError):
        read_cube({**SMALL, "dimension": {**SMALL["dimension"], "area": area}})


def test_a_recorded_answer_of_statistics_sweden_is_read_as_it_is(shared: Path) -> None:
    file = shared / "pxweb" / "TAB6471_data.json"
    if not file.is_file():
        pytest.skip(f"no recording at {file}")
    cube = read_cube(json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal))
    rows = list(cube.rows())
    assert len(rows) == 21 * 11 * 3 * 4
    assert rows[0][:2] == ("01", "Stockholms län")
    assert rows[0][-2:] == ("245284", "")
    assert cube.updated == "2026-06-08T06:00:00Z"
    assert sum(note.mandatory for note in cube.notes) == 5
    assert "Cell Key Method" in cube.notes[0].text


def test_a_value_of_three_decimals_is_written_so_that_its_dot_parts_no_thousands() -> None:
    cube = read_cube({**SMALL, "value": [1.234, Decimal("12.345"), 1234.567, 0.125]})
    assert [row[-2] for row in cube.rows()] == ["1.2340", "12.3450", "1234.567", "0.125"]
