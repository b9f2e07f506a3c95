"""What each part of a model pays, as bars from nothing."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.markup import Markup, tag
from dashboard.payment.rounding import rounded_parts
from dashboard.payment.steps import PartChange
from dashboard.payment.track import change_bar, middle, track
from dashboard.words.money import scale_of, stepped, unit_of
from dashboard.words.words import Words


def part_bars(parts: Sequence[PartChange], words: Words) -> Markup:
    """A row a part that pays anything, and their sum; a part that takes back goes the other way.

    Parameters
    ----------
    parts : sequence of PartChange
        Of one model; what they pay after is what is shown.
    words : Words
    """
    total = sum(part.after for part in parts)
    scale = scale_of([total])
    shown = [part for part in parts if part.after]
    steps = rounded_parts([part.after for part in shown], scale.steps(total), scale)
    low, high = min([0, *steps]), max([0, *steps])
    span = (high - low) or 1
    zero = 100 * -low / span
    rows = [
        tag(
            "tr",
            tag("th", part.name, scope="row"),
            track(_bar(zero, zero + 100 * each / span), *([middle(zero)] if low else [])),
            tag("td", stepped(words, each, scale), class_="is-number"),
            tag("td", words.share(each / (scale.steps(total) or 1)), class_="is-number is-quiet"),
        )
        for part, each in zip(shown, steps, strict=True)
    ]
    sum_ = tag(
        "tr",
        tag("th", words("payment_panel.sum"), scope="row"),
        tag("td", aria_hidden="true"),
        tag("td", stepped(words, scale.steps(total), scale), class_="is-number"),
        tag("td", class_="is-number is-quiet"),
        class_="is-sum",
    )
    heads = tag(
        "tr",
        tag("th", words("payment_panel.part"), scope="col"),
        tag("td", aria_hidden="true"),
        tag("th", unit_of(words, scale), scope="col"),
        tag("th", words("payment_panel.share_of_all"), scope="col"),
    )
    return tag(
        "table",
        tag("caption", words("payment_panel.parts_caption"), class_="unseen"),
        tag("thead", heads, class_="unseen"),
        tag("tbody", *rows, sum_),
        class_="pay-falls pay-parts",
    )


def _bar(begin: float, end: float) -> Markup:
    if end < begin:
        return change_bar(begin, end, more=False)
    return tag("span", class_="pay-bar is-paid", style=f"left:{begin:.2f}%;width:{end - begin:.2f}%")
