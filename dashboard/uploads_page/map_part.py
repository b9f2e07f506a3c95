"""The map of what changes: units that are new, moved, closed or gone, on the borders of the region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboard.components.markup import Markup, tag
from dashboard.uploads_page.view import UploadView

KINDS: Final = ("same", "new", "moved", "closed", "gone")
RADIUS: Final = 9.0
MARGIN: Final = 14.0
"""Units of the drawing about it, so that marks at its edge are whole."""


def map_part(view: UploadView) -> Markup:
    """The map with its legend; what it waits for where nothing is compared yet."""
    words = view.words
    heading = tag("h2", words("upload.map.title"), id="upload-map-title")
    if view.changes is None:
        parts: list[Markup] = [heading, tag("p", words("upload.map.wait"), class_="quiet")]
        return tag("section", *parts, class_="form-card upload-map", aria_labelledby="upload-map-title")
    counts, drawn = view.changes["counts"], view.changes["map"]
    numbers = {kind: int(counts.get(f"units_{kind}", 0)) for kind in KINDS if kind != "same"}
    numbers["same"] = len(drawn["units"])
    rows = [
        tag("li", _sign(kind), " ", words(f"upload.map.{kind}", count=numbers[kind]))
        for kind in KINDS
        if numbers[kind] or kind in ("same", "new", "moved", "gone")
    ]
    legend = tag("div", heading, tag("ul", *rows), class_="upload-legend")
    notice = view.region.settings.notice
    note = [tag("p", words.of(notice), class_="upload-notice")] if notice else []
    return tag(
        "section", legend, _picture(drawn, words("upload.map.about")), *note,
        class_="form-card upload-map", aria_labelledby="upload-map-title",
    )  # fmt: skip


def _picture(drawn: Mapping[str, Any], about: str) -> Markup:
    box = f"{-MARGIN:g} {-MARGIN:g} {drawn['wide'] + 2 * MARGIN:g} {drawn['high'] + 2 * MARGIN:g}"
    dots = "".join(f"M{x:g} {y:g}h0" for x, y in drawn["units"])
    marks = [_mark(each) for each in drawn["marks"]]
    return tag(
        "svg",
        tag("path", d=drawn["borders"], class_="upload-areas"),
        tag("path", d=dots, class_="upload-dots"),
        *marks,
        viewBox=box,
        role="img",
        aria_label=about,
    )


def _mark(mark: Mapping[str, Any]) -> Markup:
    x, y = mark["at"]
    parts: list[Markup] = []
    if "from" in mark:
        a, b = mark["from"]
        parts.append(tag("path", d=f"M{a:g} {b:g}L{x:g} {y:g}", class_="upload-way"))
    parts.append(
        tag("g", *_shape(mark["kind"]), transform=f"translate({x:g} {y:g})", class_=f"is-{mark['kind']}")
    )
    return tag("g", *parts)


def _shape(kind: str) -> list[Markup]:
    """A ring with a sign in it: meaning is never in colour alone."""
    inside = {
        "new": "M-4 0h8M0 -4v8",
        "moved": "M-4 0h7M0 -3l3 3l-3 3",
        "closed": "M-4 0h8",
        "gone": "M-3 -3l6 6M-3 3l6 -6",
    }
    return [tag("circle", r=f"{RADIUS:g}"), tag("path", d=inside[kind])]


def _sign(kind: str) -> Markup:
    if kind == "same":
        inside: list[Markup] = [tag("path", d="M0 0h0", class_="upload-dots")]
    else:
        inside = [tag("g", *_shape(kind), class_=f"is-{kind}")]
    return tag("svg", *inside, viewBox="-10 -10 20 20", aria_hidden="true", class_="upload-sign")
