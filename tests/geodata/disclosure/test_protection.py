"""Protected cells: exact ones plus the table's noise, the same in every build, and nothing else."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame, concat, factorize

from geodata.disclosure.exact_sums import Sums
from geodata.disclosure.people import People
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
thousand_in_tens = settings(max_examples=100, deadline=None, derandomize=True)
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
HOMES = dict(enumerate(PLACES.of_area.tolist())) | {NOWHERE: NOWHERE, OUTSIDE: OUTSIDE}
BASE = [
    ("area", "unit", period, form, age, area, unit)
    for (area, unit, form, period, age), visits in TABLE.groupby(
        ["area", "unit", "care_form", "period", "age_group"]
    )["visits"]
    .sum()
    .items()
    if visits
]


def base_cells(cell: Cell) -> list[Cell]:
    """The cells of areas, units, quarters and ages that one is made of, among those of the table."""
    residence, provider, period, form, age, home, to = cell
    return [
        each
        for each in BASE
        if each[3] == form
        and each[2].startswith(period)
        and age in ("", each[4])
        and (each[5] if residence == "area" else HOMES[each[5]]) == home
        and (provider == "region" or (each[6] if provider == "unit" else PLACES.of_unit[each[6]]) == to)
    ]


def test_a_base_cell_is_the_exact_one_with_noise_of_at_most_five() -> None:
    assert set(SHOWN) <= set(EXACT)
    for cell in BASE:
        if cell[4]:  # visits of unknown age are in cells of all ages alone
            assert abs(SHOWN.get(cell, 0) - EXACT[cell]) <= 5, cell
    assert min(SHOWN.values()) >= 5


def test_a_sum_is_that_of_its_published_parts_or_if_these_are_a_hundred_has_noise_of_its_own() -> None:
    large = small = 0
    for cell, count in EXACT.items():
        parts = base_cells(cell)
        if any(not part[4] for part in parts):
            continue
        published_parts = sum(SHOWN.get(part, 0) for part in parts)
        if published_parts < 100:
            assert SHOWN.get(cell, 0) == published_parts, cell
            small += len(parts) > 1
        elif len(parts) > 1:
            assert abs(SHOWN[cell] - count) <= 5, cell
            large += 1
    assert small > 200
    assert large > 20


def test_noise_is_everywhere_and_adds_up_to_little() -> None:
    """Sum of independent noise: sd at most sqrt(12.6) a cell; four of those is one chance in 16,000."""
    off = np.array([SHOWN.get(cell, 0) - EXACT[cell] for cell in BASE if cell[4]])
    assert (off != 0).mean() > 0.7
    assert abs(off.sum()) < 4 * np.sqrt(12.6 * len(off))


FEW = Municipalities(
    ("M1", "M2"), ("West", "East"), np.array([0, 0, 1], np.int32), np.array([0, 1, NOWHERE], np.int32)
)
FEW_PROTECTED = Protection(bytes(range(32)), AREAS[:3], UNITS[:2])
REGISTERS = 10
"""Registers beside each other in a table, each with a care form of its own, which share no cell."""
counts = st.lists(
    st.lists(st.integers(0, 12), min_size=12, max_size=12), min_size=REGISTERS, max_size=REGISTERS
)


def few(registers: list[list[int]]) -> DataFrame:
    """Twelve cells a register: three areas, two units, two age groups."""
    area, unit, age = np.unravel_index(np.arange(12), (3, 2, 2))
    ages = np.array(["0-19", "20-"])[age]
    tables = [
        DataFrame({"area": area, "unit": unit, "age_group": ages, "visits": visits, "care_form": f"gp {at}"})
        for at, visits in enumerate(registers)
    ]
    return concat(tables, ignore_index=True).assign(period="2025Q1", cost=np.nan)


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


@thousand_in_tens
@given(counts, st.permutations(range(24 * REGISTERS)))
def test_the_order_of_rows_changes_nothing(registers: list[list[int]], order: list[int]) -> None:
    backwards = [visits[::-1] for visits in registers]
    table = concat([few(registers), few(backwards)], ignore_index=True)  # each cell twice
    assert few_cells(table.iloc[order], FEW_PROTECTED) == few_cells(table, FEW_PROTECTED)


@thousand_in_tens
@given(
    counts, st.lists(st.tuples(st.integers(0, 11), st.integers(1, 9)), min_size=REGISTERS, max_size=REGISTERS)
)
def test_unchanged_cells_keep_their_noise_at_a_rebuild(
    registers: list[list[int]], changes: list[tuple[int, int]]
) -> None:
    before = [[1, 1, *visits[2:]] for visits in registers]  # both ages are known before and after
    after = [
        [count + more * (cell == at) for cell, count in enumerate(visits)]
        for visits, (at, more) in zip(before, changes, strict=True)
    ]
    exact, exact_later = few_cells(few(before), None), few_cells(few(after), None)
    shown, shown_later = few_cells(few(before), FEW_PROTECTED), few_cells(few(after), FEW_PROTECTED)
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


def alone(visits: int) -> dict[Cell, int]:
    """Published cells where one area visits one unit, in one quarter and one age."""
    rows = {"area": [0], "unit": [0], "care_form": "gp", "period": "2025Q1", "age_group": "20-"}
    return cells_of(published(DataFrame(rows).assign(visits=visits, cost=np.nan), PLACES, PROTECTION))


def test_that_a_large_sum_differs_from_its_only_part_does_not_prove_that_there_is_another() -> None:
    shown = [alone(visits).values() for visits in range(110, 130)]
    assert all(len(set(values)) > 1 for values in shown)
    assert all(
        abs(value - visits) <= 5
        for visits, values in zip(range(110, 130), shown, strict=True)
        for value in values
    )


def test_a_municipality_of_one_area_and_the_only_unit_of_one_have_the_numbers_of_these() -> None:
    single = PLACES._replace(
        of_area=np.arange(12, dtype=np.int32), of_unit=np.append(np.arange(7), NOWHERE).astype(np.int32)
    )
    found = published(TABLE.assign(visits=TABLE["visits"] * 40), single, PROTECTION)
    finest = found.levels["area", "unit"]
    for level in product(("area", "municipality"), ("unit", "municipality")):
        np.testing.assert_array_equal(found.levels[level].visits, finest.visits)
    assert (finest.visits > 100).mean() > 0.5


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


def with_costs(visits: list[int], largest: float = 100.0) -> Visits:
    table = DataFrame(
        {
            "area": range(len(visits)), "unit": 0, "care_form": "gp", "period": "2025Q1", "age_group": "",
            "visits": visits, "cost": [108.0 * count for count in visits], "largest_cost": largest,
        }
    )  # fmt: skip
    return published(table, PLACES, PROTECTION)


def test_whether_a_cost_is_shown_follows_from_the_published_count() -> None:
    cells = with_costs([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).select(["2025Q1"], "gp")
    np.testing.assert_array_equal(np.isfinite(cells.cost), cells.visits >= 8)
    assert 0 < (cells.visits >= 8).sum() < len(cells.visits)


def test_a_cost_is_the_price_of_a_visit_with_noise_times_the_published_visits() -> None:
    cells = with_costs([400]).select(["2025Q1"], "gp")
    assert cells.visits[0] != 400, "the tests' key gives this cell noise"
    price = cells.cost[0] / cells.visits[0]
    assert price == pytest.approx(108.0, abs=0.4 * 100 / 400 + 0.5)
    assert price == round(price), "three digits"


def test_the_cost_of_one_who_is_dear_is_not_the_cost_of_the_cell() -> None:
    """Of 40 visits one cost nearly everything: what is published is off by a tenth of that at least."""
    cells = with_costs([40], largest=0.9 * 40 * 108).select(["2025Q1"], "gp")
    off = abs(cells.cost[0] / cells.visits[0] - 108.0)
    assert 0.09 * 0.9 * 108 <= off <= 0.41 * 0.9 * 108


def of_one(visits: int, **columns: object) -> Visits:
    """Eighty-four cells whose visits are all of one person, or as further columns say."""
    rows = DataFrame(product(range(12), range(7)), columns=["area", "unit"])
    rows = rows.assign(care_form="home", period="2025Q1", age_group="", cost=np.nan, visits=visits, **columns)
    return published(rows, PLACES, PROTECTION)


def test_visits_of_one_person_are_hidden_or_those_of_eight() -> None:
    shown = of_one(62, persons=1, most_visits=62).select(["2025Q1"], "home")
    assert 0 < len(shown.visits) < 25, "one in eight"
    assert shown.visits.min() >= 8 * 0.6 * 62
    by_id = of_one(62, person=range(84)).select(["2025Q1"], "home")
    np.testing.assert_array_equal(by_id.visits, shown.visits)


def test_without_persons_each_visit_is_taken_for_one() -> None:
    assert np.abs(of_one(62).select(["2025Q1"], "home").visits - 62).max() <= 5


def test_a_person_who_comes_again_is_one_person_of_the_larger_cell() -> None:
    """Three people with a visit each in four quarters at two units: three of the year, not twenty-four."""
    rows = list(product(range(3), ["2024Q1", "2024Q2", "2024Q3", "2024Q4"], range(2)))
    table = DataFrame(rows, columns=["person", "period", "unit"])
    finest = exact_sums(table.assign(area=0))
    assert finest.persons.tolist() == [3] * 8
    year = finest.coded(group=np.zeros(8, np.int64), provider=np.zeros(8, np.int64))
    assert (year.persons.tolist(), year.most_visits.tolist(), year.visits.tolist()) == ([3], [8], [24])


def exact_sums(table: DataFrame) -> Sums:
    """Sums of visits with a person each."""
    rows = len(table)
    code = factorize(table["period"])[0].astype(np.int64)
    area, unit, person = (table[name].to_numpy(np.int64) for name in ("area", "unit", "person"))
    none, once = np.empty(0, np.int64), np.ones(rows, np.int64)
    people = People(np.arange(rows), person, once, np.empty(0))
    money, keys = np.empty(0), np.empty(0, np.uint64)
    return Sums(code, area, unit, once, once, once, money, money, keys, none, none, people).added()


def test_a_secret_is_not_printed() -> None:
    assert "\\x01" not in repr(PROTECTION)
    assert PROTECTION.secret.hex() not in repr(PROTECTION)
