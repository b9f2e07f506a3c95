"""Protected cells: exact ones plus the table's noise, the same in every build, and nothing else."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame, concat

from geodata.disclosure.protection import Protection
from geodata.disclosure.published_cells import published
from geodata.region.municipalities import Municipalities
from geodata.region.visits import LEVELS, NOWHERE, OUTSIDE, Visits

pytestmark = pytest.mark.long

AREAS, UNITS = [f"a{one}" for one in range(12)], [f"u{one}" for one in range(7)]
PLACES = Municipalities(
    ("M1", "M2", "M3"),
    ("West", "Middle", "East"),
    np.repeat([0, 1, 2], 4).astype(np.int32),
    np.array([0, 0, 1, 2, OUTSIDE, 0, 1, NOWHERE], np.int32),
)
PROTECTION = Protection(bytes(range(32)), AREAS, UNITS)
thousand = settings(max_examples=1000, deadline=None, derandomize=True)
QUARTERS = ["2024Q1", "2024Q2", "2025Q1"]
Cell = tuple[str, str, str, str, str, int, int]


def visits_of(rows: int, seed: int = 1) -> DataFrame:
    """Rows in no order, many of the same cell, most cells small."""
    rng = np.random.default_rng(seed)
    return DataFrame(
        {
            "area": rng.integers(OUTSIDE, 12, rows),
            "unit": rng.integers(NOWHERE, 7, rows),
            "care_form": rng.choice(["gp", "rehab"], rows),
            "period": rng.choice(QUARTERS, rows),
            "age_group": rng.choice(["", "0-19", "20-"], rows),
            "visits": rng.integers(0, 6, rows),
            "cost": np.nan,
        }
    )


def cells_of(visits: Visits) -> dict[Cell, int]:
    """Every cell of every level, by what it is called."""
    return {
        (*level, period, form, age, residence, provider): count
        for level in LEVELS
        for period, form, age in product(visits.published, visits.care_forms, ("", *visits.age_groups))
        for residence, provider, count, _ in zip(
            *(column.tolist() for column in visits.cells(*level, [period], form, age)[:3]),
            iter(int, 1),
            strict=False,
        )
    }


TABLE = visits_of(2_000)
EXACT, SHOWN = cells_of(published(TABLE, PLACES)), cells_of(published(TABLE, PLACES, PROTECTION))


def test_every_published_cell_is_the_exact_one_with_noise_of_at_most_five() -> None:
    assert set(SHOWN) <= set(EXACT)
    for cell, count in EXACT.items():
        assert abs(SHOWN.get(cell, 0) - count) <= 5, cell
    assert min(SHOWN.values()) >= 5
    assert {SHOWN[cell] for cell in SHOWN if EXACT[cell] == 0} == set()


def test_noise_is_everywhere_and_adds_up_to_little() -> None:
    """Sum of independent noise: sd at most sqrt(12.6) a cell; four of those is one chance in 16,000."""
    off = np.array([SHOWN.get(cell, 0) - count for cell, count in EXACT.items()])
    assert (off != 0).mean() > 0.7
    by_key = len(EXACT)
    assert abs(off.sum()) < 4 * np.sqrt(12.6 * by_key)


FEW = Municipalities(
    ("M1", "M2"), ("West", "East"), np.array([0, 0, 1], np.int32), np.array([0, 1, NOWHERE], np.int32)
)
FEW_PROTECTED = Protection(bytes(range(32)), AREAS[:3], UNITS[:2])
counts = st.lists(st.integers(0, 12), min_size=12, max_size=12)


def few(visits: list[int]) -> DataFrame:
    """Twelve cells: three areas, two units, two age groups."""
    area, unit, age = np.unravel_index(np.arange(12), (3, 2, 2))
    ages = np.array(["0-19", "20-"])[age]
    table = DataFrame({"area": area, "unit": unit, "age_group": ages, "visits": visits})
    return table.assign(care_form="gp", period="2025Q1", cost=np.nan)


def few_cells(table: DataFrame, protection: Protection | None) -> dict[tuple[object, ...], int]:
    """Cells by level, number of the group, residence and provider."""
    levels = published(table, FEW, protection).levels
    return {
        (name, group, residence, provider): count
        for name, level in levels.items()
        for group, residence, provider, count in zip(
            np.repeat(np.arange(len(level.slices) - 1), np.diff(level.slices)).tolist(),
            level.residence.tolist(),
            level.provider.tolist(),
            level.visits.tolist(),
            strict=True,
        )
    }


@thousand
@given(counts, st.permutations(range(24)))
def test_the_order_of_rows_changes_nothing(visits: list[int], order: list[int]) -> None:
    table = concat([few(visits), few(visits[::-1])], ignore_index=True)  # each cell twice
    assert few_cells(table.iloc[order], FEW_PROTECTED) == few_cells(table, FEW_PROTECTED)


@thousand
@given(counts, st.integers(0, 11), st.integers(1, 9))
def test_unchanged_cells_keep_their_noise_at_a_rebuild(visits: list[int], at: int, more: int) -> None:
    visits = [1, 1, *visits[2:]]  # both ages are known before and after
    later = few([count + more * (one == at) for one, count in enumerate(visits)])
    exact, exact_later = few_cells(few(visits), None), few_cells(later, None)
    shown, shown_later = few_cells(few(visits), FEW_PROTECTED), few_cells(later, FEW_PROTECTED)
    same = [cell for cell, count in exact.items() if exact_later[cell] == count]
    assert len(same) > len(exact) / 3
    assert [shown.get(cell) for cell in same] == [shown_later.get(cell) for cell in same]


def test_new_areas_and_units_leave_the_noise_of_others_as_it_was() -> None:
    places = PLACES._replace(
        of_area=np.append(0, PLACES.of_area).astype(np.int32),
        of_unit=np.append(0, PLACES.of_unit).astype(np.int32),
    )
    moved = TABLE.assign(area=TABLE["area"] + (TABLE["area"] >= 0), unit=TABLE["unit"] + (TABLE["unit"] >= 0))
    grown = Protection(PROTECTION.secret, ["a-new", *AREAS], ["u-new", *UNITS])
    found = published(moved, places, grown)
    for level in LEVELS:
        before = published(TABLE, PLACES, PROTECTION).levels[level]
        np.testing.assert_array_equal(found.levels[level].visits, before.visits)


def test_cells_of_the_same_visits_are_the_same_number_at_every_level() -> None:
    rows = {"area": [0], "unit": [0], "care_form": "gp", "period": "2025Q1", "age_group": "20-"}
    one = cells_of(published(DataFrame(rows).assign(visits=17, cost=np.nan), PLACES, PROTECTION))
    assert len(one) == len(LEVELS) * 2, "in all and by age"
    assert len(set(one.values())) == 1


def test_another_secret_gives_other_noise() -> None:
    other = Protection(bytes(range(1, 33)), AREAS, UNITS)
    shown = cells_of(published(TABLE, PLACES, other))
    assert sum(shown.get(cell) != count for cell, count in SHOWN.items()) > len(SHOWN) / 2


def test_months_are_published_as_quarters_only() -> None:
    months = TABLE.assign(
        period=TABLE["period"].map({"2024Q1": "2024-01", "2024Q2": "2024-04", "2025Q1": "2025-03"})
    )
    visits = published(months, PLACES, PROTECTION)
    assert visits.periods == tuple(QUARTERS)
    assert cells_of(visits) == SHOWN, "a register that goes from quarters to months keeps its noise"
    assert published(months, PLACES).periods == ("2024-01", "2024-04", "2025-03")


def with_costs(contributors: list[int], largest: list[float]) -> Visits:
    count = len(contributors)
    table = DataFrame(
        {
            "area": range(count), "unit": 0, "care_form": "gp", "period": "2025Q1", "age_group": "",
            "visits": 40, "cost": 4321.0, "contributors": contributors, "largest_cost": largest,
        }
    )  # fmt: skip
    return published(table, PLACES, PROTECTION)


def test_costs_are_shown_only_of_three_of_whom_none_stands_for_three_quarters() -> None:
    visits = with_costs([2, 3, 3, 40], [2000.0, 2000.0, 0.76 * 4321, 200.0])
    assert np.isnan(visits.select(["2025Q1"], "gp").cost).tolist() == [True, False, True, False]


def test_a_cost_is_the_price_of_a_visit_times_the_published_visits() -> None:
    cells = with_costs([40], [100.0]).select(["2025Q1"], "gp")
    assert cells.visits[0] != 40, "the tests' key gives this cell noise"
    assert cells.cost[0] == pytest.approx(108.0 * cells.visits[0])  # 4321 / 40 = 108.025


def test_a_secret_is_not_printed() -> None:
    assert "\\x01" not in repr(PROTECTION)
    assert PROTECTION.secret.hex() not in repr(PROTECTION)
