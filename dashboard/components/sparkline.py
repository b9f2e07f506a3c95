"""A line the size of a word."""

from __future__ import annotations

import math
from collections.abc import Sequence
from urllib.parse import quote

WIDTH, HEIGHT, MARGIN = 58, 24, 4


def sparkline(values: Sequence[float | None], colour: str, least_span: float = 0.0) -> str:
    """Address (`data:`) of a picture of a line through the known, finite values, its end marked.

    Parameters
    ----------
    values : sequence of float or None
        In order of time; a missing value breaks the line.
    colour : str
        "#rrggbb": a picture by address sees no custom properties of the page.
    least_span : float
        What the height stands for at least, in the values' own unit.

    Returns
    -------
    str
        An SVG of 58 x 24 pixels.
    """
    known = [value for value in values if value is not None and math.isfinite(value)]
    if not known:
        return ""
    low, high = min(known), max(known)
    spare = max(0.0, least_span - (high - low)) / 2
    low, high = low - spare, high + spare
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    points: list[tuple[float, float] | None] = []
    for at, value in enumerate(values):
        if value is None or not math.isfinite(value):
            points.append(None)
            continue
        share = (value - low) / (high - low) if high > low else 0.5
        points.append((MARGIN + at * step, HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)))
    path = ""
    pen = "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        path += f"{pen}{point[0]:.1f} {point[1]:.1f}"
        pen = "L"
    end = next(point for point in reversed(points) if point is not None)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.4" stroke-linejoin="round"/>'
        f'<circle cx="{end[0]:.1f}" cy="{end[1]:.1f}" r="2" fill="{colour}"/></svg>'
    )
    return "data:image/svg+xml," + quote(svg)
