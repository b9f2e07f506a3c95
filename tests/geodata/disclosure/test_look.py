"""What a look at a protected cell gains by its table, and the least that any table can give away."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from geodata.disclosure.fitting import GAIN, SMALL_COUNTS, allowed
from geodata.disclosure.joint_inference import SMALL
from geodata.disclosure.look import gain_of_look, moments_by_value
from geodata.disclosure.table import PARTS, PERSON_PARTS

EVEN = (0.25, 0.25, 0.25, 0.25)


def least_gain(common: tuple[float, ...], smallest: int, most: int) -> float:
    """Of all tables of noise whose mean is 0 and that never show a count below the smallest."""
    cells = [(count, noise) for count in range(1, SMALL) for noise in allowed(count, smallest, most)]
    values = sorted({count + noise for count, noise in cells})
    equal, below = [], []
    for count in range(1, SMALL):
        own = [count == other for other, _ in cells]
        equal += [own + [0] * len(values), [noise * of for (_, noise), of in zip(cells, own, strict=True)]]
        equal[-1] = [*equal[-1], *[0] * len(values)]
    for at, (count, noise) in enumerate(cells):
        row = np.zeros(len(cells) + len(values))
        row[at], row[len(cells) + values.index(count + noise)] = common[count - 1], -1
        below.append(row)
    cost = np.append(np.zeros(len(cells)), np.ones(len(values)))
    found = linprog(cost, below, np.zeros(len(below)), np.array(equal, float), [1, 0] * (SMALL - 1))
    return float(found.fun) - max(common)


def test_the_table_gains_what_it_was_fitted_to_where_small_counts_are_commoner_the_smaller() -> None:
    assert gain_of_look(SMALL_COUNTS, PARTS) == pytest.approx(GAIN, abs=0.001)


def test_where_small_counts_are_as_common_no_table_of_the_promises_gains_less_than_nine_points() -> None:
    least = least_gain(EVEN, 5, 5)
    assert 0.09 < least < 0.10
    assert least <= gain_of_look(EVEN, PARTS) < 0.12
    assert least_gain(SMALL_COUNTS, 5, 5) < GAIN  # where they are as they were fitted to, some do
    assert 0.05 < least_gain(EVEN, 8, 8) <= gain_of_look(EVEN, PERSON_PARTS)


def test_a_published_count_is_known_by_its_noise_and_one_not_told_by_how_common_small_ones_are() -> None:
    counts = np.repeat([1, 2, 3, 4, 50, 60], [40, 30, 20, 10, 50, 50])
    mean, variance = moments_by_value(counts, PARTS).at(np.array([0, 5000]))
    assert 1 < mean[0] < 2.5
    assert 0.5 < variance[0] < 2
    assert (mean[1], variance[1]) == (5000, 10)
