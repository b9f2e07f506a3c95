"""The map and what lies over it: search, layers, the label of example data, messages."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html

from dashboard.components import ids
from dashboard.components.base_map import base_map
from dashboard.components.layer_switch import layer_switch
from dashboard.components.messages import message, try_again
from dashboard.components.search_field import search_field
from dashboard.layers.base import Layer
from dashboard.plan.carry_parts import carry_card, carry_legend, carry_said
from dashboard.plan.draw_tool import draw_button
from dashboard.plan.ruler_tool import ruler_bar, ruler_button
from dashboard.plan.swipe import swipe, swipe_button
from dashboard.reached.tool import reach_bar, reach_open
from dashboard.words.words import Words
from geodata.region.region import Region


def stage(
    region: Region, layers: Iterable[Layer], words: Words, address_notice: html.Div | None = None
) -> html.Section:
    """The map of a region with its search, its layers and its messages, of the address first."""
    notice = region.settings.notice
    return html.Section(
        [
            html.Div(
                [
                    search_field(words, words("ui.search")),
                    layer_switch(layers, region, words),
                ],
                className="over",
            ),
            base_map(region),
            carry_legend(region, words),
            carry_card(words),
            carry_said(words),
            *([html.Div(words.of(notice), className="tag")] if notice else []),
            *swipe(words),
            html.Div(
                [swipe_button(words), *reach_open(region, words), ruler_button(words), draw_button(words)],
                className="map-tools",
            ),
            html.Button(
                words("ui.layers"),
                className="button open-layers",
                **{"data-opens": "layers", "aria-expanded": "false"},
            ),
            html.Div(
                [
                    html.Div(id=ids.PIN_CARD, style={"display": "contents"}),
                    ruler_bar(words),
                    reach_bar(words),
                ],
                className="place-cards",
            ),
            html.Div(
                [
                    *([address_notice] if address_notice else []),
                    html.Div(id=ids.MESSAGES, style={"display": "contents"}),
                    html.Div(id=ids.FAILURES, style={"display": "contents"}),
                    html.Div(
                        message([words("ui.late"), " ", try_again(words)], error=True), id="late", hidden=True
                    ),
                ],
                className="messages",
            ),
        ],
        className="stage",
        **{"aria-label": words("ui.map")},
    )
