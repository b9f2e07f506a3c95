"""Presentera's first page: a card for each presentation, and the steps of the chosen one beside them."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.components.labelled_input import labelled_input
from dashboard.components.take_along import take_presentation
from dashboard.presentation.shelf import Shelf
from dashboard.presentation.steps import Presentation
from dashboard.words.words import Words
from geodata.region.region import Region


def shelf_page(region: Region, words: Words, shelf: Shelf) -> list[object]:
    """What there is to show: ready, saved here and of this browser, which assets/page-present fills in.

    Parameters
    ----------
    region : Region
    words : Words
    shelf : Shelf

    Returns
    -------
    list
        Parts of the page.
    """
    ready = shelf.ready(region.settings.id, words.language)
    saved = shelf.saved(region.settings.id)
    no_saved = html.P(words("present.saved_none" if shelf.saving else "present.saving_off"), className="note")
    return [
        _head(region, words),
        html.Div(
            [
                html.Div(
                    [
                        html.Div(id="present-problems", className="present-problems", role="alert"),
                        _group(words("present.ready"), _cards(ready, words)),
                        _group(words("present.saved"), _cards(saved, words) if saved else no_saved),
                        _group(
                            words("present.own"),
                            html.P(words("present.own_about"), className="note"),
                            html.Ul(id="present-own", className="present-cards"),
                        ),
                    ],
                    className="present-shelf",
                ),
                _chosen(region, words),
            ],
            className="present-browse",
        ),
    ]


def _head(region: Region, words: Words) -> html.Div:
    file = labelled_input(
        words("present.open_file"),
        {"type": "file", "id": "present-file", "accept": ".json,application/json", "class": "unseen"},
        "button",
    )
    notice = region.settings.notice
    return html.Div(
        [
            html.H1(words("ui.page.present")),
            html.P(words("present.intro"), className="present-intro"),
            *([html.P(words.of(notice), className="present-notice")] if notice else []),
            file,
            html.A(words("present.make"), href=f"/?lang={words.language}", className="button is-main"),
        ],
        className="present-head",
    )


def _group(heading: str, *parts: object) -> html.Section:
    return html.Section([html.H2(heading), *parts], **{"aria-label": heading})


def _cards(presentations: Sequence[Presentation], words: Words) -> html.Ul:
    return html.Ul([_card(presentation, words) for presentation in presentations], className="present-cards")


def _card(presentation: Presentation, words: Words) -> html.Li:
    """A card as assets/page-present/list.js makes those of the browser; that puts the picture in it."""
    count = len(presentation.steps)
    about = [words("present.say.steps_one") if count == 1 else words("present.say.steps_many", count=count)]
    if presentation.version:
        about.append(f"{words('ui.version')} {presentation.version[:6]}")
    address = f"/presentera?p={presentation.key}&lang={words.language}"
    return html.Li(
        [
            html.Button(
                [
                    html.Span(className="present-thumbnail", **{"data-view": presentation.steps[0].view}),
                    html.Strong(presentation.name),
                    html.Span(" · ".join(about)),
                ],
                className="present-choose",
                **{"data-choose": presentation.key, "aria-pressed": "false"},
            ),
            html.Div(
                [
                    html.A(words("present.say.show"), href=f"{address}&step=1", className="button"),
                    html.A(words("present.say.edit"), href=address, className="button"),
                    html.A(
                        words("present.say.file"),
                        href=f"/presentations/{presentation.key}.json?lang={words.language}",
                        className="button",
                        download=f"{presentation.key}.json",
                    ),
                ],
                className="present-acts",
            ),
        ]
    )


def _chosen(region: Region, words: Words) -> html.Section:
    """The chosen one: its steps, each a way into the meeting, and what it can be taken along as."""
    date = words.date(region.built[:10])
    return html.Section(
        [
            html.P(words("present.chosen"), className="note"),
            html.H2(id="present-chosen-name"),
            html.P(id="present-chosen-count", className="note"),
            html.Ol(id="present-chosen-steps", className="present-chosen-steps"),
            html.Div(
                [
                    html.A(words("present.say.show"), id="present-chosen-show", className="button is-main"),
                    take_presentation(words, step=False),
                ],
                className="present-acts",
            ),
            html.P(words("present.data_of", date=date, version=region.version[:6]), className="note"),
        ],
        id="present-chosen",
        className="present-chosen",
        hidden=True,
        **{"aria-labelledby": "present-chosen-name"},
    )
