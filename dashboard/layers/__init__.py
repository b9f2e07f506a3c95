"""The layers of the map, bottom to top. A new one is a file and a line here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from dashboard.layers.access import DEFAULT, Access
from dashboard.layers.agreement import Agreement
from dashboard.layers.amounts import AMOUNTS
from dashboard.layers.base import Layer
from dashboard.layers.change import Change
from dashboard.layers.choices import DEFAULT_FIGURE, Choices
from dashboard.layers.difference import ALONE, ComparedScenario, Difference
from dashboard.layers.figures import DEFAULT_AREA_FIGURE, AreaFigures
from dashboard.layers.flows import FlowLayer, Lines
from dashboard.layers.futures import Futures
from dashboard.layers.nearest import Nearest
from dashboard.layers.need import USUAL, Need, OutlookWords
from dashboard.layers.need_figures import own_indices, usual_figure
from dashboard.layers.payment import Payment
from dashboard.layers.reach_words import NOWHERE, ReachWords
from dashboard.layers.reached import Reached
from dashboard.layers.service_areas import ServiceAreas
from dashboard.layers.stops import Stops
from dashboard.layers.tariff_words import AS_IT_IS, PAY_BY, TariffWords
from dashboard.layers.themes import ThemeLayer
from dashboard.layers.underserved import Underserved
from dashboard.layers.units import Units
from dashboard.layers.use_change import UseChange
from dashboard.layers.version_change import VersionChange
from dashboard.layers.without_car import WithoutCarLayer
from geodata.access.nearest import Method
from geodata.assessment.service_areas import ServiceKind
from geodata.assessment.without_car import car_mode
from geodata.contract.errors import UnknownNameError
from geodata.measures.coverage import NEAREST
from geodata.measures.reform_of_units import pays
from geodata.region.region import Region

FILLS: tuple[Layer, ...] = (
    Underserved(),
    Nearest(),
    WithoutCarLayer(),
    Reached(),
    Stops(),
    Access(),
    Agreement(),
    Choices(),
    AreaFigures(),
    *AMOUNTS,
    UseChange(),
    Need(),
    Futures(),
    Change(),
    Difference(),
    VersionChange(),
)
NEEDS: Mapping[str, tuple[str, ...]] = {
    "change": ("changes",),
    "difference": ("versus", "versus_rules"),
    "reached": ("reach",),
}
"""Layers of a scenario or of a place, and the address keys of which one must say something."""
OVER: tuple[Layer, ...] = (ServiceAreas(), FlowLayer(), Units(), Payment())


@lru_cache(maxsize=32)
def layers_of(region: Region) -> tuple[Layer, ...]:
    """The layers that a region can have, its own themes among those that colour areas."""
    need = Need(by=usual_figure(region), indices=own_indices(region))
    lacking = {"without_car": car_mode(region) is None, "stops": region.stops is None}
    fills = (need if layer.key == need.key else layer for layer in FILLS if not lacking.get(layer.key))
    over = (layer for layer in OVER if layer.key != Payment.key or pays(region))
    themes = (ThemeLayer(theme) for theme in region.settings.themes.values())
    hidden = region.hidden.hide_layers
    return tuple(layer for layer in (*fills, *themes, *over) if layer.key not in hidden)


def by_measure(
    layers: Iterable[Layer],
    measure: Method = DEFAULT,
    figure: str = DEFAULT_FIGURE,
    service: ServiceKind = "nearest",
    *,
    way: str = "",
    lines: Lines = "all",
    since: str = "",
    versus: ComparedScenario = ALONE,
    gap: str = NEAREST.key,
    areas_by: str = DEFAULT_AREA_FIGURE,
    units_by: str = "",
    units_size: str = "",
    as_today: bool = False,
    outlook: OutlookWords = USUAL,
    need_by: str = "",
    tariff: TariffWords = AS_IT_IS,
    pay_by: str = PAY_BY[0],
    reach: ReachWords = NOWHERE,
) -> tuple[Layer, ...]:
    """The same layers, those with a choice in them by what is chosen; "" leaves the usual."""

    def chosen(layer: Layer) -> Layer:
        if isinstance(layer, Access):
            return replace(layer, measure=measure)
        if isinstance(layer, Choices):
            return replace(layer, figure=figure)
        if isinstance(layer, AreaFigures):
            return replace(layer, areas_by=areas_by)
        if isinstance(layer, Units):
            return replace(layer, by=units_by, size=units_size, outlook=outlook)
        if isinstance(layer, FlowLayer):
            return replace(layer, way=way, lines=lines)
        if isinstance(layer, UseChange):
            return replace(layer, since=since)
        if isinstance(layer, Need):
            return replace(layer, outlook=outlook, by=need_by or layer.by)
        if isinstance(layer, Payment):
            return replace(layer, tariff=tariff, by=pay_by)
        if isinstance(layer, Reached):
            return replace(layer, words=reach)
        if isinstance(layer, Futures):
            return replace(layer, outlook=outlook)
        if isinstance(layer, Change):
            return replace(layer, as_today=as_today)
        if isinstance(layer, Difference):
            return replace(layer, versus=versus, by=gap)
        if isinstance(layer, VersionChange):
            return replace(layer, by=gap)
        return replace(layer, kind=service) if isinstance(layer, ServiceAreas) else layer

    return tuple(chosen(layer) for layer in layers)


def layer_of(
    region: Region,
    key: str,
    way: str = "",
    since: str = "",
    versus: ComparedScenario = ALONE,
    gap: str = NEAREST.key,
    outlook: OutlookWords = USUAL,
    tariff: TariffWords = AS_IT_IS,
    reach: ReachWords = NOWHERE,
) -> Layer:
    """The layer of a key; `UnknownNameError` says which there are."""
    every = layers_of(region)
    chosen = by_measure(
        every, way=way, since=since, versus=versus, gap=gap, outlook=outlook, tariff=tariff, reach=reach
    )
    for layer in chosen:
        if layer.key == key:
            return layer
    names = ", ".join(layer.key for layer in layers_of(region))
    raise UnknownNameError(f"{key!r} is not a layer of this region; it has {names}")
