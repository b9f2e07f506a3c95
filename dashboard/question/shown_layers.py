"""The layers of a region as a view shows them: each with what is chosen in it."""

from __future__ import annotations

from dashboard.layers import by_measure, layers_of
from dashboard.layers.base import Layer
from dashboard.layers.brush import measure_of
from dashboard.layers.need_figures import need_figures
from dashboard.question.display import Display
from dashboard.question.listing import Listing
from dashboard.question.versus import versus_of
from geodata.assessment.assessment import Assessment
from geodata.equity.offer import EquityWords, measures_offered
from geodata.region.region import Region


def equity_as_shown(assessment: Assessment, listing: Listing) -> EquityWords:
    """Of what a table tells how alike people fare: as chosen, else of what colours the areas."""
    if listing.equity.equity_of or listing.display is None:
        return listing.equity
    fill = fill_shown(assessment, listing.display)
    measure = measure_of(fill) if fill else None
    known = measure is not None and measure.key in measures_offered(assessment.region)
    return listing.equity._replace(equity_of=measure.key) if measure and known else listing.equity


def fill_shown(assessment: Assessment, display: Display) -> Layer | None:
    """The layer that colours the areas, with what is chosen in it; None where none does."""
    fills = (layer for layer in layers_shown(assessment.region, display) if layer.style == "fill")
    return next((layer for layer in fills if layer.available(assessment)), None)


def layers_shown(region: Region, display: Display) -> list[Layer]:
    """Those that are on, bottom to top."""
    return [layer for layer in layers_as(region, display) if layer.key in display.layers]


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
        tariff=display.tariff,
        pay_by=display.pay_by,
        reach=display.reach,
    )
