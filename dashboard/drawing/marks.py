"""Units as marks: shape says the care form, the inside who runs it, a casing lifts it from the map."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dashboard.drawing.placed import Cluster, Placed, UnitMark
from dashboard.drawing.svg import element, polygon, text
from dashboard.drawing.tokens import Palette
from dashboard.drawing.world import Frame
from dashboard.map.payload import OPERATOR
from geodata.contract.constants import CONSTANTS

FORM_COLOUR: Mapping[str, str] = CONSTANTS["colours"]["forms"]
DISC: Mapping[str, str] = CONSTANTS["colours"]["changes"]
GAIN_COLOUR: Mapping[str, str] = CONSTANTS["colours"]["payment"]
"""Of signs that tell what a unit gains or loses: "more", "less", "same"."""
DOT = 3.0
"""Radius of the last, pixels."""


def draw_marks(placed: Placed, chosen: int | None, frame: Frame, palette: Palette) -> str:
    """Units alone, then circles, then what the scenario changes on top; `chosen` is the unit in focus."""

    def single(mark: UnitMark) -> str:
        # Who runs it is unknown although it is known of others: grey.
        grey = placed.operators_known and not mark.operator
        colour = palette.of("ink-3" if grey else FORM_COLOUR.get(mark.shape, "ink"))
        if mark.paint == OPERATOR:
            drawn = unit_mark(
                mark.shape, mark.operator, mark.x, mark.y, mark.r, colour, palette.of("surface")
            )
        elif mark.paint in GAIN_COLOUR:
            drawn = gain_mark(mark.paint, mark.x, mark.y, mark.r, palette)
        else:
            drawn = painted_mark(mark.shape, mark.x, mark.y, mark.r, mark.paint, palette)
        if mark.alert:
            drawn += alert(mark.x + mark.r + 1.5, mark.y - mark.r - 1, max(4, min(mark.r * 0.85, 7)), palette)
        return drawn

    def about(mark: UnitMark) -> str:
        if mark.unit != chosen:
            return ""
        out = (9 if mark.sized else 6) if mark.kind else 5
        return ring(mark.x, mark.y, mark.r + out, palette.of("accent"), 3, palette)

    near = [mark for mark in placed.units if _near(frame, mark)]
    drawn = [about(mark) + single(mark) for mark in near if not mark.kind]
    drawn += [cluster_mark(cluster, palette) for cluster in placed.clusters if _near(frame, cluster)]
    drawn += [draw_way(mark, placed.way_radius, palette) for mark in placed.units if mark.before]
    for mark in near:
        if not mark.kind:
            continue
        drawn.append(about(mark))
        if mark.sized:
            colour = palette.of("accent" if mark.kind == "add" else "ink")
            drawn.append(ring(mark.x, mark.y, mark.r + 3.6, colour, 1.6, palette))
        drawn.append(disc(mark, palette) if mark.kind in DISC else single(mark))
    return "".join(drawn)


def draw_way(mark: UnitMark, r: float, palette: Palette) -> str:
    """From a moved unit's old place, a hollow ring, to where it stands now."""
    assert mark.before is not None
    ax, ay = mark.before
    length = math.hypot(mark.x - ax, mark.y - ay)
    way = ""
    if length > r:
        x, y = ax + (mark.x - ax) * r / length, ay + (mark.y - ay) * r / length
        way = f"M{x:.1f} {y:.1f}L{mark.x:.1f} {mark.y:.1f}"
    pens = [
        {"fill": "none", "stroke": colour, "stroke_width": width}
        for colour, width in ((palette.paper, 4), (palette.print, 1.5))
    ]
    return "".join(
        element("circle", cx=ax, cy=ay, r=r, **pen) + (element("path", d=way, **pen) if way else "")
        for pen in pens
    )


def unit_mark(shape: str, operator: str, x: float, y: float, r: float, colour: str, paper: str) -> str:
    """One mark: filled for own, with a dot for contract, open for choice; `paper` is casing and inside."""
    drawing = _shape(shape, x, y, r, fill=colour, stroke=paper, stroke_width=3.2, paint_order="stroke")
    if operator not in ("contract", "choice"):
        return drawing
    edge = max(1.5, r * 0.3)
    drawing += _shape(shape, x, y, r - edge * (1 if shape == "circle" else 1.15), fill=paper)
    if operator == "contract":
        down = r * 0.12 if shape == "triangle" else 0
        drawing += element("circle", cx=x, cy=y + down, r=max(1.1, r * 0.34), fill=colour)
    return drawing


def painted_mark(shape: str, x: float, y: float, r: float, paint: str, palette: Palette) -> str:
    """A mark in the colour of a measure with a dark edge; open with a broken edge where nothing is known."""
    casing = _shape(shape, x, y, r, fill=palette.paper, stroke=palette.paper, stroke_width=3.2)
    fill = palette.resolve(paint) if paint else palette.of("surface")
    return casing + _shape(
        shape, x, y, r - 0.5, fill=fill, stroke=palette.of("ink"), stroke_width=1,
        stroke_dasharray=None if paint else "2 2",
    )  # fmt: skip


def gain_mark(paint: str, x: float, y: float, r: float, palette: Palette) -> str:
    """What a unit gains, a filled circle; what it loses, a ring; neither, a dot."""
    colour = palette.of(GAIN_COLOUR[paint])
    if paint != "less":
        r = min(r, DOT) if paint == "same" else r  # near by a sign can be pressed: a dot stays a dot
        casing = element("circle", cx=x, cy=y, r=r, fill="none", stroke=palette.paper, stroke_width=2)
        return casing + element("circle", cx=x, cy=y, r=r, fill=colour, fill_opacity=0.85)
    edge = min(2.6, r * 0.5)
    return "".join(
        element("circle", cx=x, cy=y, r=r - edge / 2, fill="none", stroke=stroke, stroke_width=width)
        for stroke, width in ((palette.paper, edge + 2), (colour, edge))
    )


def _shape(shape: str, x: float, y: float, r: float, **how: object) -> str:
    """A shape whose visual weight is that of a circle with the radius."""
    how = {"stroke_linejoin": "round", **how} if "stroke" in how else how
    if shape == "square":
        half = r * 0.88
        return element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **how)
    if shape == "triangle":
        h = r * 1.22
        corners = [(x, y - h), (x + h * 0.95, y + h * 0.72), (x - h * 0.95, y + h * 0.72)]
        return element("path", d=polygon(corners), **how)
    if shape == "diamond":
        h = r * 1.24
        return element("path", d=polygon([(x, y - h), (x + h, y), (x, y + h), (x - h, y)]), **how)
    return element("circle", cx=x, cy=y, r=r, **how)


def alert(x: float, y: float, size: float, palette: Palette) -> str:
    """An exclamation mark on a small shield: below a threshold, told by shape."""
    return element(
        "rect", x=x - size * 0.72, y=y - size, width=size * 1.44, height=size * 2, rx=size * 0.6,
        fill=palette.of("bad"), stroke=palette.paper, stroke_width=2, paint_order="stroke",
    ) + element(
        "path", d=f"M{x:.2f} {y - size * 0.56:.2f}V{y + size * 0.1:.2f}M{x:.2f} {y + size * 0.56:.2f}v0.01",
        stroke=palette.of("surface"), stroke_width=size * 0.36, stroke_linecap="round", fill="none",
    )  # fmt: skip


def cluster_mark(cluster: Cluster, palette: Palette) -> str:
    """A circle with the number of units in it, in the colour of their care form where they share one."""
    colour, surface = palette.of(FORM_COLOUR.get(cluster.shape, "ink")), palette.of("surface")
    about = {"cx": cluster.x, "cy": cluster.y, "r": cluster.r}
    drawn = element("circle", **about, fill=surface, stroke=surface, stroke_width=4.4)
    drawn += element("circle", **about, fill="none", stroke=colour, stroke_width=1.8)
    drawn += text(
        cluster.text, cluster.x, cluster.y, 14 if palette.meeting else 12 if cluster.r < 13 else 13,
        font_weight=700, text_anchor="middle", fill=palette.of("ink"),
    )  # fmt: skip
    if cluster.alert:
        drawn += alert(cluster.x + cluster.r * 0.8, cluster.y - cluster.r * 0.8, 5, palette)
    return drawn


def ring(x: float, y: float, r: float, colour: str, width: float, palette: Palette) -> str:
    """A ring in a casing about a unit."""
    return "".join(
        element("circle", cx=x, cy=y, r=r, fill="none", stroke=stroke, stroke_width=over)
        for stroke, over in ((palette.of("surface"), width + 2.4), (colour, width))
    )


def disc(mark: UnitMark, palette: Palette) -> str:
    """A plus for a new unit, open or with a dot as its operator has it; a cross for a closed one."""
    x, y, r = mark.x, mark.y, mark.r
    colour = palette.of(DISC[mark.kind])
    inside = mark.operator if mark.kind == "add" else ""
    drawing = element(
        "circle", cx=x, cy=y, r=r, fill=palette.of(DISC[mark.kind]),
        stroke=palette.paper, stroke_width=5, paint_order="stroke",
    )  # fmt: skip
    if inside in ("contract", "choice"):
        drawing += element("circle", cx=x, cy=y, r=r - 2, fill=palette.of("surface"))
    if inside == "contract":
        drawing += element("circle", cx=x, cy=y, r=r * 0.66, fill=colour)
    plus = colour if inside == "choice" else palette.of("surface")
    arm = r * 0.52
    turned = f"rotate(45 {x:.2f} {y:.2f})" if mark.kind == "close" else ""
    return drawing + element(
        "path", d=f"M{x - arm:.2f} {y:.2f}h{2 * arm:.2f}M{x:.2f} {y - arm:.2f}v{2 * arm:.2f}", fill="none",
        stroke=plus, stroke_width=max(2, r * 0.2), stroke_linecap="round", transform=turned,
    )  # fmt: skip


def _near(frame: Frame, mark: UnitMark | Cluster) -> bool:
    return -30 < mark.x < frame.width + 30 and -30 < mark.y < frame.height + 30
