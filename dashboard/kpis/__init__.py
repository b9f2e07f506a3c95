"""The KPIs in families, in the order shown. A new one is an entry in its family's file."""

from __future__ import annotations

from functools import lru_cache

from dashboard.kpis.base import Kpi
from dashboard.kpis.coverage import COVERAGE
from dashboard.kpis.economy import ECONOMY
from dashboard.kpis.flows import FLOWS
from dashboard.kpis.quality import Indicator
from dashboard.kpis.supply import SUPPLY, supply_of
from dashboard.kpis.themes import ThemeCount
from geodata.region import Region

KPIS: tuple[Kpi, ...] = (*COVERAGE, *SUPPLY, *FLOWS, *ECONOMY)
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
    return (*COVERAGE, *supply_of(region), *FLOWS, *indicators, *ECONOMY, *themes)
