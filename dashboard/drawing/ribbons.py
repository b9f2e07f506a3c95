"""Visits on the way: ribbons thick at home and thin at the unit, half-arrows between municipalities."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.drawing.placed import Point, Ribbon
from dashboard.drawing.svg import element
from dashboard.drawing.tokens import Palette


def draw_flows(flows: Sequence[Ribbon], palette: Palette, *, faint: bool) -> str:
    """A region's largest flows, those that the legend counts; `faint` where something is chosen over them."""
    drawn = (
        element("path", d=flow.d, fill=_colour(flow, palette), fill_opacity=flow.strength) for flow in flows
    )
    return element("g", *drawn, opacity=0.1 if faint else None) if flows else ""


def draw_focus_flows(flows: Sequence[Ribbon], palette: Palette) -> str:
    """The flows of what is in focus in a casing, the largest on top."""
    drawn = []
    for flow in flows:
        drawn.append(
            element(
                "path", d=flow.d, fill=_colour(flow, palette), fill_opacity=0.45 if flow.past else 0.9,
                stroke=palette.paper, stroke_width=2.2, stroke_opacity=0.8, paint_order="stroke",
            )
        )  # fmt: skip
        if flow.gaps:
            drawn.append(element("path", d=flow.gaps, fill=_colour(flow, palette), fill_opacity=0.95))
    return "".join(drawn)


def draw_homes(homes: Sequence[Point], palette: Palette) -> str:
    """A ring where the flows of what is in focus start."""
    large = len(homes) == 1
    return "".join(
        element(
            "circle", cx=x, cy=y, r=6 if large else 3.5, fill=palette.paper,
            stroke=palette.of("flow"), stroke_width=2.6 if large else 1.8,
        )
        for x, y in homes
    )  # fmt: skip


def _colour(flow: Ribbon, palette: Palette) -> str:
    return palette.of("flow-past" if flow.past else "flow")
