"""Units in the panel: those of a place, those that gain and lose most, and the amounts of one by part."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import numpy as np

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.payment.figures import PaymentFigures
from dashboard.payment.groups import MARKS, SIDES
from dashboard.words.money import Scale, number, scale_of, signed, unit_of
from geodata.measures.payment_paid import paid_by_key
from geodata.measures.reform_of_units import UnitReform, unit_reform

MOST: Final = 12
"""Units of a place that are shown; the table under the map has them all."""
GAINING, LOSING = 4, 2
"""Of the whole region, where the panel stands alone, as on a phone."""


def units_short(of: PaymentFigures) -> list[Markup]:
    """Units of a place, most changed first; of the region those that gain and lose most."""
    found, words = unit_reform(of.assessment, of.given), of.words
    at = of.focus.units[found.paid[of.focus.units]]
    if not len(at):
        return []
    changes = of.changes_anything
    order = np.lexsort((at, -(found.change if changes else found.after)[at]))
    ranked = at[order]
    between = 0
    if of.focus.is_whole_region and len(ranked) > GAINING + LOSING:
        shown = (
            [*ranked[:GAINING], None, *ranked[-LOSING:]] if changes else [*ranked[: GAINING + LOSING], None]
        )
        between = len(ranked) - GAINING - LOSING
    elif len(ranked) > MOST:
        ends = (
            (*ranked[: MOST // 2], None, *ranked[MOST // 2 - MOST :]) if changes else (*ranked[:MOST], None)
        )
        shown, between = list(ends), len(ranked) - MOST
    else:
        shown = list(ranked)
    scale = scale_of(found.before[at].astype(np.int64).tolist())
    key = "payment_panel.between" if changes else "payment_panel.rest"
    rows = [
        _row(int(unit), found, scale, of, changes=changes)
        if unit is not None
        else tag(
            "tr",
            ["td", {"colspan": "4" if changes else "2"}, words(key, units=between)],
            class_="pay-between",
        )
        for unit in shown
    ]
    columns = ("before", "after", "change") if changes else ("after_alone",)
    unit_word = unit_of(words, scale)
    heads = [
        tag("th", words("payment_panel.unit"), scope="col"),
        *(
            tag("th", words(f"payment_panel.{column}_in", unit=unit_word), scope="col", class_="is-number")
            for column in columns
        ),
    ]
    title = words("payment_panel.section.units", unit=unit_word)
    table = tag(
        "table",
        tag("caption", title, class_="unseen"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows),
        class_="pay-units",
    )
    css = "family only-small" if of.focus.is_whole_region else "family"
    return [tag("section", tag("h2", title), table, class_=css, data_pay_part="units")]


def _row(at: int, found: UnitReform, scale: Scale, of: PaymentFigures, *, changes: bool) -> Markup:
    words, units = of.words, of.assessment.units
    before, after = int(found.before[at]), int(found.after[at])
    name = tag("button", str(units["name"].iloc[at]), type="button")
    cells = [tag("th", name, scope="row")]
    if changes:
        change = scale.steps(after - before)
        side = (change > 0) - (change < 0)
        cells.append(tag("td", number(words, before, scale), class_="is-number"))
        cells.append(tag("td", number(words, after, scale), class_="is-number"))
        text = MARKS[side] + signed(words, change, scale)
        cells.append(tag("td", text, class_=f"is-number {SIDES[side]}".strip()))
    else:
        cells.append(tag("td", number(words, after, scale), class_="is-number"))
    return tag("tr", *cells, data_select_kind="unit", data_select_id=str(units.index[at]))


def of_unit(of: PaymentFigures) -> list[Markup]:
    """What one unit is paid by part: today, as proposed, and what was really paid where that is known."""
    words, parts = of.words, of.parts
    paid = paid_by_key(of.assessment, int(of.focus.units[0]), of.given)
    scale = scale_of([sum(part.before for part in parts), sum(part.after for part in parts)])
    changes = of.changes_anything
    by_part = len(paid) > 1 or any(key for key in paid)
    known = {key: number(words, amount, scale) for key, amount in paid.items()}
    rows: list[list[Cell]] = []
    for key, part in zip(of.keys, parts, strict=True):
        cells: list[Cell] = [part.name, number(words, part.before, scale)]
        if changes:
            cells.append(number(words, part.after, scale))
        if by_part:
            cells.append(known.get(key, words("why.missing")))
        rows.append(cells)
    others = {key for key in paid if key and key not in of.keys}
    if by_part and others:
        rest = number(words, sum(paid[key] for key in others), scale)
        rows.append([words("payment_panel.other_parts"), *[""] * (2 if changes else 1), rest])
    whole: list[Cell] = [words("payment_panel.sum"), number(words, sum(each.before for each in parts), scale)]
    if changes:
        whole.append(number(words, sum(each.after for each in parts), scale))
    if by_part:
        whole.append(number(words, sum(paid.values()), scale))
    rows.append(whole)
    unit = unit_of(words, scale)
    headings = [words("payment_panel.part"), words("payment_panel.before_in", unit=unit)]
    if changes:
        headings.append(words("payment_panel.after_in", unit=unit))
    if by_part:
        headings.append(words("payment_panel.paid_in", unit=unit))
    title = words("payment_panel.section.unit_parts", unit=unit)
    table = plain_table(title, headings, rows, tuple(range(1, len(headings))))
    notes = [tag("p", _paid_note(of, paid, sum(each.before for each in parts), scale), class_="pay-note")]
    return [tag("section", tag("h2", title), table, *notes, class_="family", data_pay_part="units")]


def _paid_note(of: PaymentFigures, paid: dict[str, int], modelled: int, scale: Scale) -> str:
    """What the unit was really paid, and how near the model compared with comes."""
    words = of.words
    total = sum(paid.values())
    if not paid or modelled <= 0:
        return words("payment_panel.paid_unknown", period=words.period_short(of.compared.period))
    return words(
        "payment_panel.paid_total",
        period=words.period_short(of.compared.period),
        sum=number(words, total, scale),
        unit=unit_of(words, scale),
        ratio=words.number(Decimal(total) / Decimal(modelled), 3),
    )
