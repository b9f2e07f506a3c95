"""The KPIs in families, in the order shown. A new one is an entry in its family's file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dashboard.kpis.base import Kpi
from dashboard.kpis.choices import CHOICES, choices_of
from dashboard.kpis.coverage import COVERAGE
from dashboard.kpis.economy import ECONOMY
from dashboard.kpis.flows import FLOWS
from dashboard.kpis.quality import Indicator
from dashboard.kpis.supply import SUPPLY, supply_of
from dashboard.kpis.themes import ThemeCount
from geodata.region.region import Region

FIRST = {"flows": ("visits", "visits_per_resident", "stays", "bypass", "active_choice")}
"""Of families with many figures those that show at once; the rest stand behind a press."""


def _first_first(kpis: Iterable[Kpi]) -> tuple[Kpi, ...]:
    return tuple(sorted(kpis, key=lambda kpi: kpi.key not in FIRST.get(kpi.family, (kpi.key,))))


KPIS: tuple[Kpi, ...] = (*COVERAGE, *SUPPLY, *_first_first((*FLOWS, *CHOICES)), *ECONOMY)
"""Those of every region; `kpis_of` adds the region's own indicators and themes."""


@lru_cache(maxsize=4)
def kpis_of(region: Region) -> tuple[Kpi, ...]:
    """All KPIs of a region, those of a family beside each other."""
    indicators = (Indicator(definition) for definition in region.settings.indicators.values())
    themes = (
        ThemeCount(theme, category)
        for theme in region.settings.themes.values()
        for category in theme.categories
    )
    return (
        *COVERAGE,
        *supply_of(region),
        *_first_first((*FLOWS, *choices_of(region))),
        *indicators,
        *ECONOMY,
        *themes,
    )
