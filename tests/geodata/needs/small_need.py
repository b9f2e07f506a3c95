"""Residents and use that can be counted by eye, and random ones for what must hold of all."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from geodata.needs.base import Base, base_of
from geodata.needs.classes import Classes
from geodata.needs.need import Ahead
from geodata.needs.outlook import Outlook
from geodata.needs.trend import Trend

YOUNG_AND_OLD = Classes((0, 65))
BY_AGE = np.array([0, 1])
"""Use is known of each class by itself."""


def one_place() -> tuple[Base, Ahead]:
    """900 young and 100 old, who visit 2 and 8 times a year; ten years later they are 880 and 150."""
    base = base_of(2025, YOUNG_AND_OLD, np.array([[900.0, 100.0]]), np.array([1800.0, 800.0]), BY_AGE)
    return base, Ahead((2035,), np.array([[[880.0, 150.0]]]))


@st.composite
def futures(draw: st.DrawFn) -> tuple[Base, Ahead, Outlook]:
    """A few areas in a few years, with some or all of what can change use; some empty of people."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    areas, years = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    classes = Classes((0, 20, 65, 80), draw(st.sampled_from([("",), ("1", "2")])))
    cells = classes.count
    persons = rng.gamma(1, 300, (areas, cells)).round() * rng.integers(0, 2, (areas, 1))
    persons[0] = 1 + rng.integers(0, 900, cells)
    later = persons * rng.uniform(0.5, 1.5, (years, areas, cells)) + rng.integers(0, 2, (years, areas, 1))
    group = np.tile([0, 1, 2, 2], len(classes.sexes))
    use = rng.uniform(100, 5000, 3)
    by_area = rng.poisson(persons.sum(axis=1) * 3).astype(float)
    trend = Trend(rng.normal(0, 0.02), 0.004, 7)
    base = base_of(2025, classes, persons, use, group, by_area, dispersion=1.5, trend=trend)
    gains = rng.uniform(0, 3, (years, cells))
    prevalence = np.where(rng.random(cells) < 0.5, 1.0, rng.uniform(0.8, 1.3, (years, cells)))
    outlook = Outlook(
        2026,
        health=draw(st.sampled_from(["none", "half", "whole"])),
        trend=draw(st.booleans()),
        prevalence=draw(st.sampled_from([(), ("diabetes",)])),
    )
    return base, Ahead(tuple(range(2026, 2026 + years)), later, gains, prevalence), outlook
