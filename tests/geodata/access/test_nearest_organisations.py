"""The nearest of very many homes is what looking through all units of each finds."""

from __future__ import annotations

import hypothesis
import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.access import nearest_organisations as subject
from geodata.access.nearest_organisations import (
    after_changes,
    in_order,
    near_units,
    nearest_organisations,
    put_together,
)

FLOATS = NDArray[np.float64]


def looked_through(
    dense: FLOATS, available: NDArray[np.bool_], organisation: NDArray[np.int64], count: int
) -> tuple[list[list[float]], list[list[int]]]:
    """Minutes and units by the plainest route: all units of a home in order, an organisation once."""
    minutes, units = [], []
    for row in dense.tolist():
        found: dict[int, int] = {}
        for unit in sorted(range(len(row)), key=lambda at: (row[at], at)):
            if available[unit] and np.isfinite(row[unit]):
                found.setdefault(int(organisation[unit]), unit)
        chosen = [*found.values()][:count]
        units.append(chosen + [-1] * (count - len(chosen)))
        minutes.append([row[unit] for unit in chosen] + [np.inf] * (count - len(chosen)))
    return minutes, units


def stored(dense: FLOATS) -> csr_array:
    row, column = np.nonzero(np.isfinite(dense))
    return csr_array((dense[row, column].astype(np.float32), (row, column)), shape=dense.shape)


@st.composite
def regions(draw: st.DrawFn) -> tuple[FLOATS, NDArray[np.bool_], NDArray[np.int64]]:
    """Homes and more units than stand side by side, many of them equally near; some not available."""
    homes, units = draw(st.integers(1, 12)), draw(st.integers(1, 3 * subject.MOST_NEAR))
    seed = np.random.default_rng(draw(st.integers(0, 10_000)))
    dense = seed.integers(0, 12, (homes, units)).astype(np.float64)
    dense[seed.uniform(size=dense.shape) < draw(st.sampled_from([0.0, 0.5, 0.95]))] = np.inf
    available = seed.uniform(size=units) < draw(st.sampled_from([0.05, 0.3, 1.0]))
    return dense, available, seed.integers(0, draw(st.integers(1, 9)), units)


@hypothesis.given(regions(), st.integers(1, 4))
def test_what_is_found_side_by_side_and_along_rows_is_what_looking_through_all_finds(
    given: tuple[FLOATS, NDArray[np.bool_], NDArray[np.int64]], count: int
) -> None:
    dense, available, organisation = given
    minutes = in_order(stored(dense))
    near = near_units(minutes, np.ones(len(available), bool))
    found = nearest_organisations(minutes, near, available, organisation, count)
    expected = looked_through(dense, available, organisation, count)
    assert (found.minutes.T.tolist(), found.unit.T.tolist()) == expected


@hypothesis.given(regions(), st.integers(1, 3), st.integers(0, 10_000))
def test_after_changes_it_is_what_looking_through_all_finds_then(
    given: tuple[FLOATS, NDArray[np.bool_], NDArray[np.int64]], count: int, seed: int
) -> None:
    dense, available, organisation = given
    draw = np.random.default_rng(seed)
    homes, units = dense.shape
    minutes = in_order(stored(dense))
    near = near_units(minutes, np.ones(units, bool))
    before = nearest_organisations(minutes, near, available, organisation, count)
    # One closes, one moves, one is new: of an organisation that is there, or not.
    now = np.append(available, True)
    columns = {units: np.where(draw.uniform(size=homes) < 0.7, draw.integers(0, 12, homes), np.inf)}
    there = np.flatnonzero(available)
    if len(there):
        now[draw.choice(there)] = False
        moves = int(draw.choice(there))
        columns[moves] = draw.integers(0, 12, homes).astype(np.float64)
    organisation = np.append(organisation, draw.integers(0, 10))
    after = np.column_stack((dense, np.full(homes, np.inf)))
    for unit, column in columns.items():
        after[:, unit] = column
    found = after_changes(before, minutes, near, now, organisation, columns)
    expected = looked_through(after, now, organisation, count)
    assert (found.minutes.T.tolist(), found.unit.T.tolist()) == expected


@hypothesis.given(regions(), st.integers(1, 4), st.integers(1, 4), st.integers(0, 10_000))
def test_sets_of_units_put_together_are_what_looking_through_all_of_them_finds(
    given: tuple[FLOATS, NDArray[np.bool_], NDArray[np.int64]], count: int, sets: int, seed: int
) -> None:
    dense, available, organisation = given
    minutes = in_order(stored(dense))
    near = near_units(minutes, np.ones(len(available), bool))
    of = np.random.default_rng(seed).integers(0, sets, len(available))
    parts = [
        nearest_organisations(minutes, near, available & (of == each), organisation, count)
        for each in range(sets)
    ]
    found = put_together(parts, organisation)
    expected = looked_through(dense, available, organisation, count)
    assert (found.minutes.T.tolist(), found.unit.T.tolist()) == expected


def test_some_homes_are_answered_as_all_are() -> None:
    dense = np.random.default_rng(1).integers(0, 9, (30, 5)).astype(np.float64)
    minutes, every = in_order(stored(dense)), np.ones(5, bool)
    near, organisation = near_units(minutes, every), np.arange(5)
    whole = nearest_organisations(minutes, near, every, organisation, 2)
    some = np.array([3, 4, 17])
    part = nearest_organisations(minutes, near, every, organisation, 2, some)
    np.testing.assert_array_equal(part.unit, whole.unit[:, some])
