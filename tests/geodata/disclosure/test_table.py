"""The perturbation table keeps its promises for every count, by arithmetic and by drawing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.disclosure.fitting import (
    GAIN,
    NOISE,
    PERSONS,
    SMALL_COUNTS,
    SMALLEST,
    allowed,
    fitted,
    fitted_to_persons,
)
from geodata.disclosure.keys import scrambled
from geodata.disclosure.table import PARTS, PERSON_PARTS, noise_of
from tests.geodata.disclosure.attacks import LARGEST_VARIANCE

pytestmark = pytest.mark.long

SECRET = bytes(range(32))
DRAWS = 100_000
thousand = settings(max_examples=1000, deadline=None, derandomize=True)
LAST = max(PARTS)
counts = st.integers(0, 3 * LAST) | st.integers(0, 10**9)
keys = st.integers(0, 2**64 - 1)


def noise(count: int, key: int) -> int:
    return int(noise_of(np.array([count]), np.array([key], np.uint64))[0])


@pytest.mark.parametrize("count", PARTS)
def test_each_row_has_mean_zero_to_the_last_digit_and_only_noise_that_is_allowed(count: int) -> None:
    row = PARTS[count]
    assert sum(parts * noise for noise, parts in row.items()) == 0
    assert set(row) <= set(allowed(count))
    assert min(row.values()) > 0


def test_rows_of_persons_have_mean_zero_publish_none_of_one_to_seven_and_are_what_their_fitting_finds() -> (
    None
):
    for count, row in PERSON_PARTS.items():
        assert sum(parts * noise for noise, parts in row.items()) == 0
        assert set(row) <= set(allowed(count, PERSONS, PERSONS))
    found = fitted_to_persons()
    assert set(found) | {max(PERSON_PARTS)} == set(PERSON_PARTS)
    assert {count: PERSON_PARTS[count] for count in found} == found


@thousand
@given(keys)
def test_zero_stays_zero(key: int) -> None:
    assert noise(0, key) == 0


@thousand
@given(st.integers(0, 50), keys)
def test_one_to_four_are_never_published(count: int, key: int) -> None:
    assert count + noise(count, key) not in (1, 2, 3, 4)


@thousand
@given(counts, keys)
def test_noise_is_at_most_five_and_no_count_below_zero(count: int, key: int) -> None:
    assert abs(noise(count, key)) <= NOISE
    assert count + noise(count, key) >= 0


@settings(thousand, max_examples=200)  # of forty counts
@given(st.integers(1, 40), st.integers(0, 2**63))
def test_noise_is_unbiased_over_a_hundred_thousand_draws(count: int, first: int) -> None:
    some = np.full(DRAWS, count)
    draws = scrambled(SECRET, "noise", np.arange(DRAWS, dtype=np.uint64) + np.uint64(first), some)
    assert abs(noise_of(some, draws).mean()) < 0.05


def test_noise_comes_as_often_as_the_table_says() -> None:
    for count, row in PARTS.items():
        draws = scrambled(SECRET, "noise", np.arange(DRAWS, dtype=np.uint64), np.full(DRAWS, count))
        found = noise_of(np.full(DRAWS, count), draws)
        for one, parts in row.items():
            share = parts / sum(row.values())
            # Five standard errors: one draw in two million is further off.
            assert abs((found == one).mean() - share) < 5 * np.sqrt(share * (1 - share) / DRAWS), (count, one)


def test_the_ends_of_all_keys_get_the_ends_of_the_noise() -> None:
    for count, row in PARTS.items():
        assert noise(count, 0) == min(row)
        assert noise(count, 2**64 - 1) == max(row)


def test_the_stated_variance_is_the_largest() -> None:
    assert 12.5 < LARGEST_VARIANCE < 12.7


def test_the_table_is_what_its_fitting_finds() -> None:
    found = fitted()
    assert set(found) | {LAST} == set(PARTS)
    for count, row in found.items():
        # The optimiser may end some ten-thousandths off on another machine.
        assert {noise: parts for noise, parts in row.items() if abs(parts - PARTS[count][noise]) > 30} == {}


def test_a_single_look_at_a_small_cell_gains_no_more_than_the_fitting_promises() -> None:
    assert gain(SMALL_COUNTS) <= GAIN + 2e-4  # the parts are whole ten-thousandths
    assert gain((0.583, 0.198, 0.124, 0.095)) < 0.03  # as in the real lists of Leeds


def gain(often: tuple[float, ...]) -> float:
    """How much more often the best guess is right that sees the published value than one that does not."""
    best: dict[int, float] = {}
    for count, share in enumerate(often, start=1):
        for one, parts in PARTS[count].items():
            published = count + one
            best[published] = max(best.get(published, 0.0), share * parts / sum(PARTS[count].values()))
    assert all(value == 0 or value >= SMALLEST for value in best)
    return sum(best.values()) - max(often)


def test_the_table_of_the_docs_is_the_table() -> None:
    text = (Path(__file__).parents[3] / "docs" / "disclosure.md").read_text(encoding="utf-8")
    for count, row in PARTS.items():
        whole = sum(row.values())
        noises = range(-NOISE, NOISE + 1)
        cells = [f"{100 * row[one] / whole:.2f}" if one in row else "·" for one in noises]
        name = str(count) if count < LAST else f"{LAST} or more"
        assert " | ".join([f"| {name}", *cells]) in text
