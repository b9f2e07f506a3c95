"""The card of the pin: what a place that was searched for is called, where it lies, what is nearest."""

from __future__ import annotations

import math

from dash import html

from dashboard.question.pin import Pin
from dashboard.words.travel import journey_length
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.nearest_from_place import area_of_place, nearest_unit


def pin_card(pin: Pin | None, assessment: Assessment, words: Words) -> html.Section | None:
    """Name, area and municipality, the nearest unit, and the buttons of a pin; None where there is none.

    Parameters
    ----------
    pin : Pin or None
    assessment : Assessment
        The question: the nearest is of its care form, after its changes.
    words : Words
    """
    if pin is None:
        return None
    area = area_of_place(assessment, pin.lon, pin.lat)
    remove = html.Button(words("pin.remove"), type="button", className="link", **{"data-pin": "remove"})
    return html.Section(
        [
            html.Div(
                [
                    html.P(pin.name or words("pin.unnamed"), className="pin-name"),
                    html.P(_where(assessment, area, words)),
                    html.P(_nearest(pin, assessment, words)),
                ],
                role="status",
            ),
            html.Div([*_choose(assessment, area, words), remove], className="pin-acts"),
        ],
        className="pin",
        **{"aria-label": words("pin.title")},
    )


def _where(assessment: Assessment, area: int, words: Words) -> str:
    if area < 0:
        return words("pin.outside")
    row = assessment.region.areas.iloc[area]
    return words("pin.inside", area=str(row["name"]), municipality=str(row["municipality"]))


def _nearest(pin: Pin, assessment: Assessment, words: Words) -> str:
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    if form.reach == "visits_home":
        return words("pin.visits_home", form=form.name)
    nearest = nearest_unit(assessment, pin.lon, pin.lat, words.sort_key)
    if nearest is None:
        return words("pin.none", form=form.name)
    name = str(assessment.units["name"].iloc[nearest.unit])
    length = journey_length(assessment.region, nearest.metres, nearest.minutes, words)
    key = "pin.nearest_untimed" if math.isnan(nearest.minutes) else "pin.nearest"
    return words(key, form=form.name, unit=name, length=length)


def _choose(assessment: Assessment, area: int, words: Words) -> list[html.Button]:
    """The press that brings the area into focus."""
    if area < 0:
        return []
    id_ = str(assessment.region.areas.index[area])
    data = {"data-select-kind": "area", "data-select-id": id_}
    return [html.Button(words("pin.choose"), type="button", className="button", **data)]
