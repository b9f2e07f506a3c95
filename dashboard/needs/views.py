"""The views of the need to come, by their keys in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.components.markup import Markup, tag
from dashboard.layers.base import Table
from dashboard.needs.ages import ages_view
from dashboard.needs.drivers import drivers_view
from dashboard.needs.panel import NeedFigures
from dashboard.needs.twin import nothing
from dashboard.needs.units import units_view
from dashboard.needs.years import years_view
from dashboard.tables.needs import need_table
from dashboard.words.focus import focus_title
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place

View = Callable[[Table, NeedFigures], list[Markup]]
DRAWN: Mapping[str, View] = {
    "need_drivers": drivers_view,
    "need_years": years_view,
    "need_ages": ages_view,
    "need_units": units_view,
}
"""Views with a drawing, by the key of the table that says the same."""


def drawn_view(key: str, of: NeedFigures) -> list[Markup]:
    """A view of one place, as `DRAWN` draws its table; why there is nothing where that has no rows."""
    table = need_table(of.assessment, of.focus, key, of.outlook)
    return DRAWN[key](table, of) if table.ids else nothing(table, of.words)


def whose_need(assessment: Assessment, focus: Place, words: Words) -> list[Markup]:
    """That a view of a unit tells the need of the residents whom it serves; nothing of other places."""
    if not focus.is_unit or not focus.basis:
        return []
    name = focus_title(assessment, focus, words)[0]
    return [tag("p", words(f"needs.of_unit_{focus.basis}", name=name), class_="need-whose")]
