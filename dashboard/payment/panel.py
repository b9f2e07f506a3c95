"""Figures of who is paid what: the sum, what moves, what each part adds or takes, and who gains."""

from __future__ import annotations

import json

from dashboard.components.markup import Markup, tag
from dashboard.payment.effects import effect_choice
from dashboard.payment.figures import PaymentFigures
from dashboard.payment.groups import group_bars, group_table
from dashboard.payment.money_after import money_sections
from dashboard.payment.naming import against_words, heading
from dashboard.payment.part_bars import part_bars
from dashboard.payment.sums import summary, sums
from dashboard.payment.unit_parts import of_unit
from dashboard.payment.units import units_short
from dashboard.payment.waterfall import waterfall
from dashboard.words.money import scale_of, unit_of
from geodata.measures.payment_fifths import fifth_weights, paid_by_fifth
from geodata.measures.payment_groups import paid_by_operator

MENDS = {
    "why.payment_of_all": ({"age": None}, "payment_panel.of_all"),
    "why.budget_too_small": ({"budget": None}, "payment_panel.open_budget"),
}
"""What takes away that which is in the way: address keys, and what the button says."""


def payment_head(of: PaymentFigures | None) -> tuple[str, ...]:
    """What it comes to, and which models; nothing of another question."""
    if of is None:
        return ()
    return (heading(of), "" if of.why else against_words(of))


def payment_panel(of: PaymentFigures) -> list[Markup]:
    """All figures in their sections; why there are none, and the way to some, where there are none.

    Parameters
    ----------
    of : PaymentFigures
    """
    if of.why:
        return [_nothing(of.why, of)]
    after = of.hundredths("payment_after")
    if after is None:
        return [_nothing(of.read("payment_after").why, of)]
    return [
        summary(of),
        *effect_choice(of),
        sums(of),
        *money_sections(of),
        *(_changed(of) if of.changes_anything else _as_it_is(of)),
    ]


def listed_words(of: PaymentFigures) -> str:
    """How many are listed, for the panel's foot: "Listade 2025: 1 748 302"."""
    if of.why:
        return ""
    listed = of.read("payment_listed").value
    if not listed:
        return ""
    return of.words(
        "payment_panel.listed", period=of.words.period_short(of.compared.period), count=of.words.count(listed)
    )


def _changed(of: PaymentFigures) -> list[Markup]:
    """What a tariff changes, part by part and for whom."""
    words = of.words
    unit = unit_of(words, scale_of([sum(part.before for part in of.parts)]))
    falls = _section(
        "parts", words("payment_panel.section.falls", unit=unit), waterfall(of.parts, of.ends, words)
    )
    if of.focus.is_unit:
        return [falls, *of_unit(of)]
    groups = paid_by_operator(of.assessment, of.focus, of.given)
    names = [
        words(f"operator.{key}") if key else words("payment_panel.unknown_operator") for key in groups.keys
    ]
    who = words("payment_panel.section.operators", unit=unit)
    operators = [group_table(who, names, groups, of.ends, words)]
    return [
        falls,
        *units_short(of),
        *([_section("operators", who, operators)] if len(groups.keys) > 1 else []),
        *_fifths(of, unit),
    ]


def _fifths(of: PaymentFigures, unit: str) -> list[Markup]:
    """By fifths of the people's weight, of the whole region: a part of it has too few units."""
    weights = fifth_weights(of.assessment)
    found = paid_by_fifth(of.assessment, of.focus, of.given) if of.focus.is_whole_region else None
    if found is None or not weights:
        return []
    words = of.words
    weight = words.of(of.assessment.region.settings.reimbursement.weights[weights[0]].name)
    ends = {"1": "payment_panel.lowest", "5": "payment_panel.highest", "": "payment_panel.no_weight"}
    names = [words(ends[key], weight=weight) if key in ends else key for key in found.keys]
    title = words("payment_panel.section.fifths", weight=weight, unit=unit)
    column = words("payment_panel.fifth_of", weight=weight)
    about = words("payment_panel.fifths_about", weight=weight)
    inside = [group_bars(title, column, names, found, words), tag("p", about, class_="pay-note")]
    return [_section("fifths", title, inside)]


def _as_it_is(of: PaymentFigures) -> list[Markup]:
    """What the model pays by part, and how to begin."""
    words = of.words
    unit = unit_of(words, scale_of([sum(part.after for part in of.parts)]))
    bars = [part_bars(of.parts, words)]
    title = words("payment_panel.section.parts", unit=unit)
    begin = tag("p", words("payment_panel.begin"), class_="pay-begin")
    return [_section("parts", title, bars), *(of_unit(of) if of.focus.is_unit else units_short(of)), begin]


def _section(part: str, title: str, inside: list[Markup]) -> Markup:
    """A section under its heading; `part` is what a tab of the phone shows."""
    return tag("section", tag("h2", title), *inside, class_="family", data_pay_part=part)


def _nothing(why: str, of: PaymentFigures) -> Markup:
    """The sentence that says why, and a button that undoes what is in the way."""
    undo: list[Markup] = []
    if why in MENDS:
        patch, text = MENDS[why]
        undo = [tag("button", of.words(text), type="button", class_="button", data_set=json.dumps(patch))]
    return tag("div", tag("p", of.words(why)), *undo, class_="empty")
