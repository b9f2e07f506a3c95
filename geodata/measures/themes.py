"""Themes: how many municipalities stand in each category of a status that the region brings along."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Theme
from geodata.focus.place import Place, added
from geodata.measures.measure import Counts, Measure
from geodata.measures.tally import Tally, counted
from geodata.region.region import Region

Ints = NDArray[np.int64]


def theme_measures(theme: Theme) -> tuple[Measure, ...]:
    """Municipalities in each category of a theme."""
    return tuple(
        Measure(
            f"{theme.key}_{category}", "themes", "count", "", theme.key, _in_category(theme, at), (),
            theme=theme, category=category,
        )
        for at, category in enumerate(theme.categories)
    )  # fmt: skip


def _in_category(theme: Theme, category: int) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        stands = of_municipalities(assessment.region, theme)
        group, position = place.municipalities(assessment.region)
        ones = np.ones(len(group))
        return counted(
            added(group, (stands[position] == category).astype(np.float64), place.count),
            of=added(group, ones, place.count),
        )

    return of


def categories(region: Region, theme: Theme) -> Ints:
    """Place of each area's category in the theme's legend; -1 where it has none. Shape (areas,)."""
    place = {key: at for at, key in enumerate(theme.categories)}
    found = np.full(len(region.areas), -1, dtype=np.int64)
    rows = region.themes
    ours = rows[rows["theme"] == theme.key]
    found[ours["area"].to_numpy(np.int64)] = ours["value"].map(place).fillna(-1).to_numpy(np.int64)
    return found


def of_municipalities(region: Region, theme: Theme) -> Ints:
    """Category of each municipality: of its first area that has one, -1 none. Shape (municipalities,)."""
    return _of_municipalities(region, theme.key)


@lru_cache(maxsize=32)
def _of_municipalities(region: Region, key: str) -> Ints:
    of_area = categories(region, region.settings.themes[key])
    found = np.full(len(region.municipalities.ids), -1, np.int64)
    known = np.flatnonzero(of_area >= 0)
    first, at = np.unique(region.municipalities.of_area[known], return_index=True)
    found[first] = of_area[known[at]]
    return found
