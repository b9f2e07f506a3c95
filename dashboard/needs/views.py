"""The views of the need to come, by their keys in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.components.markup import Markup, tag
from dashboard.layers.need import OutlookWords
from dashboard.needs.ages import ages_view
from dashboard.needs.drivers import drivers_view
from dashboard.needs.units import units_view
from dashboard.needs.years import years_view
from dashboard.words.focus import focus_title
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place

View = Callable[[Assessment, Place, OutlookWords, Words], list[Markup]]
DRAWN: Mapping[str, View] = {
    "need_drivers": drivers_view,
    "need_years": years_view,
    "need_ages": ages_view,
    "need_units": units_view,
}
"""Views with a drawing, by the key of the table that says the same."""


def whose_need(assessment: Assessment, focus: Place, words: Words) -> list[Markup]:
    """That a view of a unit tells the need of the residents whom it serves; nothing of other places."""
    if not focus.is_unit or not focus.basis:
        return []
    name = focus_title(assessment, focus, words)[0]
    return [tag("p", words(f"needs.of_unit_{focus.basis}", name=name), class_="need-whose")]
