"""Who has kept the version before learns nothing of single visits: an attack, and what a version keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pandas import DataFrame, concat

from geodata.checks.open_region import open_region
from geodata.contract.errors import DisclosureError
from geodata.disclosure.corrections import FEWEST, LEAST_SHARE
from geodata.disclosure.frozen_periods import frozen
from geodata.disclosure.level_rows import groups_of
from geodata.disclosure.release import METHOD, release_of
from geodata.region.region import Region
from geodata.region.visits import LEVELS, Visits
from tests.demo_region import protected_demo
from tests.geodata.disclosure.grid_region import (
    AREAS,
    QUARTERS,
    cells_of,
    grid_region,
    one_less,
    protected,
    rows,
)

TRIALS = 60
SEEN = 55
"""Of the trials: a cell in eleven is the same number by chance, so that some sums tell nothing."""


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return grid_region(tmp_path)


def differing(before: Visits | None, after: Visits | None) -> set[tuple[str, str, str, str, str, int, int]]:
    """Cells that are another number in two versions, or in one of them only."""
    return {cell for cell, _ in cells_of(before).items() ^ cells_of(after).items()}


def suspected(before: Visits | None, after: Visits | None) -> tuple[set[int], set[int], set[str], set[str]]:
    """Areas, units, quarters and ages that someone has come to or left, by the difference of two versions."""
    changed = differing(before, after)
    assert after is not None
    return (
        {cell[5] for cell in changed if cell[0] == "area"},
        {cell[6] for cell in changed if cell[1] == "unit"},
        {cell[2] for cell in changed if cell[2] in after.periods},
        {cell[4] for cell in changed if cell[4]},
    )


def times_seen(region: Region, visits: DataFrame, keep: bool) -> int:
    """In how many trials a visit that is taken away is told: its area, unit, quarter and age, no other."""
    before = protected(region, visits)
    rng = np.random.default_rng(7)
    seen = 0
    for at in rng.choice(len(visits), TRIALS, p=visits["visits"] / visits["visits"].sum()).tolist():
        after = protected(region, one_less(visits, at))
        shown = frozen(before, after)[0] if keep else after.visits
        gone = visits.iloc[at]
        told = {int(gone["area"])}, {int(gone["unit"])}, {str(gone["period"])}, {str(gone["age_group"])}
        seen += suspected(before.visits, shown) == told
        if keep:
            assert differing(before.visits, shown) == set()
    return seen


def test_a_visit_that_is_taken_away_shows_in_a_new_draw_and_not_beside_what_is_published(
    region: Region,
) -> None:
    assert times_seen(region, rows(), keep=False) >= SEEN
    assert times_seen(region, rows(), keep=True) == 0


@pytest.mark.long
def test_neither_does_it_in_the_smallest_county_of_the_demo(tmp_path: Path) -> None:
    county = open_region(protected_demo("09", tmp_path))
    assert county.base is not None
    visits = county.base.astype({"period": str, "care_form": str, "age_group": str}).reset_index(drop=True)
    assert times_seen(county, visits, keep=False) >= SEEN
    assert times_seen(county, visits, keep=True) == 0


def corrected(visits: DataFrame, cells: int, quarter: str = QUARTERS[0]) -> DataFrame:
    """The same rows with ten visits more in the first `cells` pairs of an area and a unit, in both ages."""
    pair = visits["area"] * 10 + visits["unit"]
    first = visits["period"].eq(quarter) & pair.isin(sorted(pair.unique())[:cells])
    return visits.assign(visits=visits["visits"] + 10 * first)


def slices(visits: Visits | None, period: str) -> dict[tuple[str, str, str, str, str, int, int], int]:
    return {cell: count for cell, count in cells_of(visits).items() if cell[2] == period}


def test_three_cells_of_five_corrected_are_published_and_fewer_wait(region: Region) -> None:
    before = protected(region, rows())
    few, many = (protected(region, corrected(rows(), cells)) for cells in (60, 85))
    shown, found = frozen(before, few)
    assert cells_of(shown) == cells_of(before.visits)
    assert found.waiting == (("2024Q1", "gp"), ("2024", "gp"))
    assert (found.corrected, found.unchanged) == ((), True)
    shown, found = frozen(before, many)
    assert slices(shown, "2024Q1") == slices(many.visits, "2024Q1") != slices(before.visits, "2024Q1")
    assert slices(shown, "2024Q2") == slices(before.visits, "2024Q2")
    assert ("2024Q1", "gp") in found.corrected
    assert not found.unchanged


def test_corrections_add_up_from_build_to_build_until_they_are_published(region: Region) -> None:
    served = protected(region, rows())
    for cells, published in ((30, False), (50, False), (85, True), (86, False)):
        after = protected(region, corrected(rows(), cells))
        shown, _ = frozen(served, after)
        assert (slices(shown, "2024Q1") == slices(after.visits, "2024Q1")) == published, cells
        served = replace(after, visits=shown)


def test_a_slice_of_few_cells_is_not_corrected_however_many_of_them_change(region: Region) -> None:
    visits = rows().query("unit == 0 and area < @FEWEST - 1", local_dict={"FEWEST": FEWEST})
    before, after = protected(region, visits), protected(region, visits.assign(visits=visits["visits"] + 30))
    assert differing(before.visits, after.visits)
    assert differing(before.visits, frozen(before, after)[0]) == set()


def test_a_new_quarter_leaves_the_old_ones_and_makes_the_year_longer(region: Region) -> None:
    before = protected(region, rows(QUARTERS[:2]))
    after = protected(region, one_less(rows(), 0))
    shown, found = frozen(before, after)
    for quarter in QUARTERS[:2]:
        assert slices(shown, quarter) == slices(before.visits, quarter)
    for period in ("2024Q3", "2024"):
        assert slices(shown, period) == slices(after.visits, period)
    assert found.waiting == (("2024Q1", "gp"),)


@pytest.mark.parametrize("waits", [False, True])
def test_a_year_gets_a_few_visits_more_only_when_they_do_not_show_a_correction(
    region: Region, waits: bool
) -> None:
    before = protected(region, rows(QUARTERS[:2]))
    few = rows(QUARTERS[2:]).query("area == 7")
    old = one_less(rows(QUARTERS[:2]), 0) if waits else rows(QUARTERS[:2])
    after = protected(region, concat([old, few], ignore_index=True))
    shown, _ = frozen(before, after)
    assert slices(shown, "2024Q3") == slices(after.visits, "2024Q3")
    assert slices(shown, "2024") == slices((before if waits else after).visits, "2024")


@pytest.mark.parametrize("name", ["period", "age_group", "care_form"])
def test_the_last_visits_of_a_name_are_not_seen_to_go(region: Region, name: str) -> None:
    """Six visits, alone in their quarter, age group or care form, are taken away."""
    other = {"period": "2025Q1", "age_group": "20-", "care_form": "rehab"}[name]
    rest = rows().query("age_group == '0-19'")
    alone = rest.iloc[:1].assign(visits=6, **{name: other})
    before, after = protected(region, concat([rest, alone])), protected(region, rest)
    assert other in {part for cell in differing(before.visits, after.visits) for part in cell}
    shown, found = frozen(before, after)
    assert differing(before.visits, shown) == set()
    assert found.unchanged


def test_a_quarter_that_the_register_no_longer_has_ends_and_the_rest_stays(region: Region) -> None:
    before, after = protected(region, rows()), protected(region, rows(QUARTERS[1:]))
    shown, found = frozen(before, after)
    assert (shown.periods, shown.years) == (QUARTERS[1:], ("2024",))
    assert cells_of(shown) == cells_of(after.visits)
    assert not found.waiting
    one = protected(region, rows(QUARTERS[2:]))
    assert cells_of(frozen(before, one)[0]) == cells_of(one.visits), "a year of one quarter is none"


def test_other_age_groups_draw_every_count_anew_and_show_no_correction_alone(region: Region) -> None:
    """Keys are of the ages as well: a count that is made of other ones is another draw."""
    before = protected(region, rows().assign(age_group=""))
    after = protected(region, one_less(rows(), 0))
    shown, found = frozen(before, after)
    assert cells_of(shown) == cells_of(after.visits)
    assert len(differing(before.visits, shown)) > len(cells_of(before.visits)) / 2
    assert found.corrected


def test_an_age_group_that_comes_later_is_shown_beside_what_stays(region: Region) -> None:
    young = rows().query("age_group == '0-19'")
    before, after = (
        protected(region, young),
        protected(region, concat([one_less(young, 0), rows().iloc[1:2]])),
    )
    shown, _ = frozen(before, after)
    assert {cell: n for cell, n in cells_of(shown).items() if cell[4] != "20-"} == cells_of(before.visits)
    assert {cell[4] for cell in differing(before.visits, shown)} <= {"20-"}


def test_new_areas_and_units_come_beside_what_stays(region: Region, tmp_path: Path) -> None:
    """The tables are sorted by id: every position is another when `a` and `u` are among them."""
    before = protected(region, rows().query("area > 0 and unit > 0"))
    renamed = grid_region(
        tmp_path,
        areas=["a"] + [f"a{number:02}" for number in range(1, AREAS)],
        units=["u", "u1", "u2", "u3", "u4", "u5"],
    )
    after = protected(renamed, one_less(rows(), 200))
    shown, _ = frozen(before, after)
    assert slices(shown, "2024Q1") == slices(before.visits, "2024Q1")
    assert slices(protected(renamed, rows()).visits, "2024Q1") != slices(before.visits, "2024Q1")


def test_cells_keep_their_places_when_positions_change(region: Region) -> None:
    """The first area and the first unit have no visits, and are gone: every position is one less."""
    visits = rows().query("area > 0 and unit > 0")
    before = protected(region, visits)
    fewer = replace(region, areas=region.areas.iloc[1:], units=region.units.iloc[1:])
    fewer = replace(fewer, units=fewer.units.assign(area=fewer.units["area"] - 1))
    visits = visits.assign(area=visits["area"] - 1, unit=visits["unit"] - 1)
    shown, found = frozen(before, protected(fewer, one_less(visits, 3)))
    moved = {
        (*cell[:5], cell[5] - (cell[0] == "area"), cell[6] - (cell[1] == "unit")): count
        for cell, count in cells_of(before.visits).items()
    }
    assert cells_of(shown) == moved
    assert found.unchanged
    for level in LEVELS:
        assert (
            np.diff(shown.levels[level].residence)[np.diff(groups_of(shown.levels[level])) == 0] >= 0
        ).all()


def without_unit(region: Region) -> Region:
    return replace(region, units=region.units.drop("u2"))


def with_a_unit_renamed(region: Region) -> Region:
    return replace(region, units=region.units.rename({"u2": "u2-new"}))


def with_a_unit_moved(region: Region) -> Region:
    stands = region.units["area"].where(region.units.index != "u2", 19).astype(np.int32)
    return replace(region, units=region.units.assign(area=stands))


def with_an_area_renamed(region: Region) -> Region:
    return replace(region, areas=region.areas.rename({"a03": "a03-new"}))


def with_an_area_moved(region: Region) -> Region:
    home = region.areas["municipality_id"].where(region.areas.index != "a03", "M3")
    return replace(region, areas=region.areas.assign(municipality_id=home))


CHANGED = {
    "units that the data no longer have: u2": (without_unit, with_a_unit_renamed),
    "units that have moved to another municipality: u2": (with_a_unit_moved,),
    "areas that the data no longer have: a03": (with_an_area_renamed,),
    "areas that have moved to another municipality: a03": (with_an_area_moved,),
}


@pytest.mark.parametrize(
    ("said", "change"), [(said, each) for said, all_ in CHANGED.items() for each in all_]
)
def test_what_published_visits_are_of_is_neither_left_out_nor_moved(
    region: Region, said: str, change: Callable[[Region], Region]
) -> None:
    before = protected(region, rows())
    with pytest.raises(DisclosureError, match=said) as refused:
        frozen(before, protected(change(region), rows().query("unit < 5")))
    assert "Keep an area as it is, and keep a unit" in str(refused.value)
    assert 'release = "..."' in str(refused.value)


def test_another_name_of_the_release_draws_anew_by_the_same_key(region: Region) -> None:
    """Were it the same draw, the one cell that is corrected would be seen as between two versions of one."""
    first = protected(region, rows())
    second = protected(replace(region, settings=replace(region.settings, release="2")), one_less(rows(), 0))
    assert len(differing(first.visits, second.visits)) > len(cells_of(first.visits)) / 2


def test_what_a_release_is_called_follows_from_the_key_and_does_not_tell_it() -> None:
    keys = [bytes(range(start, start + 32)) for start in range(50)]
    found = {release_of(key, label).key for key in keys for label in ("1", "2", "2026")}
    assert len(found) == 150
    assert all(len(key) == 16 for key in found)
    assert not any(key in secret.hex() for key in found for secret in keys)


DRAWN = {"2": "3bba7e3c1ba4f209"}
"""Hash of the published counts of `rows`, by the name of the method that they are drawn by."""


def test_noise_that_is_drawn_otherwise_has_another_method(region: Region) -> None:
    """Who changes how noise is drawn changes `METHOD`, and adds the hash that this says it got."""
    cells = sorted(cells_of(protected(region, rows()).visits).items())
    assert hashlib.sha256(repr(cells).encode()).hexdigest()[:16] == DRAWN[METHOD]


def unnamed(region: Region) -> Region:
    """The same as an older program published it."""
    assert region.visits is not None
    return replace(region, visits=replace(region.visits, release=None))


def test_a_version_that_names_no_key_goes_on_where_its_numbers_agree(region: Region, tmp_path: Path) -> None:
    before, after = unnamed(protected(region, rows())), protected(region, one_less(rows(), 0))
    assert differing(before.visits, frozen(before, after)[0]) == set()
    other = tmp_path / "other.key"
    other.touch(mode=0o600)
    other.write_text(bytes(range(32)).hex(), encoding="ascii")
    drawn = protected(replace(region, settings=replace(region.settings, key_file=str(other))), rows())
    with pytest.raises(DisclosureError, match="does not name its key"):
        frozen(before, drawn)


def test_costs_wait_for_the_counts_that_they_are_of(region: Region) -> None:
    priced = {"contributors": 9, "largest_cost": 1.0}
    before = protected(region, rows().assign(cost=1e3, **priced))
    dearer = protected(region, rows().assign(cost=2e3, **priced))
    shown, found = frozen(before, dearer)
    assert before.visits is not None
    for level in LEVELS:
        np.testing.assert_array_equal(shown.levels[level].cost, before.visits.levels[level].cost)
    assert ("2024Q1", "gp") in found.waiting
    shown, _ = frozen(protected(region, rows()), dearer)
    assert all(len(level.cost) == 0 for level in shown.levels.values()), (
        "nor do those come that were not known"
    )


def test_the_share_that_is_enough_is_what_the_documentation_says() -> None:
    text = (Path(__file__).parents[3] / "docs" / "disclosure.md").read_text(encoding="utf-8")
    assert LEAST_SHARE == 0.6
    assert f"at least three fifths of its cells, and at least {FEWEST}" in " ".join(text.split())
