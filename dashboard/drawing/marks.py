"""Units as marks: shape says the care form, the inside who runs it, a casing lifts it from the map."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.drawing.clusters import Circle, Mark, Marks
from dashboard.drawing.geography import Geography
from dashboard.drawing.seen import Seen
from dashboard.drawing.svg import element, polygon, text
from dashboard.drawing.tokens import Palette
from dashboard.drawing.world import Frame
from geodata.contract.constants import CONSTANTS

FORM_COLOUR: Mapping[str, str] = CONSTANTS["colours"]["forms"]
DISC: Mapping[str, str] = CONSTANTS["colours"]["changes"]


def draw_marks(geo: Geography, seen: Seen, marks: Marks, frame: Frame, palette: Palette) -> str:
    """Units alone, then circles, then what the scenario changes on top."""
    known = any(seen.operator)
    order = sorted(marks.singles, key=lambda mark: (mark.lone, mark.y))
    chosen = seen.focus["unit"]

    def single(mark: Mark) -> str:
        shape = geo.forms.get(seen.form[mark.unit], "circle")
        operator = seen.operator[mark.unit]
        # Who runs it is unknown although it is known of others: grey.
        colour = palette.of(FORM_COLOUR.get(shape, "ink") if operator or not known else "ink-3")
        said = unit_mark(shape, operator, mark.x, mark.y, mark.r, colour, palette.paper)
        if mark.unit == chosen:
            said = ring(mark.x, mark.y, mark.r + 5, palette.of("accent"), 3, palette) + said
        if mark.alert:
            said += alert(mark.x + mark.r + 1.5, mark.y - mark.r - 1, max(4, mark.r * 0.85), palette)
        return said

    said = [single(mark) for mark in order if mark.change is None and _near(frame, mark)]
    said += [circle_mark(geo, seen, one, palette) for one in marks.circles if _near(frame, one)]
    for mark in order:
        if mark.change is None or not _near(frame, mark):
            continue
        if mark.change.sized:
            colour = palette.of("accent" if mark.change.kind == "add" else "ink")
            said.append(ring(mark.x, mark.y, mark.r + 3.6, colour, 1.6, palette))
        said.append(disc(mark, palette) if mark.change.kind in DISC else single(mark))
    return "".join(said)


def unit_mark(shape: str, operator: str, x: float, y: float, r: float, colour: str, paper: str) -> str:
    """One mark: filled for own, with a dot for contract, open for choice."""
    said = _shape(shape, x, y, r, fill=colour, stroke=paper, stroke_width=3.2, paint_order="stroke")
    if operator not in ("contract", "choice"):
        return said
    edge = max(1.5, r * 0.3)
    said += _shape(shape, x, y, r - edge * (1 if shape == "circle" else 1.15), fill=paper)
    if operator == "contract":
        down = r * 0.12 if shape == "triangle" else 0
        said += element("circle", cx=x, cy=y + down, r=max(1.1, r * 0.34), fill=colour)
    return said


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


def circle_mark(geo: Geography, seen: Seen, circle: Circle, palette: Palette) -> str:
    """A circle with the number of units in it, in the colour of their care form where they share one."""
    forms = {seen.form[mark.unit] for mark in circle.members}
    shape = geo.forms.get(next(iter(forms)), "") if len(forms) == 1 else ""
    colour = palette.of(FORM_COLOUR[shape]) if shape in FORM_COLOUR else palette.print
    about = {"cx": circle.x, "cy": circle.y, "r": circle.r}
    said = element("circle", **about, fill=palette.paper, stroke=palette.paper, stroke_width=4.4)
    said += element("circle", **about, fill="none", stroke=colour, stroke_width=1.8)
    said += text(
        str(len(circle.members)), circle.x, circle.y, 12 if circle.r < 13 else 13,
        font_weight=700, text_anchor="middle", fill=palette.print,
    )  # fmt: skip
    if circle.alert:
        said += alert(circle.x + circle.r * 0.8, circle.y - circle.r * 0.8, 5, palette)
    return said


def ring(x: float, y: float, r: float, colour: str, width: float, palette: Palette) -> str:
    """A ring in a casing about a unit."""
    return "".join(
        element("circle", cx=x, cy=y, r=r, fill="none", stroke=stroke, stroke_width=over)
        for stroke, over in ((palette.of("surface"), width + 2.4), (colour, width))
    )


def disc(mark: Mark, palette: Palette) -> str:
    """A plus for a new unit, a cross for a closed one."""
    assert mark.change is not None
    x, y, r = mark.x, mark.y, mark.r
    said = element(
        "circle", cx=x, cy=y, r=r, fill=palette.of(DISC[mark.change.kind]),
        stroke=palette.paper, stroke_width=5, paint_order="stroke",
    )  # fmt: skip
    arm = r * 0.52
    turned = f"rotate(45 {x:.2f} {y:.2f})" if mark.change.kind == "close" else ""
    return said + element(
        "path", d=f"M{x - arm:.2f} {y:.2f}h{2 * arm:.2f}M{x:.2f} {y - arm:.2f}v{2 * arm:.2f}", fill="none",
        stroke=palette.of("surface"), stroke_width=max(2, r * 0.2), stroke_linecap="round", transform=turned,
    )  # fmt: skip


def _near(frame: Frame, mark: Mark | Circle) -> bool:
    return -30 < mark.x < frame.width + 30 and -30 < mark.y < frame.height + 30
