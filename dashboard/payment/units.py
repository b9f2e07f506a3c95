"""Units in the panel: those of a place, or those of the region that gain and lose most."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.components.markup import Markup, tag
from dashboard.payment.figures import PaymentFigures
from dashboard.payment.groups import MARKS, SIDES
from dashboard.words.money import MILLIONS, THOUSANDS, Scale, number, scale_of, signed, unit_of
from geodata.measures.reform_of_units import UnitReform, unit_reform

FIRST_AND_LAST: Final = (6, 6)
"""Units of a place that are shown where there are more; the table under the map has them all."""
OF_REGION: Final = (4, 2)
"""The same of the whole region, where the panel stands alone, as on a phone."""


def units_short(of: PaymentFigures) -> list[Markup]:
    """Units of the place, from those that gain most to those that lose most; else the best paid first."""
    found, words = unit_reform(of.assessment, of.given), of.words
    at = of.focus.units[found.paid[of.focus.units]]
    if not len(at):
        return []
    changes = of.changes_anything
    ranked = at[np.lexsort((at, -(found.change if changes else found.after)[at]))]
    ends = OF_REGION if of.focus.is_whole_region else FIRST_AND_LAST
    scale = scale_of(found.before[at].astype(np.int64).tolist())
    scale = THOUSANDS if scale is MILLIONS else scale
    unit = unit_of(words, scale)
    columns = [of.first]
    if changes:
        columns += [of.last, words("payment_panel.change")]
    heads = [tag("th", words("payment_panel.unit"), scope="col")]
    heads += [tag("th", column, scope="col", class_="is-number") for column in columns]
    title = words("payment_panel.section.units", unit=unit)
    table = tag(
        "table",
        tag("caption", title, class_="unseen"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *_rows(ranked, ends, found, scale, of, changes=changes)),
        class_="pay-units",
    )
    css = "family only-small" if of.focus.is_whole_region else "family"
    return [tag("section", tag("h2", title), table, class_=css, data_pay_part="units")]


def _rows(
    ranked: NDArray[np.int64],
    ends: tuple[int, int],
    found: UnitReform,
    scale: Scale,
    of: PaymentFigures,
    *,
    changes: bool,
) -> list[Markup]:
    """All of them, or the first and the last with how many there are between; without changes the first."""
    first, last = ends if changes else (sum(ends), 0)
    rows = [_row(int(unit), found, scale, of, changes=changes) for unit in ranked]
    left_out = len(rows) - first - last
    if left_out <= 1:
        return rows
    text = of.words("payment_panel.between" if changes else "payment_panel.rest", units=left_out)
    between: Markup = ["tr", {"class": "pay-between"}, ["td", {"colspan": "4" if changes else "2"}, text]]
    return [*rows[:first], between, *rows[len(rows) - last :]]


def _row(at: int, found: UnitReform, scale: Scale, of: PaymentFigures, *, changes: bool) -> Markup:
    words, units = of.words, of.assessment.units
    before, after = int(found.before[at]), int(found.after[at])
    name = tag("button", str(units["name"].iloc[at]), type="button")
    sums = (
        [number(words, before, scale), number(words, after, scale)]
        if changes
        else [number(words, after, scale)]
    )
    cells = [tag("th", name, scope="row"), *(tag("td", text, class_="is-number") for text in sums)]
    if changes:
        change = scale.steps(after - before)
        side = (change > 0) - (change < 0)
        text = MARKS[side] + signed(words, change, scale)
        cells.append(tag("td", text, class_=f"is-number {SIDES[side]}".strip()))
    return tag("tr", *cells, data_select_kind="unit", data_select_id=str(units.index[at]))
