"""Money after a what-if, in three blocks that are never one sum, and whom it leaves out of reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from dashboard.components.markup import Markup, tag
from dashboard.kpis.meta import meta_of
from dashboard.layers.areas import unit_names
from dashboard.payment.figures import PaymentFigures
from dashboard.words.kpis import kpi_name
from dashboard.words.money import money, scale_of
from geodata.measures.payment_moves import money_after, why_no_money
from geodata.reimbursement.money_moves import PartMoves

CROWDED: Final = 1.5
"""Times its list of today that a unit's would be, from which the panel warns."""
PARTS_MOST: Final = 4
"""Parts that a block names; the largest first."""
BLOCKS: Final = ("money_follows", "money_ends", "money_begins", "journeys_out_of_reach")


def money_sections(of: PaymentFigures) -> list[Markup]:
    """The blocks, the warning not to add them up, and units that many would come to.

    Nothing without a what-if.

    Parameters
    ----------
    of : PaymentFigures
    """
    words = of.words
    if not of.assessment.scenario.changes or of.why:
        return []
    if why := why_no_money(of.assessment, of.given):
        return [tag("section", tag("p", words(why), class_="pay-note"), class_="family")]
    shown = [key for key in BLOCKS if key != "money_begins" or of.hundredths(key)]
    blocks = [_block(number, key, of) for number, key in enumerate(shown, start=1)]
    warning = tag("p", tag("strong", words("payment_after.apart")), " ", words("payment_after.why_apart"))
    return [
        tag(
            "section",
            tag("h2", words("payment_after.heading")),
            *blocks,
            tag("div", warning, class_="pay-warning"),
            *_crowded(of),
            class_="family pay-after",
            data_pay_part="after",
        )
    ]


def _block(number: int, key: str, of: PaymentFigures) -> Markup:
    words, reading = of.words, of.read(key)
    name = kpi_name(of.measure(key), meta_of(of.measure(key), of.assessment), words)
    if reading.value is None:
        figure = tag("p", words(reading.why), class_="pay-note")
        return tag("div", tag("h3", f"{number}. {name}"), figure, class_=f"pay-block {key}")
    amount = round(100 * reading.value)
    figure = tag("p", money(words, amount, scale_of([amount])), class_="figure")
    return tag(
        "div", tag("h3", f"{number}. {name}"), figure, tag("p", _of(key, of)), class_=f"pay-block {key}"
    )


def _of(key: str, of: PaymentFigures) -> str:
    """What a block's sum is made of."""
    words = of.words
    if key == "journeys_out_of_reach":
        journey = of.offer.models[of.chosen.model].journey
        assert journey is not None
        return words(
            "payment_after.journeys",
            residents=words.count(of.read("falls_out_of_reach").value or 0),
            visits=words.exact(journey.visits),
            share=words.share(float(journey.share)),
            price=words.exact(journey.price),
        )
    which: Callable[[PartMoves], int] = {
        "money_follows": lambda part: part.follows,
        "money_ends": lambda part: part.ends,
        "money_begins": lambda part: part.begins,
    }[key]
    found = money_after(of.assessment, of.given)
    parts = sorted((part for part in found.by_part if which(part)), key=lambda part: -abs(which(part)))
    scale = scale_of([which(part) for part in parts])
    nothing = money(words, 0, scale)
    named_parts = [part for part in parts if money(words, abs(which(part)), scale) != nothing][:PARTS_MOST]
    named = [f"{words.of(part.part.name)} {money(words, which(part), scale)}" for part in named_parts]
    rest = sum(which(part) for part in parts) - sum(which(part) for part in named_parts)
    if money(words, abs(rest), scale) != nothing:
        named.append(words("payment_after.rest", amount=money(words, rest, scale)))
    text = words(
        f"payment_after.{key}",
        parts=" · ".join(named) or words("payment_after.none"),
        listed=words.count(of.read("listed_moving").value or 0),
    )
    if key != "money_ends":
        return text
    why = [
        words(f"payment_after.{where}", listed=words.count(count))
        for where in ("outside", "nowhere")
        if (count := round(of.read(f"listed_{where}").value or 0))
    ]
    return f"{text}. {' '.join(why)}" if why else text


def _crowded(of: PaymentFigures) -> list[Markup]:
    """Units whose list grows so much that rooms and staff would be another."""
    words, found = of.words, money_after(of.assessment, of.given)
    before, after = found.listed_before, found.listed_after
    many = np.flatnonzero((before > 0) & (after > CROWDED * before))
    if not len(many):
        return []
    worst = many[np.argsort(-(after[many] / before[many]), kind="stable")][:3].tolist()
    names = unit_names(of.assessment, found.before.units[worst].tolist())
    lines = [
        words(
            "payment_after.crowded",
            unit=name,
            before=words.count(round(before[unit])),
            after=words.count(round(after[unit])),
        )
        for unit, name in zip(worst, names, strict=True)
    ]
    text = " ".join([*lines, words("payment_after.crowded_note")])
    return [tag("p", tag("strong", words("payment_after.no_room")), " ", text, class_="pay-warning")]
