"""Published rules -> which areas lack supply -> zones."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.contract.constants import CONSTANTS
from geodata.contract.settings import Rule
from geodata.flows.observed_service_areas import parts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

RULES: tuple[str, ...] = (*CONSTANTS["rules"],)
"""In the order they are told: far, little, choice, use."""

USUAL_LIMITS = {"too_little": 0.5, "no_choice": 2.0, "too_few": 0.5}
"""Where `region.toml` gives a rule no limit: share of the mean, organisations, share of expected."""


@dataclass(frozen=True, eq=False)
class Zone:
    """Contiguous underserved areas of one municipality, named after its most populous area.

    Most populous whatever the ages asked about, so that the name stays when they change. `id` is that
    area's id. What else there is to tell of one is a measure (`geodata.measures`) of its areas.
    """

    id: str
    name: str
    areas: Ints
    persons: int
    municipalities: tuple[str, ...]
    rules: tuple[str, ...]  # failed by any of its areas


def limit_of(rules: Mapping[str, Rule], key: str, limit_min: float) -> float:
    """The limit of a rule: its own, else the usual one, else the longest acceptable journey.

    Parameters
    ----------
    rules : mapping of str to Rule
    key : str
        Of `RULES`; also of one that is off, or that the region does not have.
    limit_min : float
        Longest acceptable journey, minutes.

    Returns
    -------
    float
        In the rule's own measure: minutes, share of the mean, organisations, share of expected.
    """
    rule = rules.get(key)
    if rule is not None and rule.limit is not None:
        return rule.limit
    return USUAL_LIMITS.get(key, limit_min)


def index(access: Floats, persons: Ints) -> Floats:
    """Access as a share of the residents' mean, 100; 0 everywhere where that is 0. Shape (areas,)."""
    total = persons @ access
    mean = total / persons.sum() if total else math.inf
    return 100 * access / mean


def failed(
    rules: Mapping[str, Rule],
    *,
    persons: Ints,
    limit_min: float,
    nearest_min: Floats,
    access_index: Floats,
    organisations_fewer: Callable[[float], Bools],
    visits: Ints | None,
    expected: Floats | None,
    fewest_expected: float = 0.0,
) -> dict[str, Bools]:
    """Which areas fail each rule that is on and can be answered.

    Nobody lacks anything where nobody lives: such areas fail no rule.

    Parameters
    ----------
    rules : mapping of str to Rule
    persons : int64, shape (areas,)
        Residents.
    limit_min : float
        Longest acceptable journey where `too_far` has no limit of its own; also what choice is
        counted within.
    nearest_min, access_index : float64, shape (areas,)
        Minutes, inf out of reach; 100 is the regional mean.
    organisations_fewer : callable
        Areas with fewer organisations in reach than so many: bool, shape (areas,).
    visits, expected : shape (areas,), optional
        Visits as they were and as expected; None leaves `too_few` out.
    fewest_expected : float
        An area of which fewer visits are expected does not fail `too_few`: noise would decide.

    Returns
    -------
    dict of str to bool arrays, shape (areas,)
        In the order of `RULES`.
    """
    lived_in = persons > 0
    answers: dict[str, Bools] = {}
    for key in RULES:
        rule = rules.get(key)
        if rule is None or not rule.on:
            continue
        limit = limit_of(rules, key, limit_min)
        if key == "too_far":
            answers[key] = lived_in & (nearest_min > limit)
        elif key == "too_little":
            answers[key] = lived_in & (access_index < 100 * limit)
        elif key == "no_choice":
            answers[key] = lived_in & organisations_fewer(limit)
        elif visits is not None and expected is not None:
            answers[key] = lived_in & (visits < limit * expected) & (expected >= fewest_expected)
    return answers


def zones(
    underserved: Bools,
    neighbours: csr_array,
    *,
    area_ids: Sequence[str],
    names: Sequence[str],
    municipalities: Sequence[str],
    municipality: Ints,
    everyone: Ints,
    persons: Ints,
    rules: Mapping[str, Bools],
) -> tuple[Zone, ...]:
    """Underserved areas that share a border and a municipality, as zones.

    Parameters
    ----------
    underserved : bool, shape (areas,)
    neighbours : csr_array, shape (areas, areas)
    area_ids, names, municipalities : sequence of str, shape (areas,)
        Of each area; the name of its municipality.
    municipality : int64, shape (areas,)
        Code of its municipality, from 0.
    everyone : int64, shape (areas,)
        Residents of all ages: a zone is named after the area where most live.
    persons : int64, shape (areas,)
        Residents who count.
    rules : mapping of str to bool arrays, shape (areas,)
        Areas that fail each.

    Returns
    -------
    tuple of Zone
        By residents, most first; ties by id.
    """
    part = parts(neighbours, np.where(underserved, municipality, -1))
    inside = np.flatnonzero(underserved)
    order = inside[np.argsort(part[inside], kind="stable")]
    if not len(order):
        return ()
    first = np.flatnonzero(np.diff(part[order], prepend=-1))
    people = persons[order]
    total = np.add.reduceat(people, first)
    zone = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(order))))
    largest = order[np.lexsort((-everyone[order], zone))[first]]
    fails = [(key, np.logical_or.reduceat(each[order], first).tolist()) for key, each in rules.items()]
    found = [
        Zone(
            id=area_ids[most],
            name=names[most],
            areas=areas,
            persons=count,
            municipalities=(municipalities[most],),
            rules=tuple(key for key, each in fails if each[at]),
        )
        for at, (most, areas, count) in enumerate(
            zip(largest.tolist(), np.split(order, first[1:]), total.tolist(), strict=True)
        )
    ]
    return tuple(sorted(found, key=lambda zone: (-zone.persons, zone.id)))
