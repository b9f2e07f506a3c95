"""Buttons and fields of what if, woken by the page's scripts."""

from __future__ import annotations

from dash import html

from dashboard.words.words import Words


def act(act: str, words: Words, look: str = "button", label: str = "", **more: str) -> html.Button:
    """A button that the page's script does something at: `whatif.act.<act>` is what it says."""
    text = words(f"whatif.act.{(label or act).replace('-', '_')}")
    return html.Button(text, className=look, type="button", **{"data-whatif": act, **more})


def number_field(label: str, value: str = "", most: str = "") -> html.Span:
    """A place where the page's script puts a field for a number from 0, to `most` if anything."""
    return html.Span(
        className="number",
        **{"data-number": "", "data-label": label, "data-min": "0", "data-max": most, "data-value": value},
    )
