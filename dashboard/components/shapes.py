"""Lines and words of a drawing that the server makes."""

from __future__ import annotations

from dashboard.components.markup import Markup, tag


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> Markup:
    """A line from one point to another."""
    return tag("line", x1=f"{x1:.1f}", y1=f"{y1:.1f}", x2=f"{x2:.1f}", y2=f"{y2:.1f}", class_=css)


def label(x: float, y: float, text: str, css: str) -> Markup:
    """Words at a point."""
    return tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", class_=css)
