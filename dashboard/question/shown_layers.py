"""The layers of a region as a view shows them: each with what is chosen in it."""

from __future__ import annotations

from dashboard.layers import by_measure, layers_of
from dashboard.layers.base import Layer
from dashboard.layers.brush import measure_of
from dashboard.layers.need_figures import need_figures
from dashboard.question.state import Display, Listing
from dashboard.question.versus import versus_of
from geodata.equity.offer import EquityWords, measures_offered
from geodata.region.region import Region


def equity_as_shown(region: Region, listing: Listing) -> EquityWords:
    """Of what a table tells how alike people fare: as chosen, else of what colours the areas."""
    if listing.equity.equity_of or listing.display is None:
        return listing.equity
    fills = [
        layer
        for layer in layers_as(region, listing.display)
        if layer.style == "fill" and layer.key in listing.display.layers
    ]
    measure = measure_of(fills[-1]) if fills else None
    known = measure is not None and measure.key in measures_offered(region)
    return listing.equity._replace(equity_of=measure.key) if measure and known else listing.equity


def layers_as(region: Region, display: Display) -> tuple[Layer, ...]:
    """All layers that the region can have, bottom to top, whether they are on or not."""
    return by_measure(
        layers_of(region),
        display.measure,
        display.figure,
        display.service,
        way=display.direction,
        lines=display.lines,
        since=display.compared_period,
        versus=versus_of(region, display.versus),
        gap=display.gap,
        areas_by=display.areas_by,
        units_by=display.units_by,
        units_size=display.units_size,
        as_today=display.as_today,
        outlook=display.outlook,
        need_by=display.need_by if display.need_by in need_figures(region) else "",
    )
