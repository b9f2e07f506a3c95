"""The map and what lies over it: search, layers, the label of example data, messages."""

from __future__ import annotations

from collections.abc import Iterable

import dash_leaflet as dl
from dash import html

from dashboard import ids
from dashboard.components.draw_tool import draw_button
from dashboard.components.layer_switch import layer_switch
from dashboard.components.messages import again, message
from dashboard.i18n import Words
from dashboard.layers.base import Layer
from geodata.region import Region


def stage(region: Region, layers: Iterable[Layer], words: Words) -> html.Section:
    """The map of a region; drawn in the browser, so that geometry travels once."""
    notice = region.settings.notice
    west, south, east, north = region.areas.to_crs("EPSG:4326").total_bounds
    return html.Section(
        [
            html.Div(
                [
                    html.Div(
                        [
                            html.Div(**{"data-field": "", "data-label": words("ui.search")}),
                            html.Div(
                                id="search-list",
                                className="search-list",
                                role="listbox",
                                hidden=True,
                                **{"aria-label": words("ui.search")},
                            ),
                            html.Div(
                                id="search-status",
                                className="unseen",
                                role="status",
                                **{
                                    "data-some": words("ui.search_some", count="{count}"),
                                    "data-single": words("ui.search_one"),
                                    "data-none": words("ui.search_none"),
                                    "data-failed": words("ui.late"),
                                },
                            ),
                        ],
                        className="search",
                        role="search",
                    ),
                    layer_switch(layers, words),
                ],
                className="over",
            ),
            dl.Map(
                [
                    dl.ScaleControl(imperial=False, position="bottomright"),
                    dl.ZoomControl(position="bottomright"),
                ],
                id=ids.MAP,
                center=[(south + north) / 2, (west + east) / 2],
                zoom=8,
                minZoom=4,
                maxZoom=15,
                zoomSnap=0.25,
                zoomDelta=1,
                wheelPxPerZoomLevel=90,
                zoomControl=False,
                attributionControl=False,
                trackViewport=False,
                className="map",
            ),
            *([html.Div(words.of(notice), className="tag")] if notice else []),
            draw_button(words),
            html.Button(
                words("ui.layers"),
                className="button open-layers",
                **{"data-opens": "layers", "aria-expanded": "false"},
            ),
            html.Div(
                [
                    html.Div(id=ids.MESSAGES, style={"display": "contents"}),
                    html.Div(id=ids.FAILURES, style={"display": "contents"}),
                    html.Div(
                        message([words("ui.late"), " ", again(words)], error=True), id="late", hidden=True
                    ),
                ],
                className="messages",
            ),
        ],
        className="stage",
        **{"aria-label": words("ui.map")},
    )
