"""A scenario's changes are one text, read and written alike; what is not one is refused with an example."""

from __future__ import annotations

import json
import math
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.contract.errors import UnknownNameError
from geodata.region.changes import MOST, Change, checked_list, free_ids, read_changes, written

CASES = json.loads((Path(__file__).parents[2] / "cases" / "changes.json").read_text("utf-8"))
EACH = (
    Change("add", "n1", 57.70312, 11.97423, 4.5),
    Change("close", "u 7;å"),
    Change("move", "u-7", -3.5, 179.99999),
    Change("size", "u-9", capacity=2.25),
)


def test_changes_are_written_and_read_alike() -> None:
    assert written(EACH).startswith("add:n1@57.70312,11.97423*4.5;close:u%207%3B%C3%A5;")
    assert read_changes(written(EACH)) == EACH
    assert read_changes("") == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['about']}: {case['text'][:40]}")
def test_the_browser_and_the_server_read_the_same_changes(case: dict[str, Any]) -> None:
    kept = ""
    for part in filter(
        None, case["text"].split(";")
    ):  # as an address is read: what makes no sense is left out
        longer = f"{kept};{part}" if kept else part
        try:
            checked_list(read_changes(longer))
        except UnknownNameError:
            assert part in case["broken"]
        else:
            kept = longer
    changes = read_changes(kept)
    assert changes == tuple(Change(**item) for item in case["items"])
    assert written(changes) == case.get("written", "" if case["broken"] else case["text"])
    if case["broken"]:
        with pytest.raises(UnknownNameError):
            checked_list(read_changes(case["text"]))


@given(st.text(min_size=1), st.floats(-90, 90), st.floats(-180, 180), st.floats(0.005, 1e4))
def test_any_unit_can_be_named_and_put_anywhere(id_: str, lat: float, lon: float, capacity: float) -> None:
    changes = (
        Change("move", id_, round(lat, 5), round(lon, 5)),
        Change("size", id_, capacity=max(0.01, round(capacity, 2))),
    )
    assert read_changes(written(changes)) == changes
    assert checked_list(changes) == changes


@pytest.mark.parametrize(
    "text",
    [
        "open:u7",
        "close",
        "close:",
        "close:u7@57.7,11.9",
        "add:n1@57.7,11.9",
        "add:n1*4",
        "add:u7@57.7,11.9*4",
        "move:u7",
        "move:u7@97,11",
        "move:u7@57.7;11.9",
        "size:u7*-2",
        "size:u7*much",
    ],
)
def test_what_is_no_change_is_refused(text: str) -> None:
    with pytest.raises(UnknownNameError):
        read_changes(text)


def test_a_list_too_long_is_refused_whole() -> None:
    changes = [Change("close", f"u{n}") for n in range(MOST + 1)]
    assert len(checked_list(changes[:MOST])) == MOST
    with pytest.raises(UnknownNameError, match="41 changes are more than 40"):
        checked_list(changes)


@pytest.mark.parametrize(
    "change",
    [
        Change("add", "n1"),
        Change("add", "n1", 57.7, 11.9),
        Change("add", "n1", capacity=4),
        Change("add", "u7", 57.7, 11.9, 4),
        Change("add", "n1", math.nan, 11.9, 4),
        Change("add", "n1", 57.7, 11.9, -5),
        Change("move", "u7"),
        Change("move", "u7", 57.7),
        Change("move", "u7", 97, 11),
        Change("move", "u7", math.inf, 11),
        Change("size", "u7"),
        Change("size", "u7", capacity=0),
        Change("size", "u7", capacity=0.004),
        Change("size", "u7", capacity=1e6),
        Change("size", "u7", capacity=math.inf),
        Change("close", ""),
        Change("close", "\ud800"),
        Change("bogus", "u7"),  # type: ignore[arg-type]  what is wrong with it
    ],
    ids=str,
)
def test_what_no_text_can_hold_is_no_change(change: Change) -> None:
    with pytest.raises(UnknownNameError):
        checked_list([change])


def test_a_change_is_what_its_text_says_and_nothing_else() -> None:
    together = (
        Change("add", "n1", 57.703124, 11.974231, 4.504),
        Change("close", "u 7;å", 1, 2, 3),
        Change("move", "u-7", 3.4999951, 179.9999949, 9),
        Change("size", "u-9", 1, 2, 2.345),
    )
    checked = checked_list(together)
    assert checked == (
        Change("add", "n1", 57.70312, 11.97423, 4.5),
        Change("close", "u 7;å"),
        Change("move", "u-7", 3.5, 179.99999),
        Change("size", "u-9", capacity=2.35),
    )
    assert read_changes(written(checked)) == checked


def test_units_that_are_added_have_ids_that_no_unit_has() -> None:
    assert list(islice(free_ids(["n2", "u7", "n4"]), 3)) == ["n1", "n3", "n5"]
