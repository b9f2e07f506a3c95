"""The visits of some care forms alone, and of units by other positions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geodata.region.visits import Level, Visits


def visits_of_forms(visits: Visits, care_forms: Collection[str], moved: NDArray[np.int32]) -> Visits | None:
    """The cells of some care forms; None where none of them has visits.

    Parameters
    ----------
    visits : Visits
    care_forms : collection of str
    moved : int32, shape (units,)
        New position of each unit, `NOWHERE` where it is gone.
    """
    kept = tuple(form for form in visits.care_forms if form in care_forms)
    if not kept:
        return None
    ages = 1 + len(visits.age_groups)
    begins = np.arange(len(visits.published) * len(visits.care_forms) * ages)
    stays = np.repeat(np.tile([form in kept for form in visits.care_forms], len(visits.published)), ages)
    levels = {
        (residence, provider): _level(level, begins[stays], moved if provider == "unit" else None)
        for (residence, provider), level in visits.levels.items()
    }
    return replace(visits, care_forms=kept, levels=levels)


def without_costs(visits: Visits) -> Visits:
    """The same visits, of which nobody knows what they cost."""
    return replace(visits, levels={key: _no_cost(level) for key, level in visits.levels.items()})


def _no_cost(level: Level) -> Level:
    return replace(level, cost=np.empty(0))


def _level(level: Level, slices: NDArray[np.int64], moved: NDArray[np.int32] | None) -> Level:
    begins, ends = level.slices[slices], level.slices[slices + 1]
    rows = np.concatenate([np.arange(*span) for span in zip(begins, ends, strict=True)] or [np.arange(0)])
    provider = level.provider[rows]
    if moved is not None and len(moved):
        provider = np.where(provider >= 0, moved[np.maximum(provider, 0)], provider).astype(np.int32)
    return Level(
        np.concatenate([[0], np.cumsum(ends - begins)]).astype(np.int64),
        level.residence[rows],
        provider,
        level.visits[rows],
        level.cost[rows] if len(level.cost) else level.cost,
    )
