"""Units like ours, and those among them that do better: whom to call, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from geodata.comparison.differences import chance_of_more, discoveries
from geodata.comparison.figures import Figures
from geodata.comparison.profiles import Profiles
from geodata.region.region import Region

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Trait = Literal["size", "mix", "rural"]

TRAITS: tuple[Trait, ...] = ("size", "mix", "rural")
"""Size (logarithm), case mix (share of the oldest and of the youngest), rurality (logarithm of density)."""
ALIKE = 1.0
"""Longest distance of a comparable unit: it differs by a usual deviation in each trait, or more in some
and less in others."""


@dataclass(frozen=True)
class Better:
    """A unit that does better than ours, with the evidence."""

    unit: int  # position in the region's units
    gap: float  # better by so much, in the indicator's unit: more than 0
    km: float  # in a straight line; NaN where either has no place
    unlike: float  # distance in traits, as of `unlikeness`
    chance: float  # how often chance alone would put it so far ahead


def unlikeness(profiles: Profiles, among: Ints, ours: int, traits: Sequence[Trait] = TRAITS) -> Floats:
    """Distance of every unit from ours: root mean square of its differences in usual deviations.

    Euclid's distance on standardised traits, as peer groups of providers are made: Byrne et al. 2009,
    doi 10.1111/j.1475-6773.2008.00916.x. The usual deviation is 1.4826 times the median absolute one,
    so that one giant does not make all others alike.

    Parameters
    ----------
    profiles : Profiles
    among : int64
        Positions of the units that deviations are usual among.
    ours : int
        Position of our unit.
    traits : sequence of Trait
        None: every unit is alike, at distance 0.

    Returns
    -------
    float64, shape (units,)
        NaN where a trait of the unit, or of ours, is unknown.
    """
    count = len(profiles.size)
    rows = [row for trait in traits for row in _rows(profiles, trait)]
    if not rows:
        return np.zeros(count)
    squares = np.zeros(count)
    weight = 0.0
    for row, part in rows:
        deviation = _usual(row[among])
        if not deviation:
            continue  # all alike in this
        squares += part * ((row - row[ours]) / deviation) ** 2
        weight += part
    found: Floats = np.sqrt(squares / weight) if weight else np.zeros(count)
    return found


def better_units(
    region: Region,
    figures: Figures,
    unlike: Floats,
    ours: int,
    *,
    higher_is_better: bool,
    wrong: float = 0.05,
) -> list[Better]:
    """Comparable units that clearly do better than ours, the nearest first.

    One-sided tests of two shares, of ours against every comparable unit; of those told, at most `wrong`
    are expected to be there by chance (Benjamini & Hochberg 1995).

    Parameters
    ----------
    region : Region
    figures : Figures
    unlike : float64, shape (units,)
        At most `ALIKE` where comparable, NaN where unknown.
    ours : int
    higher_is_better : bool
    wrong : float

    Returns
    -------
    list of Better
        Empty where our cases are unknown.
    """
    if not figures.counted[ours]:
        return []
    with np.errstate(invalid="ignore"):
        among = figures.counted & (unlike <= ALIKE)
    among[ours] = False
    events = figures.events if higher_is_better else figures.cases - figures.events
    chance = chance_of_more(events, figures.cases, float(events[ours]), float(figures.cases[ours]))
    chosen = np.flatnonzero(discoveries(np.where(among, chance, np.nan), wrong))
    km = km_from(region, ours)
    found = [
        Better(
            int(unit),
            float(abs(figures.value[unit] - figures.value[ours])),
            float(km[unit]),
            float(unlike[unit]),
            float(chance[unit]),
        )
        for unit in chosen
    ]
    return sorted(found, key=lambda peer: (np.isnan(peer.km), peer.km, peer.unit))


def km_from(region: Region, ours: int) -> Floats:
    """Kilometres in a straight line from one unit to every unit; NaN where either has no place."""
    x, y = region.units.geometry.x.to_numpy(float), region.units.geometry.y.to_numpy(float)
    found: Floats = np.hypot(x - x[ours], y - y[ours]) / 1000
    return found


def _rows(profiles: Profiles, trait: Trait) -> list[tuple[Floats, float]]:
    """A trait as rows to compare, with the weight of each: a trait weighs 1 whatever it is made of."""
    if trait == "size":
        return [(np.log(profiles.size), 1.0)]
    if trait == "rural":
        return [(np.log(profiles.density), 1.0)]
    mix = [row for row in (profiles.oldest, profiles.youngest) if np.isfinite(row).any()]
    return [(row, 1 / len(mix)) for row in mix]


def _usual(row: Floats) -> float:
    known = row[np.isfinite(row)]
    if not len(known):
        return 0.0
    deviation = 1.4826 * float(np.median(np.abs(known - np.median(known))))
    return deviation or float(known.std())
