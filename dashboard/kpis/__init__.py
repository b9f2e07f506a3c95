"""The measures that stand in the panel as key figures, in families and in the order shown."""

from __future__ import annotations

from functools import lru_cache

from geodata.contract.settings import OPERATORS
from geodata.focus.place import PlaceType
from geodata.measures.measure import Measure
from geodata.measures.registry import measures_of
from geodata.measures.supply import operators_told
from geodata.region.in_mode import modes_of
from geodata.region.region import Region

COVERAGE = (
    "residents", "covered", "beyond", "by_car_alone", "reached_without_car", "median_minutes", "p90_minutes",
    "stops_a", "stops_b", "stops_c", "stops_d", "stops_none", "choice", "access", "agreed_all", "agreed_any",
    "underserved",
)  # fmt: skip
SUPPLY = (
    "units", "units_per_10000", "units_own", "units_contract", "units_choice", "below_threshold", "load",
)  # fmt: skip
VISITS = (
    "visits", "visits_to_units", "visits_per_resident", "stays", "bypass", "active_choice",
    "visits_of_region", "inflow", "outflow", "extra_minutes", "unknown_residence", "unknown_to_units",
    "leakage", "commitment", "stays_here", "leakage_here", "commitment_here",
    "concentration", "largest_organisation", "unit_share", "penetration", "unit_penetration", "travel_mean",
    "nearest_mean", "travel_p90", "nearest_p90", "visits_own", "visits_contract", "visits_choice",
    "visits_low", "visits_high", "visits_nowhere",
)  # fmt: skip
ECONOMY = ("cost_per_visit", "cost_per_resident")
FIRST = {
    "coverage": ("underserved", "beyond", "choice", "median_minutes"),
    "supply": ("units_per_10000", "below_threshold"),
    "flows": ("visits_per_resident", "bypass"),
    "economy": ("cost_per_resident",),
}
"""The figures that show at once, the question first; of other families one. The rest stand behind a press."""
BY_OPERATOR = ("units", "visits")
ALIASES = {"market_share": "largest_organisation"}
"""Keys that figures had before, in links and presentations that were kept."""


def current_key(key: str, kind: PlaceType) -> str:
    """Key that a figure has today, asked for by one that it had before, of a kind of place."""
    if key == "visits" and kind == "unit":
        return "visits_to_units"
    if key == "unknown_residence" and kind != "region":
        return "unknown_to_units"
    return ALIASES.get(key, key)


@lru_cache(maxsize=4)
def kpis_of(region: Region) -> tuple[Measure, ...]:
    """All key figures of a region, those of a family beside each other.

    Of its units and visits by operator only where there are several.
    """
    known = measures_of(region)
    settings = region.settings
    shown = {f"{what}_{operator}" for what in BY_OPERATOR for operator in operators_told(region)}
    keys = [
        *COVERAGE,
        *(f"reached_by_{mode}" for mode in modes_of(region)),
        *SUPPLY,
        *VISITS,
        *(f"indicator_{key}" for key in settings.indicators),
        *ECONOMY,
        *(f"{theme.key}_{category}" for theme in settings.themes.values() for category in theme.categories),
    ]
    of_operators = {f"{what}_{operator}" for what in BY_OPERATOR for operator in OPERATORS}
    return tuple(known[key] for key in keys if key in known and (key not in of_operators or key in shown))
