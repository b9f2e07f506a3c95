"""Areas chosen one by one, in the head of the panel: which they are, and how there come to be more."""

from __future__ import annotations

from dash import html

from dashboard.plan.places_bar import places_button
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place

LISTED_MOST = 8
"""Areas that are named one by one, each with a way to take it out; the rest are counted."""


def several_parts(
    assessment: Assessment, focus: Place, words: Words
) -> list[html.Ul | html.Div | html.Button]:
    """The areas of several, how more are added, and how they or a drawn part are saved; else nothing.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    words : Words
    """
    save = places_button(words, "places.save_this", "button several-add")
    if focus.is_drawn:
        return [save]
    if not focus.is_area and not focus.is_several:
        return []
    add = html.Button(
        words("ui.several_areas.add"),
        className="button several-add",
        **{"data-several": "add", "aria-pressed": "false"},
    )
    if focus.is_area:
        return [add]
    areas = assessment.region.areas
    named = areas["name"].iloc[focus.areas[:LISTED_MOST]]
    items = [html.Li(_taken_out(str(id_), str(name), words)) for id_, name in named.items()]
    rest = len(focus.areas) - LISTED_MOST
    if rest > 0:
        items.append(html.Li(words("ui.several_areas.rest", count=words.count(rest))))
    return [html.Ul(items, className="several-areas"), html.Div([add, save], className="several-acts")]


def _taken_out(id_: str, name: str, words: Words) -> html.Button:
    return html.Button(
        [name, html.Span(" ×", **{"aria-hidden": "true"})],
        className="chip-button",
        **{"data-several": id_, "aria-label": words("ui.several_areas.remove", name=name)},
    )
