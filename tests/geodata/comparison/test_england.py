"""The funnel of two diabetes indicators in Leeds and Devon, against a computation that shares no code."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from geodata.comparison.figures import figures
from geodata.comparison.funnel import funnel_side, overdispersion
from geodata.region.region import Region

pytestmark = pytest.mark.long

COLUMNS = {"bp": "DM019-BP", "hba1c": "DM020-HbA1c"}


def by_hand(path: Path, column: str) -> dict[str, int]:
    """Side of the funnel each practice is on, by the cumulative distribution itself, one by one.

    Its cases are the multiple of the fewest possible that its patients with diabetes, and four in a hundred
    more, have room for.
    """
    with path.open() as file:
        rows = [row for row in csv.DictReader(file) if row["DM019-BP"] and row["DM020-HbA1c"]]
    cases, events = {}, {}
    for row in rows:
        pair = [Fraction(float(row[name])).limit_denominator(10_000) for name in COLUMNS.values()]
        n = math.lcm(*(one.denominator for one in pair))
        patients = 1.04 * float(row["Patient"]) * float(row["DM-prevalance"])
        n *= max(1, int(patients // n))
        cases[row["OrganisationCode"]] = n
        events[row["OrganisationCode"]] = round(float(row[column]) * n)
    told = {key for key, n in cases.items() if n >= 8}
    theta = sum(events[key] for key in told) / sum(cases[key] for key in told)
    found = {}
    for key in told:
        share, n = events[key] / cases[key], cases[key]
        above = below = 0
        for p in (0.001, 0.025, 0.975, 0.999):
            cdf = binom.cdf(np.arange(n + 1), n, theta)
            r = int(np.argmax(cdf >= p))
            alpha = (cdf[r] - p) / (cdf[r] - (cdf[r - 1] if r else 0))
            limit = max((r - alpha) / n, 0)
            above += p > 0.5 and share > limit
            below += p < 0.5 and share < limit
        found[key] = above - below
    return found


@pytest.mark.parametrize("indicator", ["bp", "hba1c"])
@pytest.mark.parametrize(("name", "practices"), [("leeds", 383), ("devon", 214)])
def test_the_funnel_of_real_practices_is_that_of_an_independent_computation(
    opened: Callable[[str], Region], shared: Path, name: str, practices: int, indicator: str
) -> None:
    data = shared / "england" / name
    region = opened(f"england/{name}")
    told = figures(region, indicator, "2022-07")
    sides = funnel_side(told.mean, told.value, told.cases)
    found = {region.units.index[at]: int(sides[at]) for at in np.flatnonzero(told.counted)}
    assert len(found) == practices
    assert found == by_hand(data / "practices.csv", COLUMNS[indicator])
    # Practices differ by far more than chance: with that counted in, less than half as many are outside.
    more = overdispersion(told.mean, told.value, told.cases)
    assert more.ratio > 3
    outside = [
        np.count_nonzero(funnel_side(told.mean, told.value, told.cases, width))
        for width in (0.0, more.between)
    ]
    assert outside[1] < outside[0] / 2


@pytest.mark.parametrize(
    ("name", "mean", "ratio", "between"),
    [("leeds", 0.575882, 15.5436, 0.086808), ("devon", 0.543890, 11.9067, 0.077027)],
)
def test_practices_differ_by_more_than_chance_as_published_shares_with_their_fewest_cases_say(
    shared: Path, name: str, mean: float, ratio: float, between: float
) -> None:
    """Blood pressure; the fewest cases that give a practice's two published shares exactly."""
    with (shared / "england" / name / "practices.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["DM019-BP"] and row["DM020-HbA1c"]]
    share = np.array([float(row["DM019-BP"]) for row in rows])
    cases = np.array(
        [
            math.lcm(
                *(Fraction(float(row[key])).limit_denominator(10_000).denominator for key in COLUMNS.values())
            )
            for row in rows
        ],
        float,
    )
    theta = float(share @ cases / cases.sum())
    spread = overdispersion(theta, share, cases)
    assert theta == pytest.approx(mean, abs=5e-7)
    assert spread.ratio == pytest.approx(ratio, abs=5e-5)
    assert spread.between == pytest.approx(between, abs=1e-6)
