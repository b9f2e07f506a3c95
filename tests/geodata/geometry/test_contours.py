"""Outlines on grids whose areas one can count."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.geometry.contours import inside

AXIS = np.arange(11.0)


def test_a_plane_is_cut_along_a_straight_line_between_the_nodes() -> None:
    values = np.tile(AXIS, (11, 1))  # as many as metres from the west
    assert inside(AXIS, AXIS, values, 2.5).area == pytest.approx(25.0)
    assert inside(AXIS, AXIS, values, 2.5).bounds == pytest.approx((0, 0, 2.5, 10))


def test_distances_from_the_middle_make_a_circle_and_each_lies_within_the_next() -> None:
    axis = np.linspace(-10, 10, 201)
    values = np.hypot(*np.meshgrid(axis, axis))
    small, large = (inside(axis, axis, values, radius) for radius in (4.0, 8.0))
    assert small.area == pytest.approx(np.pi * 16, rel=0.002)
    assert large.area == pytest.approx(np.pi * 64, rel=0.002)
    assert small.within(large)


def test_what_has_no_value_is_a_hole_that_begins_halfway_to_its_neighbours() -> None:
    values = np.zeros((11, 11))
    values[5, 5] = np.inf
    found = inside(AXIS, AXIS, values, 1.0)
    assert len(found.interiors) == 1
    assert found.area == pytest.approx(100 - 6 * 0.125), "six triangles lose a quarter of theirs"


def test_nothing_is_within_less_than_the_least() -> None:
    assert inside(AXIS, AXIS, np.full((11, 11), 3.0), 2.0).is_empty
    assert inside(AXIS, AXIS, np.full((11, 11), np.inf), 2.0).is_empty


def test_values_that_are_just_so_much_leave_an_outline_all_the_same() -> None:
    rng = np.random.default_rng(3)
    for _ in range(60):  # whole minutes on any grid: many nodes lie on the outline itself
        x, y = (begin + 33.333 * np.arange(rng.integers(3, 12)) for begin in (425_000.0, 6_475_000.0))
        values = rng.integers(0, 4, (len(y), len(x))).astype(float)
        values[rng.random(values.shape) < 0.2] = np.inf
        inner, outer = (inside(x, y, values, most) for most in (1.0, 2.0))
        assert {inner.geom_type, outer.geom_type} <= {"Polygon", "MultiPolygon"}
        assert inner.area < outer.area
        assert inner.is_valid
