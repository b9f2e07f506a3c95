"""What the page says of one assessment: by the id of each place on it, the markup that stands there."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard.components import ids
from dashboard.components.brief_legend import brief_legend
from dashboard.components.figure import figure
from dashboard.components.layer_switch import legend_parts, periods_select
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.components.messages import close, message, version_message
from dashboard.components.misread_notice import misread_sentences
from dashboard.components.trend_line import trend_line
from dashboard.drawing.tokens import palette
from dashboard.kpis import kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.layers import layer_of
from dashboard.layers.access import Access
from dashboard.layers.amounts import Amount
from dashboard.layers.base import Fill, Layer
from dashboard.layers.brush import brushed, histogram, measure_of
from dashboard.layers.difference import ComparedScenario
from dashboard.layers.flow_rows import flow_rows
from dashboard.layers.use_change import UseChange
from dashboard.needs.fields import outlook_fields
from dashboard.needs.futures_panel import futures_fields, futures_panel
from dashboard.needs.horizon import horizon_field
from dashboard.needs.panel import NeedFigures, need_head, need_panel
from dashboard.payment.editor import editor_places
from dashboard.payment.figures import PaymentFigures
from dashboard.payment.panel import listed_words, payment_head, payment_panel
from dashboard.payment.strip import fit_sentence, fit_strip
from dashboard.plan.brush_tool import brush_tool, brushed_parts
from dashboard.plan.effect_boxes import second_name
from dashboard.plan.effects_ahead import ahead_parts
from dashboard.plan.flow_list import flow_list
from dashboard.plan.focus_head import focus_head
from dashboard.plan.kpi_panel import against, before, between, label, press_name
from dashboard.plan.modes_panel import modes_panel
from dashboard.plan.pin_card import pin_card
from dashboard.plan.unit_actions import unit_actions
from dashboard.plan.unit_card import unit_card
from dashboard.plan.zone_card import zone_card, zone_lift
from dashboard.question.display import Display
from dashboard.question.misread import Misread
from dashboard.question.questions import NEED, PAYMENT, SUPPLY
from dashboard.question.request import Request, a_year_before, developments
from dashboard.question.shown_layers import layers_as
from dashboard.question.state import Record
from dashboard.question.versus import versus_of
from dashboard.reached.panel import reach_card, reach_of_place
from dashboard.siting.panel import try_units_button
from dashboard.words.kpis import kpi_name
from dashboard.words.layers import layer_missing, layer_words
from dashboard.words.scenario import scenario_name
from dashboard.words.travel import travel_sentence
from dashboard.words.words import Words
from geodata.assessment.without_car import car_mode
from geodata.focus.drawn_selection import is_drawing
from geodata.focus.places import beside
from geodata.measures.gap import gap
from geodata.measures.measure import Measure
from geodata.measures.need import why_nobody_ahead
from geodata.scenario.valid_changes import capacity_most
from geodata.zones import profile, remedies

Places = dict[str, list[Markup]]


def answer_view(
    request: Request, display: Display, page: Mapping[str, str], newest: str, selection: Record
) -> Places:
    """Messages, what is in focus, its figures, and the legends of the layers that are on.

    Parameters
    ----------
    request : Request
    display : Display
    page : mapping
        `version` and `linked` of the page.
    newest : str
        The version published now.
    selection : mapping
        Of the page: other filters make other zones, and a place may be drawn where nobody lives, which is no
        fault of the link.
    """
    card: list[html.Div | None] = []
    if request.focus.is_unit:
        register = layer_of(request.region, "units").table(request.assessment, request.focus)
        card = [_actions(request), unit_card(register, request.focus.id, request.words)]
    name = display.name or scenario_name(request.assessment, request.words)
    versus = versus_of(request.region, display.versus)
    if request.focus.is_zone:
        zone_profile = profile.profile(request.assessment, request.assessment.zone(request.focus.id))
        card = [zone_card(zone_profile, request.assessment, request.words)]
    figures = NeedFigures(request.assessment, request.focus, display.outlook, request.words)
    need = figures if display.question == NEED else None
    paid = payment_figures(request, display) if display.question == PAYMENT else None
    heading = payment_head(paid) or need_head(need)
    head = focus_head(request.assessment, request.focus, request.words, name, versus, heading)
    return {
        ids.MESSAGES: markup_of(_messages(request, page, newest, selection)),
        ids.SCENARIO_NAME: [scenario_name(request.assessment, request.words)],
        ids.FOCUS_HEAD: markup_of(head),
        ids.UNIT_CARD: markup_of(card),
        ids.PIN_CARD: _pin(request, display),
        ids.REACH_CARD: markup_of(reach_card(request, display)),
        ids.SWIPE_FIRST: [f"A: {name}"],
        ids.SWIPE_SECOND: [f"B: {second_name(request.assessment, versus, request.words)}"] if versus else [],
        **_answered(request, display, versus, need, paid),
        ids.MODES_FIGURES: _modes(request, display),
        **_legends(request, display),
        ids.FLOW_LIST: _flow_list(request, display),
        ids.TRAVEL: [travel_sentence(request.region, request.words)],
    }


def _modes(request: Request, display: Display) -> list[Markup]:
    """What the map of who needs a car is made of, while it is on."""
    on = "without_car" in display.layers and car_mode(request.region) is not None
    return modes_panel(request.assessment, request.focus, request.words) if on else []


def payment_figures(request: Request, display: Display) -> PaymentFigures:
    """What is told of payment, as the address has it."""
    return PaymentFigures(
        request.assessment, request.focus, display.tariff, request.words, display.pay_name, display.pay_moves
    )


def trends_view(request: Request, question: str = SUPPLY) -> Places:
    """Every figure's line over the periods, and what would lift the zone in focus: what can wait."""
    lines = zip(kpis_of(request.region), developments(request), strict=True) if question == SUPPLY else ()
    alone = request.focus.is_whole_region and request.assessment.today is request.assessment
    period, then = a_year_before(request) if alone and question == SUPPLY else ("", [])
    earlier = iter(then)
    line_colour = palette().of("accent")
    places = {}
    for kpi, (points, unit) in lines:
        change = None
        if period:
            now = kpi.read(request.assessment, request.focus)
            change = before(now, next(earlier), kpi.better, period, request.words)
        places[ids.kpi_trend(kpi.key)] = [
            *markup_of(change),
            *_pressed(kpi, trend_line(points, unit, line_colour, request.words), request),
        ]
    lift = None
    if request.focus.is_zone:
        zone = request.assessment.zone(request.focus.id)
        lifted = not request.assessment.lacking.underserved[zone.areas].any()
        lift = (
            None
            if lifted
            else zone_lift(
                zone, remedies.remedies_of(request.assessment, zone), request.assessment, request.words
            )
        )
    return {**places, ids.ZONE_LIFT: markup_of(lift)}


def _pressed(kpi: Measure, line: list[Markup], request: Request) -> list[Markup]:
    """A small line as a button that shows it large; its picture tells what it says."""
    if not line:
        return []
    name = kpi_name(kpi, meta_of(kpi, request.assessment), request.words)
    unseen = tag("span", request.words("development.open", figure=name), class_="unseen")
    return [tag("button", unseen, *line, type="button", class_="spark-open", data_chart=kpi.key)]


def _pin(request: Request, display: Display) -> list[Markup]:
    pin = display.pin
    more = reach_of_place(pin.lat, pin.lon, pin.name, display, request) if pin else ()
    return markup_of(pin_card(pin, request.assessment, request.words, more))


def _actions(request: Request) -> html.Div | None:
    """What can be thought otherwise of the unit in focus."""
    assessment, at = request.assessment, int(request.focus.units[0])
    of_it = {change.kind: change for change in assessment.scenario.changes if change.id == request.focus.id}
    new, closed = of_it.get("add"), "close" in of_it
    counts = bool(assessment.supply.available[at])
    unit = assessment.units.iloc[at]
    form = request.region.settings.care_forms[assessment.scenario.care_form]
    return unit_actions(
        request.focus.id,
        str(unit["name"]),
        float(unit["capacity"]),
        "added" if new else "closed" if closed else "open" if counts else "absent",
        request.words,
        request.words.inside(form.capacity_name),
        capacity_most(request.region, str(unit["care_form"])),
        new,
    )


def _messages(request: Request, page: Mapping[str, str], newest: str, selection: Record) -> list[object]:
    """Of the question and the selection: what else the address says is told once, when the page is put up."""
    gone = {misread: _gone(request, misread) for misread in request.misread if misread.key in selection}
    others = [misread for misread in request.misread if not gone.get(misread)]
    sentences = [
        *(request.words(key) for key in gone.values() if key),
        *misread_sentences(others, request.words, request.assessment),
    ]
    return [
        *(message([sentence, " ", close(request.words)]) for sentence in sentences),
        version_message(page, newest, request.words),
    ]


def _gone(request: Request, misread: Misread) -> str:
    """Text for a selection that is no mistake of the link's: filters make zones, nobody lives everywhere."""
    if misread.key == "zone" and misread.value in request.region.areas.index:
        unruled = request.assessment.lacking.unruled
        return f"empty.{unruled}" if unruled else "ui.no_zone"
    return "ui.no_drawn" if misread.key == "drawn" and is_drawing(misread.value) else ""


def _figures(request: Request, versus: ComparedScenario) -> Places:
    reference = beside(request.assessment, request.focus)
    other = versus.other(request.assessment) if versus else None
    since = request.assessment.today is not request.assessment
    places: Places = {}
    for kpi in kpis_of(request.region):
        meta, reading = meta_of(kpi, request.assessment), kpi.read(request.assessment, request.focus)
        difference = None
        if other is not None:
            difference = between(gap(kpi, request.assessment, other, request.focus), request.words)
        elif reference is not None:
            there = kpi.read(*reference)
            difference = against(reading, there, kpi.better, _beside(request), request.words, since=since)
        places[ids.kpi_press(kpi.key)] = [tag("span", press_name(kpi, meta, request.words), class_="unseen")]
        places[ids.kpi_label(kpi.key)] = label(kpi, meta, request.words)
        places[ids.kpi_value(kpi.key)] = markup_of(figure(reading, request.words))
        places[ids.kpi_against(kpi.key)] = markup_of(difference)
    return places


def _needs(need: NeedFigures, versus: ComparedScenario, several: bool) -> Places:
    """What an outlook chooses among, what a scenario does to those who will live here, and the figures.

    Of several outlooks too, where they are on the map.
    """
    assessment, words = need.assessment, need.words
    ahead = ahead_parts(assessment, need.focus, words, need.outlook) if assessment.scenario.changes else []
    more = [] if why_nobody_ahead(assessment) else [html.Div(try_units_button(words), className="panel-acts")]
    return {
        ids.HORIZON: horizon_field(assessment, words),
        ids.NEED_FIELDS: [
            *outlook_fields(assessment, need.outlook, words),
            *(futures_fields(need) if several else []),
        ],
        ids.NEED_FIGURES: [
            *markup_of([] if versus else ahead),
            *(futures_panel(need) if several else []),
            *need_panel(need),
            *markup_of(more),
        ],
    }


def _answered(
    request: Request,
    display: Display,
    versus: ComparedScenario,
    need: NeedFigures | None,
    paid: PaymentFigures | None,
) -> Places:
    """The figures of the question that is asked."""
    if paid:
        return {
            **editor_places(paid),
            ids.PAYMENT_STRIP: fit_strip(paid),
            ids.PAYMENT_FIGURES: payment_panel(paid),
            ids.PAYMENT_FIT: [fit_sentence(paid)],
            ids.PAYMENT_LISTED: [listed_words(paid)],
        }
    return _needs(need, versus, "futures" in display.layers) if need else _figures(request, versus)


def _beside(request: Request) -> str:
    return (
        request.words("scenario.today")
        if request.assessment.today is not request.assessment
        else request.words("ui.beside_region")
    )


def _flow_list(request: Request, display: Display) -> list[Markup]:
    """The list is the arrows in words: it is there while they are."""
    if "flows" not in display.layers:
        return []
    return flow_list(
        request.assessment,
        request.focus,
        flow_rows(request.assessment, request.focus, display.direction),
        request.words,
    )


def _with_histogram(request: Request, display: Display, layer: Layer, places: Places) -> Places:
    """The legend with its histogram; apart from that, so that it stays in hand, what lies in the interval."""
    assessment, words = request.assessment, request.words
    fill, measure = layer.values(assessment, request.focus), measure_of(layer)
    found = histogram(assessment, layer, fill) if isinstance(fill, Fill) else None
    if found is None or measure is None:
        return places
    inside = brushed(assessment, measure, display.brush)
    legend_id = ids.legend(layer.key)
    return {
        **places,
        legend_id: [*places[legend_id], brush_tool(found, measure, words)],
        ids.brushed(layer.key): [*brushed_parts(assessment, layer, inside, words)],
    }


def _named(layer: Layer, words: Words) -> str:
    """The name of a layer whose legend does not say what it is of."""
    if isinstance(layer, Access):
        return words(f"measure.{layer.measure}.name")
    return layer_words(layer, "name", words) if isinstance(layer, Amount) else ""


def _legends(request: Request, display: Display) -> Places:
    places: Places = {}
    for layer in layers_as(request.region, display):
        if layer.key in display.layers and not layer.available(request.assessment):
            why = html.P(layer_missing(layer, request.assessment, request.words), className="note")
            places[ids.legend(layer.key)] = markup_of([why])
        elif layer.key in display.layers:
            legend = layer.legend(request.assessment)
            brief = brief_legend(legend, request.words, _named(layer, request.words))
            parts: list[object] = [*legend_parts(legend, request.words), *([brief] if brief else [])]
            if layer.style == "fill" and display.swipes and display.versus.changes + display.versus.rules:
                parts.append(html.P(request.words("swipe.counts"), className="note"))
            if isinstance(layer, UseChange):  # which periods there are follows the question
                parts = [periods_select(request.assessment, layer.since, request.words), *parts]
            places[ids.legend(layer.key)] = markup_of(parts)
            if layer.style == "fill":
                places = _with_histogram(request, display, layer, places)
    return places
