"""The numbers of a ranking, on the map where their places are; the places outlined."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.drawing.arcs import Traced, chains, outline
from dashboard.drawing.ground import cased
from dashboard.drawing.placed import Rank
from dashboard.drawing.svg import element, text
from dashboard.drawing.tokens import Palette


def draw_outlines(traced: Traced, places: Sequence[tuple[int, ...]], palette: Palette) -> str:
    """Each place of several areas outlined."""
    return "".join(
        cased(
            traced, chains(traced.geo, outline(traced.geo, areas)), palette.of("map-selected"), 1.6,
            palette.of("surface"), 4, least=6,
        )
        for areas in places
        if len(areas) > 1
    )  # fmt: skip


def draw_ranks(ranks: Sequence[tuple[int, Rank]], palette: Palette) -> str:
    """Dark digits on light discs."""
    return "".join(
        element(
            "circle", cx=rank.x, cy=rank.y, r=rank.r,
            fill=palette.paper, stroke=palette.print, stroke_width=rank.r / 6 + 0.2,
        )
        + text(
            str(number), rank.x, rank.y, 1.15 * rank.r,
            font_weight=700, text_anchor="middle", fill=palette.print,
        )
        for number, rank in ranks
    )  # fmt: skip


def draw_rank_leaders(ranks: Sequence[tuple[int, Rank]], palette: Palette) -> str:
    """Lines to areas that are too small for their number."""
    return "".join(
        element(
            "path", d=f"M{rank.leader[0]:.1f} {rank.leader[1]:.1f}L{rank.x:.1f} {rank.y:.1f}",
            stroke=colour, stroke_width=width,
        )
        for _, rank in ranks
        if rank.leader
        for colour, width in ((palette.paper, 4), (palette.print, 1.6))
    )  # fmt: skip
