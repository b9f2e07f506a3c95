"""Where the figures of payment stand in the panel; on a phone one section at a time, by tabs."""

from __future__ import annotations

from typing import Final

from dash import html

from dashboard.components import ids
from dashboard.question.questions import PAYMENT
from dashboard.words.words import Words

METHOD_ANCHOR: Final = "payment-method"
"""Id of the section on payment, of the page on method."""
TABS: Final = ("parts", "units", "operators", "fifths", "after")
"""Sections of the panel, in the order of a phone's tabs."""
SAVE: Final = {"data-tariff": "save"}
TABLE: Final = {"data-opens": "drawer", "aria-expanded": "false"}
ACTS: Final = (("tariff_rail.act.save", "button is-main", SAVE), ("ui.table_show", "button", TABLE))
"""What a phone has under them: what each says, how it looks, and what it does."""


def payment_place(words: Words) -> html.Div:
    """Tabs for a phone, an empty place for the figures, and for how near the model comes.

    Parameters
    ----------
    words : Words
    """
    return html.Div(
        [
            html.Div(
                [
                    html.Button(
                        words(f"payment_panel.tab.{part}"),
                        role="tab",
                        tabIndex="0" if part == TABS[0] else "-1",
                        **{"data-pay-tab": part, "aria-controls": ids.PAYMENT_FIGURES},
                    )
                    for part in TABS
                ],
                id=ids.PAYMENT_TABS,
                className="view-tabs pay-phone-tabs",
                role="tablist",
                **{"aria-label": words("payment_panel.tabs")},
            ),
            html.Div(id=ids.PAYMENT_FIGURES, className="pay-figures"),
            html.P(id=ids.PAYMENT_FIT, className="pay-fit-sentence"),
            html.Div(
                [
                    html.Button(words(text), className=look, type="button", **does)
                    for text, look, does in ACTS
                ],
                className="pay-acts",
            ),
        ],
        className="pay-place",
        **{"data-under": PAYMENT},
    )
