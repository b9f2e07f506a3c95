"""The models of reimbursement that a table has beside each other."""

from __future__ import annotations

from dashboard.question.listing import Listing
from dashboard.tables.payment_models import NamedTariff, read_beside


def shown_name(listing: Listing) -> str:
    """What the proposal that is shown is called; "" where nobody has said."""
    return listing.display.pay_name if listing.display else ""


def tariffs_beside(listing: Listing) -> list[NamedTariff]:
    """The one shown, and those that the address has beside it."""
    shown = listing.tariff._replace(effect="")  # models are put beside each other as they are today
    return [NamedTariff(shown_name(listing), shown), *read_beside(listing.beside)[0]]
