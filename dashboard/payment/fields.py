"""The editor of a model of reimbursement: models to choose among, and the parts of the chosen one."""

from __future__ import annotations

import json
from decimal import Decimal

from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, option, tag
from dashboard.payment.budget_fields import budget_fields, floor_fields
from dashboard.payment.part_row import part_row
from dashboard.words.tariff import model_name, part_name
from dashboard.words.words import Words
from geodata.contract.reimbursement_settings import Part
from geodata.reimbursement.budget import NEVER_SCALED
from geodata.reimbursement.tariff import Tariff, TariffOffer


def model_fields(offer: TariffOffer, words: Words) -> list[Markup]:
    """Which model is compared with, and where there are several, which is edited."""
    names = {
        "" if key == offer.current else key: words("tariff_rail.current", model=model_name(offer, key, words))
        if key == offer.current
        else model_name(offer, key, words)
        for key in offer.models
    }
    fields = [_select("against", names, words, data_state="against")]
    if len(names) > 1:
        fields.append(_select("model", names, words, data_tariff="model"))
    return fields


def tariff_fields(offer: TariffOffer, tariff: Tariff, words: Words) -> list[Markup]:
    """The parts of a model, its budget and its floor, as the page's script sets them.

    They are the same whatever prices a tariff has, so that what is in hand stays there when an answer comes.

    Parameters
    ----------
    offer : TariffOffer
    tariff : Tariff
        Of which its model and the one compared with count.
    words : Words
    """
    every = offer.every_part(tariff.model)
    model, other = offer.models[tariff.model], offer.models[tariff.against]
    own = {part.key: part.price for part in model.parts}
    beside: dict[str, Decimal] = {part.key: part.price for part in other.parts}
    if tariff.against != tariff.model:
        beside |= {f"{other.key}.{key}": price for key, price in beside.items()}
    names = {key: part_name(offer, tariff.model, key, words) for key in every}
    added = [key for key in every if key not in own]
    before = words("tariff_rail.today" if tariff.against == offer.current else "tariff_rail.compared")
    heads = (
        ("part", words("tariff_rail.part")),
        ("before", before),
        ("after", words("tariff_rail.proposal")),
    )
    rows = [part_row(offer, tariff.model, key, part, beside.get(key), words) for key, part in every.items()]
    return [
        tag(
            "div",
            *(tag("span", text, class_=f"part-{head}") for head, text in heads),
            class_="part-heads",
            aria_hidden="true",
        ),
        tag(
            "ul",
            *rows,
            class_="tariff-parts",
            aria_label=words("tariff_rail.parts"),
            data_parts=json.dumps(model.scaled),
            data_name=model_name(offer, tariff.model, words),
            data_second=model_name(offer, tariff.against, words),
        ),
        tag("div", *_add(added, names, words), _reset(words), class_="tariff-acts"),
        *budget_fields({key: names[key] for key, part in every.items() if can_be_scaled(part)}, words),
        *floor_fields(words),
    ]


def can_be_scaled(part: Part) -> bool:
    """Whether a budget can multiply a part's price."""
    return part.kind not in NEVER_SCALED


def _select(key: str, names: dict[str, str], words: Words, **attributes: str) -> Markup:
    name, id_ = words(f"tariff_rail.{key}"), f"field-{key}"
    mark = info_mark(words("ui.about", what=name), [words(f"tariff_rail.{key}_about")])
    options = [option(value, text, chosen=not value) for value, text in names.items()]
    return tag(
        "div",
        tag("div", tag("span", name, id=id_), *markup_of(mark), class_="name"),
        tag("select", *options, class_="select", aria_labelledby=id_, **attributes),
        class_="field",
    )


def _add(added: list[str], names: dict[str, str], words: Words) -> list[Markup]:
    """A list of the parts that other models of the care form have; none where there is but one model."""
    if not added:
        return []
    buttons = [
        tag("li", tag("button", names[key], type="button", data_tariff="add", data_value=key))
        for key in added
    ]
    return [
        tag(
            "details",
            tag("summary", words("tariff_rail.add")),
            tag("ul", *buttons),
            class_="part-add",
        )
    ]


def _reset(words: Words) -> Markup:
    return tag("button", words("tariff_rail.reset"), type="button", class_="link", data_tariff="reset")
