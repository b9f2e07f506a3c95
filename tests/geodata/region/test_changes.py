"""A scenario's changes are one text, read and written alike; what is not one is refused with an example."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.contract.errors import UnknownNameError
from geodata.region.changes import MOST, Change, free_ids, read_changes, written

EACH = (
    Change("add", "n1", 57.70312, 11.97423, 4.5),
    Change("close", "u 7;å"),
    Change("move", "u-7", -3.5, 179.99999),
    Change("size", "n1", capacity=0.0),
)


def test_changes_are_written_and_read_alike() -> None:
    assert written(EACH).startswith("add:n1@57.70312,11.97423*4.5;close:u%207%3B%C3%A5;")
    assert read_changes(written(EACH)) == EACH
    assert read_changes("") == ()


@given(st.text(min_size=1), st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 1e4))
def test_any_unit_can_be_named_and_put_anywhere(id_: str, lat: float, lon: float, capacity: float) -> None:
    changes = (
        Change("move", id_, round(lat, 5), round(lon, 5)),
        Change("size", id_, capacity=float(f"{capacity:g}")),
    )
    if "e" not in f"{capacity:g}":
        assert read_changes(written(changes)) == changes


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
        "add:n1@57.7,11.9*4;add:n1@58,12*4",
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
    assert len(read_changes(";".join(f"close:u{n}" for n in range(MOST)))) == MOST
    with pytest.raises(UnknownNameError, match="41 changes are more than 40"):
        read_changes(";".join(f"close:u{n}" for n in range(MOST + 1)))


def test_units_that_are_added_have_ids_that_no_unit_has() -> None:
    assert list(islice(free_ids(["n2", "u7", "n4"]), 3)) == ["n1", "n3", "n5"]
