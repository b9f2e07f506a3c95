"""What a model may cost in all, which parts are scaled to it, and how much a unit may lose."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.components import ids
from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.words.words import Words
from geodata.reimbursement.tariff import NEUTRAL, OPEN, OTHERS, PAYER

AMOUNT = "amount"
"""A budget that is given; the address has the amount itself."""


def budget_fields(parts: Mapping[str, str], words: Words) -> list[Markup]:
    """Three budgets, the amount of the last, and which parts are scaled.

    Parameters
    ----------
    parts : mapping of str to str
        Names of all that can be scaled, by key.
    words : Words
    """
    name = words("tariff_rail.budget")
    return [
        tag(
            "div",
            _head("budget", name, words),
            tag(
                "div",
                *(
                    tag(
                        "button",
                        words(f"tariff_rail.budget_{key}"),
                        type="button",
                        data_tariff="budget",
                        data_value=key,
                    )
                    for key in (OPEN, NEUTRAL, AMOUNT)
                ),
                class_="segments",
                role="group",
                aria_labelledby="field-budget",
            ),
            tag(
                "label",
                tag("span", words("tariff_rail.amount", currency=words.currency_sign)),
                _input("amount", "wrong-budget"),
                class_="tariff-amount",
                hidden="hidden",
            ),
            tag("p", id="wrong-budget", class_="wrong", role="alert", hidden="hidden"),
            tag("div", id=ids.TARIFF_NOTE, class_="tariff-note"),
            _scaled(parts, words),
            class_="field",
        )
    ]


def floor_fields(words: Words) -> list[Markup]:
    """A switch with the per cent that no unit loses more than, and who pays for that."""
    name = words("tariff_rail.floor")
    return [
        tag(
            "div",
            tag(
                "div",
                tag(
                    "button",
                    name,
                    type="button",
                    class_="switch",
                    role="switch",
                    aria_checked="false",
                    data_tariff="floor",
                ),
                *markup_of(info_mark(words("ui.about", what=name), [words("tariff_rail.floor_about")])),
                tag(
                    "label",
                    tag("span", words("tariff_rail.floor_share"), class_="unseen"),
                    _input("floor-share", "wrong-floor"),
                    tag("span", "%", aria_hidden="true"),
                    class_="tariff-share",
                ),
                class_="tariff-floor",
            ),
            tag("p", id="wrong-floor", class_="wrong", role="alert", hidden="hidden"),
            tag(
                "div",
                *(
                    tag(
                        "button",
                        words(f"tariff_rail.{key}"),
                        type="button",
                        class_="radio",
                        data_tariff="floor-by",
                        data_value=key,
                    )
                    for key in (PAYER, OTHERS)
                ),
                class_="radios tariff-payers",
                role="group",
                aria_label=words("tariff_rail.floor_payer"),
                hidden="hidden",
            ),
            class_="field",
        )
    ]


def _scaled(parts: Mapping[str, str], words: Words) -> Markup:
    boxes = [
        tag(
            "button",
            name,
            type="button",
            class_="check",
            role="checkbox",
            data_tariff="scaled",
            data_value=key,
        )
        for key, name in parts.items()
    ]
    return tag(
        "details",
        tag("summary", words("tariff_rail.scaled")),
        tag("div", *boxes, role="group", aria_label=words("tariff_rail.scaled")),
        class_="tariff-scaled",
        hidden="hidden",
    )


def _head(key: str, name: str, words: Words) -> Markup:
    mark = info_mark(words("ui.about", what=name), [words(f"tariff_rail.{key}_about")])
    return tag("div", tag("span", name, id=f"field-{key}"), *markup_of(mark), class_="name")


def _input(what: str, wrong: str) -> Markup:
    return tag(
        "input",
        type="text",
        inputmode="decimal",
        autocomplete="off",
        aria_describedby=wrong,
        data_tariff=what,
    )
