from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pandas import DataFrame

from geodata.contract.errors import RegionError
from geodata.contract.settings import TravelSettings
from geodata.travel import SHORTEST, StraightLine, TravelTable, only, straight_line

CAR = TravelSettings("car", 1.5, 60.0, 30.0, {"sv": "", "en": ""})
METRES = st.floats(-50_000, 50_000)


def dense(minutes: object) -> np.ndarray:
    found = minutes.toarray()  # type: ignore[attr-defined]
    return np.where(found > 0, found, np.inf)


def test_minutes_are_the_straight_line_times_the_detour_over_the_speed() -> None:
    # 10 km x 1.5 at 1 km a minute
    line = StraightLine(np.array([[0.0, 0.0]]), np.array([[6_000.0, 8_000.0]]), CAR)
    assert dense(line.pairs())[0, 0] == pytest.approx(15)
    assert line.to_unit(0)[0] == pytest.approx(15)


def test_the_longest_journey_is_in_reach_and_anything_longer_is_not_stored() -> None:
    units = np.array([[20_000.0, 0.0], [20_000.1, 0.0]])
    pairs = StraightLine(np.zeros((1, 2)), units, CAR).pairs()
    assert pairs.indices.tolist() == [0]


def test_who_lives_at_the_door_is_in_reach_all_the_same() -> None:
    pairs = StraightLine(np.zeros((1, 2)), np.zeros((1, 2)), CAR).pairs()
    assert pairs.data.tolist() == [SHORTEST]


def test_nobody_travels_to_a_unit_without_a_place() -> None:
    line = StraightLine(np.zeros((2, 2)), np.array([[np.nan, np.nan], [0.0, 0.0]]), CAR)
    assert dense(line.pairs()).tolist() == [[np.inf, SHORTEST]] * 2
    assert np.isinf(line.to_unit(0)).all()
    assert StraightLine(np.zeros((2, 2)), np.full((1, 2), np.nan), CAR).pairs().shape == (2, 1)


@given(arrays(float, (7, 2), elements=METRES), arrays(float, (4, 2), elements=METRES))
def test_all_pairs_are_every_units_own_column(origins: np.ndarray, units: np.ndarray) -> None:
    line = StraightLine(origins, units, CAR)
    pairs = line.pairs()
    columns = np.column_stack([line.to_unit(unit) for unit in range(4)])
    at_the_limit = np.isclose(columns, CAR.longest_min) | np.isclose(dense(pairs), CAR.longest_min)
    np.testing.assert_allclose(np.where(at_the_limit, 0, dense(pairs)), np.where(at_the_limit, 0, columns))
    assert pairs.has_sorted_indices
    assert (pairs.data >= SHORTEST).all()


def travel_table() -> TravelTable:
    rows = DataFrame(
        {
            "area": [0, 0, 1, 1, 0, -1],
            "unit": [0, 1, 1, 1, 1, 0],
            "mode": ["car", "car", "car", "car", "foot", "car"],
            "minutes": [12.0, 31.0, 9.0, 8.0, 1.0, 2.0],
        }
    )
    return TravelTable(rows, (3, 2), CAR)


def test_a_table_of_travel_times_is_used_as_it_stands() -> None:
    # 31 minutes is beyond the longest, the shortest of two rows counts, foot is another mode
    assert dense(travel_table().pairs()).tolist() == [[12, np.inf], [np.inf, 8], [np.inf, np.inf]]
    assert travel_table().to_unit(1).tolist() == [np.inf, 8, np.inf]


def test_a_table_without_the_mode_of_travel_is_refused() -> None:
    with pytest.raises(RegionError, match="'bicycle'"):
        replace(travel_table(), settings=replace(CAR, mode="bicycle")).pairs()


def test_columns_of_units_that_do_not_count_are_emptied() -> None:
    minutes = travel_table().pairs()
    assert dense(only(minutes, np.array([False, True]))).tolist() == [
        [np.inf, np.inf],
        [np.inf, 8],
        [np.inf, np.inf],
    ]
    assert only(minutes, np.array([True, True])).nnz == minutes.nnz


def test_pairs_listed_a_few_areas_at_a_time_and_rows_are_the_same_to_the_bit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(4)
    origins, units = rng.uniform(0, 60_000, (23, 2)), rng.uniform(0, 60_000, (7, 2))
    units[3] = np.nan
    line = StraightLine(origins, units, CAR)
    whole = line.pairs()
    monkeypatch.setattr(straight_line, "_AT_ONCE", 5)
    parts = line.pairs()
    assert 0 < whole.nnz < 23 * 6
    assert parts.shape == whole.shape
    for name in ("data", "indices", "indptr"):
        np.testing.assert_array_equal(getattr(parts, name), getattr(whole, name))
        assert getattr(parts, name).dtype == getattr(whole, name).dtype
    rows = np.concatenate((line.rows(0, 9), line.rows(9, 23)))
    np.testing.assert_array_equal(rows, np.column_stack([line.to_unit(unit) for unit in range(7)]))
