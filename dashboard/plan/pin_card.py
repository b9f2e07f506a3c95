"""The card of the pin: what a place that was searched for is called, where it lies, what is nearest."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.question.pin import Pin
from dashboard.words.pin import pin_name, pin_nearest, pin_where
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.nearest_from_place import area_of_place


def pin_card(
    pin: Pin | None, assessment: Assessment, words: Words, more: Sequence[html.Button] = ()
) -> html.Section | None:
    """Name, area and municipality, the nearest unit, and the buttons of a pin; None where there is none.

    Parameters
    ----------
    pin : Pin or None
    assessment : Assessment
        The question: the nearest is of its care form, after its changes.
    words : Words
    more : sequence of html.Button
        What else can be asked of the place.
    """
    if pin is None:
        return None
    area = area_of_place(assessment, pin.lon, pin.lat)
    remove = html.Button(words("pin.remove"), type="button", className="link", **{"data-pin": "remove"})
    return html.Section(
        [
            html.Div(
                [
                    html.P(pin_name(pin.name, words), className="pin-name"),
                    html.P(pin_where(assessment, area, words)),
                    html.P(pin_nearest(assessment, pin.lon, pin.lat, words)),
                ],
                role="status",
            ),
            html.Div([*_choose(assessment, area, words), *more, remove], className="pin-acts"),
        ],
        className="pin",
        **{"aria-label": words("pin.title")},
    )


def _choose(assessment: Assessment, area: int, words: Words) -> list[html.Button]:
    """The press that brings the area into focus."""
    if area < 0:
        return []
    id_ = str(assessment.region.areas.index[area])
    data = {"data-select-kind": "area", "data-select-id": id_}
    return [html.Button(words("pin.choose"), type="button", className="button", **data)]
