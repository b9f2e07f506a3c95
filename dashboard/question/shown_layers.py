"""The layers of a region as a view shows them: each with what is chosen in it."""

from __future__ import annotations

from dashboard.layers import by_measure, layers_of
from dashboard.layers.base import Layer
from dashboard.layers.need_figures import need_figures
from dashboard.question.state import Display
from dashboard.question.versus import versus_of
from geodata.region.region import Region


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
