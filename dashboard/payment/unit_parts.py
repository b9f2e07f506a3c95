"""What one unit is paid by part: today, as proposed, and what it was really paid where that is known."""

from __future__ import annotations

from decimal import Decimal

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.payment.figures import PaymentFigures
from dashboard.words.money import Scale, number, scale_of, unit_of
from geodata.measures.payment_paid import paid_by_key


def of_unit(of: PaymentFigures) -> list[Markup]:
    """What one unit is paid by part: today, as proposed, and what was really paid where that is known."""
    words, parts = of.words, of.parts
    paid = paid_by_key(of.assessment, int(of.focus.units[0]), of.given)
    scale = scale_of([sum(part.before for part in parts), sum(part.after for part in parts)])
    changes = of.changes_anything
    by_part = any(key for key in paid)
    note = tag("p", _paid_note(of, paid, sum(each.before for each in parts), scale), class_="pay-note")
    if not (changes or by_part):
        return [tag("section", note, class_="family", data_pay_part="parts")]
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
    headings = [words("payment_panel.part"), of.first]
    if changes:
        headings.append(of.last)
    if by_part:
        headings.append(words("payment_panel.paid"))
    title = words("payment_panel.section.unit_parts", unit=unit)
    table = plain_table(title, headings, rows, tuple(range(1, len(headings))))
    return [tag("section", tag("h2", title), table, note, class_="family", data_pay_part="units")]


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
