"""The numbers of a ranking, on the map where their places are; the places outlined.

A rank is a dark square, where a number of units is a light circle: told apart by shape, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.drawing.arcs import Traced, chains, outline
from dashboard.drawing.ground import cased
from dashboard.drawing.placed import Rank
from dashboard.drawing.svg import element, text
from dashboard.drawing.tokens import Palette

RANK_SIDE, RANK_SIZE = 0.9, 1.15
"""Half a square's side and a digit's size, as shares of the radius of a circle that would hold it."""


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
    """Light digits on dark squares."""
    return "".join(rank_mark(str(number), rank.x, rank.y, rank.r, palette) for number, rank in ranks)


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


def rank_mark(number: str, x: float, y: float, radius: float, palette: Palette) -> str:
    """One rank: half the side of its square is `radius`, pixels."""
    half = radius * RANK_SIDE
    square = element(
        "rect", x=x - half, y=y - half, width=2 * half, height=2 * half, rx=3,
        fill=palette.print, stroke=palette.paper, stroke_width=2.4, paint_order="stroke",
    )  # fmt: skip
    size = radius * RANK_SIZE
    return square + text(number, x, y, size, font_weight=700, text_anchor="middle", fill=palette.paper)
