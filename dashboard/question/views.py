"""Views under the map, of the need to come and of payment, and the table that says the same as each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.question.questions import NEED, OF_NEED, PAYMENT, layers_on, question_of

VIEW: Final = "need_view"
"""Key in the address."""
VIEWS: Final[Mapping[str, str]] = {
    "drivers": "need_drivers",
    "years": "need_years",
    "ages": "need_ages",
    "units": "need_units",
    "areas": "need",
}
"""Key of its table by a view's own, in the order of the tabs; of areas it is that of the layer shown."""
AREAS: Final = "areas"
FIRST_VIEW: Final = next(iter(VIEWS))
PAY_VIEW: Final = "pay_view"
"""Key in the address."""
PAY_VIEWS: Final[Mapping[str, str]] = {
    "units": "payment",
    "parts": "payment_parts",
    "municipalities": "payment_municipalities",
    "fit": "payment_fit",
    "spread": "payment_spread",
    "models": "payment_models",
    "receivers": "payment_receivers",
}
"""Key of its table by a view of who is paid what, in the order of the tabs."""
SHOWN_WITH: Final[Mapping[str, str]] = {"models": "pay_beside", "receivers": "changes"}
"""Address key without which a view has nothing to show, by the view."""
FIRST_PAY_VIEW: Final = next(iter(PAY_VIEWS))


def table_of_view(record: Mapping[str, str]) -> str:
    """Table of the view that a record is of, the first where it names none; "" of supply."""
    if question_of(record) == PAYMENT:
        return PAY_VIEWS.get(record.get(PAY_VIEW, ""), PAY_VIEWS[FIRST_PAY_VIEW])
    if question_of(record) != NEED:
        return ""
    table = VIEWS.get(record.get(VIEW, ""), VIEWS[FIRST_VIEW])
    if table != VIEWS[AREAS]:
        return table
    return next((layer for layer in OF_NEED if layer in layers_on(record)), table)
