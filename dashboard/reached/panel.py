"""What is reached of a place, beside the map: who lives within each of the minutes, and the units there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from dash import html

from dashboard.layers import layers_of
from dashboard.layers.reach_words import KEY, ReachWords
from dashboard.question.address import SAFE, question_record
from dashboard.question.display import Display
from dashboard.question.questions import QUESTIONS, SUPPLY
from dashboard.question.request import Request
from dashboard.words.reach import age_names, hidden_from, notes, place_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.reached_area import ReachedArea
from geodata.assessment.start import may_be_start, place_text
from geodata.contract.errors import RegionError
from geodata.focus.places import place_of

UNITS_MOST = 8
"""Units in the list; how many there are beside stands under it."""
NEAREST_FIRST = "minutes.up"
"""The order of the table of areas at first."""
MINUTES = ("5,10,15", "10,20,30", "15,30,45,60", "30,60,90")
"""Minutes to choose among, of those that the longest journey allows, beside the usual."""


def reach_card(request: Request, display: Display) -> html.Section | html.Div | None:
    """What is reached of the place in the address, or why nothing is; of none what would ask for it.

    None where nobody is to see it, or neither an area nor a unit is in focus that could be asked of.
    """
    assessment, words = request.assessment, request.words
    if hidden_from(assessment):
        return None
    offered = _of_focus(request, display)
    if not display.reach.reach:
        return html.Div(offered, className="reach-offer") if offered else None
    try:
        found = display.reach.found(assessment)
    except RegionError as error:
        parts: list[object] = [
            html.H2(words("reach.name")),
            html.P(error.sentence(words.language), className="problem", role="status"),
        ]
    else:
        parts = list(_figures(found, display, assessment, words))
    away = html.Button(
        words("reach.remove"), className="link", **_sets({**NOTHING, "layers": _without(display)})
    )
    acts = html.Div([*offered, away], className="reach-acts")
    return html.Section([*parts, acts], className="card reach", **{"aria-label": words("reach.name")})


NOTHING: dict[str, str | None] = dict.fromkeys((*ReachWords._fields, "table", "sort"))
"""What an address says of no place."""


def reach_button(text: str, name: str, display: Display, request: Request) -> html.Button:
    """A press that shows what is reached of a place; `name` is what that is called."""
    asks = {"reach": text, "layers": _with(display, request.assessment), "table": KEY, "sort": NEAREST_FIRST}
    label = request.words("reach.of", place=name)
    return html.Button(
        request.words("reach.name"), className="button", **{"aria-label": label}, **_sets(asks)
    )


def reach_of_place(
    lat: float, lon: float, name: str, display: Display, request: Request
) -> list[html.Button]:
    """The same of a place anywhere; none where nobody is to see it, and far from the region."""
    text = place_text(lat, lon)
    if hidden_from(request.assessment) or not may_be_start(request.assessment, text):
        return []
    return [reach_button(text, name or text, display, request)]


def _of_focus(request: Request, display: Display) -> list[html.Button]:
    """The button of the area or unit in focus, unless it is that which is shown."""
    focus, assessment = request.focus, request.assessment
    if focus.is_unit:
        text, name = f"unit:{focus.id}", str(assessment.units["name"].loc[focus.id])
    elif focus.is_area:
        text, name = f"area:{focus.id}", str(assessment.region.areas["name"].loc[focus.id])
    else:
        return []
    return [] if text == display.reach.reach else [reach_button(text, name, display, request)]


def _figures(found: ReachedArea, display: Display, assessment: Assessment, words: Words) -> Iterator[object]:
    yield html.H2(words("reach.title", place=place_name(found, words)))
    yield _minutes(display.reach, assessment, words)
    yield _residents(found, assessment, words)
    yield from _units(found, assessment, words)
    for note in notes(found, assessment, words):
        yield html.P(note, className="hint")
    yield html.P(
        "",
        className="hint",
        role="status",
        **{"data-reach": "outlines", "data-failed": words("reach.failed")},
    )
    yield _files(display.reach, assessment, words)


def _minutes(reach: ReachWords, assessment: Assessment, words: Words) -> html.Label:
    longest = assessment.region.settings.travel.longest_min
    offered = [each for each in MINUTES if float(each.split(",")[-1]) <= longest]
    if reach.reach_min and reach.reach_min not in offered:
        offered.append(reach.reach_min)
    options = [html.Option(words("reach.usual"), value="")]
    options += [html.Option(each.replace(",", ", "), value=each) for each in offered]
    select = html.Select(options, className="select", **{"data-state": "reach_min"})
    return html.Label([html.Span(words("reach.minutes")), select])


def _residents(found: ReachedArea, assessment: Assessment, words: Words) -> html.Div:
    """A row for each age group, all ages first, and of the units last; a column for each of the minutes."""
    ages = age_names(found, assessment, words)
    counted = [(name, found.residents[key].tolist()) for key, name in ages.items()]
    if found.units_known:
        counted.append((words("reach.units"), [found.units_within(each) for each in found.minutes]))
    heads = [html.Th(words("reach.label", minutes=each), scope="col") for each in found.minutes]
    rows = [
        html.Tr([html.Th(name, scope="row"), *(html.Td(words.count(count)) for count in counts)])
        for name, counts in counted
    ]
    caption = words("reach.residents")
    table = html.Table([html.Caption(caption), html.Thead(html.Tr([html.Td(""), *heads])), html.Tbody(rows)])
    return html.Div(table, className="reach-table", tabIndex="0", role="group", **{"aria-label": caption})


def _units(found: ReachedArea, assessment: Assessment, words: Words) -> Iterator[object]:
    if not found.units_known:
        return
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    yield html.H3(words("reach.units_within", form=form.plural, minutes=found.minutes[-1]))
    if not len(found.units):
        yield html.P(words("reach.no_units"))
        return
    ids, names = assessment.units.index, assessment.units["name"]
    pairs = zip(found.units[:UNITS_MOST].tolist(), found.unit_min[:UNITS_MOST].tolist(), strict=True)
    rows = [
        html.Li(
            [
                html.Button(
                    str(names.iloc[unit]),
                    className="link",
                    **{"data-select-kind": "unit", "data-select-id": str(ids[unit])},
                ),
                html.Span(words.minutes(minutes)),
            ]
        )
        for unit, minutes in pairs
    ]
    yield html.Ol(rows, className="reach-units")
    if (more := len(found.units) - UNITS_MOST) > 0:
        yield html.P(words("reach.more_units", count=more), className="hint")


def _files(reach: ReachWords, assessment: Assessment, words: Words) -> html.P:
    region = assessment.region
    question = question_record(assessment, place_of(assessment, "region"))
    given = {key: word for key, word in reach._asdict().items() if word}
    query = urlencode({**question, **given, "lang": words.language}, safe=SAFE)
    links = [
        html.A(name, href=f"/reach/{region.version}.{ending}?{query}", download="", className="link")
        for ending, name in (("json", "GeoJSON"), ("csv", "CSV"))
        if ending not in region.hidden.hide_exports
    ]
    return html.P([part for link in links for part in (link, " ")], className="reach-files")


def _with(display: Display, assessment: Assessment) -> str:
    """The layers that are on, with that of the place in the stead of another that colours areas."""
    fills = {layer.key for layer in layers_of(assessment.region) if layer.style == "fill"}
    return ",".join([KEY, *(layer for layer in display.layers if layer not in fills)])


def _without(display: Display) -> str | None:
    """The layers that are on without that of the place: where it was the colour, the usual one is."""
    rest = [layer for layer in display.layers if layer != KEY]
    return ",".join([QUESTIONS[SUPPLY][0], *rest]) if KEY in display.layers else ",".join(rest) or "none"


def _sets(keys: Mapping[str, str | None]) -> dict[str, str]:
    return {"data-set": json.dumps(keys, ensure_ascii=False)}
