"""A model beside what was paid: who is compared, who is most off, and what may be why."""

from __future__ import annotations

import math

import numpy as np

from geodata.reimbursement.fit import fit
from geodata.reimbursement.pay import pay
from tests.geodata.reimbursement.small_basis import part, small_basis

FLAT = (part("flat", "per_person", "100"),)
NOBODY = np.zeros(6, dtype=bool)


def test_units_that_cannot_be_compared_are_counted_by_why() -> None:
    # as predicted, without payments, too small, closed, nobody listed, and half a year
    basis = small_basis([10, 10, 2, 10, 0, 10], open=np.array([True, True, True, False, True, True]))
    paid = np.array([1000.0, np.nan, 200, 1000, 300, 500])
    half = np.arange(6) == 5
    found = fit(pay(FLAT, basis), paid, basis.persons, 5, half)
    assert found.units.tolist() == [0, 5]
    assert (found.small, found.unpaid, found.unmodelled) == (2, 1, 1)
    assert [(each.unit, each.difference, each.reason) for each in found.worst(9)] == [
        (5, 50_000, "part_year"),
        (0, 0, ""),
    ]
    every = fit(pay(FLAT, basis), paid, basis.persons, 0, half)
    assert [(each.unit, each.reason) for each in every.worst(2)] == [(5, "part_year"), (4, "no_list")]


def test_a_unit_that_the_model_pays_nothing_is_never_within() -> None:
    basis = small_basis([10, 0, 10])
    found = fit(pay(FLAT, basis), np.array([1000.0, 1000, 990]), basis.persons, 0, NOBODY[:3])
    assert found.within(0.02) == 2 / 3
    assert found.median_ratio == 0.995
    assert math.isnan(found.ratios[1])


def test_one_unit_has_no_variance_to_tell() -> None:
    basis = small_basis([10])
    assert math.isnan(fit(pay(FLAT, basis), np.array([1000.0]), basis.persons, 0, NOBODY[:1]).r2)
