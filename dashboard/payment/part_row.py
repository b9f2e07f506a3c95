"""One part of a model in the editor: its switch, what it pays for, its price beside the other model's."""

from __future__ import annotations

from decimal import Decimal

from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.words.part import part_about
from dashboard.words.tariff import part_name, price_unit
from dashboard.words.words import Words
from geodata.contract.reimbursement_settings import Part
from geodata.reimbursement.tariff import TariffOffer


def part_row(
    offer: TariffOffer, model: str, key: str, part: Part, against: Decimal | None, words: Words
) -> Markup:
    """A row whose switch and price the page's script sets, as the address has them.

    Parameters
    ----------
    offer : TariffOffer
    model : str
        Key of the model that is edited.
    key : str
        Of the part; one of another model as "model.part", which stands there when it is added.
    part : Part
        As its model has it.
    against : Decimal or None
        What the model compared with pays by it; None where it has no such part.
    words : Words
    """
    name, unit = part_name(offer, model, key, words), price_unit(part, words)
    before = words("tariff_rail.not_there") if against is None else words.exact(against)
    is_added = "." in key
    wrong = f"wrong-{key}"
    return tag(
        "li",
        tag(
            "button",
            type="button",
            class_="switch",
            role="switch",
            aria_checked="false" if is_added else "true",
            aria_label=words("tariff_rail.switch", part=name),
            data_tariff="on",
        ),
        tag(
            "div",
            tag("div", tag("span", name), *markup_of(_mark(part, name, words)), class_="part-name"),
            tag("div", unit, " · ", _source(part, name, words), class_="part-unit"),
            class_="part-what",
        ),
        tag("span", before, class_="part-before"),
        tag(
            "input",
            type="text",
            inputmode="decimal",
            autocomplete="off",
            aria_label=words("tariff_rail.price", part=name, unit=unit, before=before),
            aria_describedby=wrong,
            data_tariff="price",
        ),
        tag("p", id=wrong, class_="wrong", role="alert", hidden="hidden"),
        class_="part",
        data_part=key,
        data_usual=f"{part.price:f}",
        data_name=name,
        **({"hidden": "hidden"} if is_added else {}),
    )


def _mark(part: Part, name: str, words: Words):  # type: ignore[no-untyped-def]
    return info_mark(words("ui.about", what=name), part_about(part, words))


def _source(part: Part, name: str, words: Words) -> Markup:
    """Where the price is from, a press away."""
    return tag(
        "details",
        tag("summary", words("tariff_rail.source"), aria_label=words("tariff_rail.source_of", part=name)),
        tag("div", tag("p", words.of(part.source) or words("tariff_rail.no_source")), class_="info-text"),
        class_="info is-word",
    )
