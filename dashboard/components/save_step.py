"""What comes up when a view has been made a step: its words, and the presentation it went to."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dash import html

from dashboard.components.labelled_input import labelled_input
from dashboard.presentation.steps import HEADING_MOST, NOTE_MOST, STEPS_MOST
from dashboard.words.words import Words


def save_step(
    words: Words, *, view: str = "", heading: str = "", figures: Sequence[str] = ()
) -> html.Section:
    """Hidden box that saves a step; assets/app/save_step.js shows it.

    Parameters
    ----------
    words : Words
    view : str
        Query of what the map of the step shows, beside what the address asks, where the page has no map.
    heading : str
        Of the step, where the page's answer says none.
    figures : sequence of str
        Keys of its figures; those of the layer where there are none.
    """
    texts = {key: words(f"present.say.{key}") for key in ("untitled", "added", "fresh", "full", "not_saved")}
    return html.Section(
        [
            html.H2("", id="save-step-title", role="status", **{"data-step": "title"}),
            _field(words("present.save_where"), html.Select(className="select", **{"data-step": "where"})),
            labelled_input(
                words("present.save_heading"),
                {
                    "type": "text",
                    "maxlength": str(HEADING_MOST),
                    "autocomplete": "off",
                    "data-step": "heading",
                },
            ),
            _field(
                words("present.save_note"),
                html.Textarea(rows=3, maxLength=NOTE_MOST, **{"data-step": "note"}),
            ),
            html.P("", className="problem", role="alert", **{"data-step": "problem"}),
            html.Div(
                [
                    html.Button(
                        words("present.save_done"), className="button is-main", **{"data-step": "done"}
                    ),
                    html.A(
                        words("present.save_open"),
                        href="/presentera",
                        className="button",
                        **{"data-step": "open"},
                    ),
                    html.Button(words("present.save_undo"), className="link", **{"data-step": "undo"}),
                ],
                className="save-step-acts",
            ),
        ],
        id="save-step",
        className="save-step",
        hidden=True,
        **{
            "aria-labelledby": "save-step-title",
            "data-words": json.dumps(texts, ensure_ascii=False),
            "data-most": str(STEPS_MOST),
            "data-lang": words.language,
            "data-view": view,
            "data-heading": heading,
            "data-figures": " ".join(figures),
        },
    )


def _field(name: str, control: html.Select | html.Textarea) -> html.Label:
    return html.Label([html.Span(name), control])
