"""What an address says of a model of reimbursement, and by what of it units are coloured."""

from __future__ import annotations

from typing import Final, NamedTuple

from geodata.reimbursement.answered import Answered, answered_tariff
from geodata.reimbursement.tariff import Tariff, TariffOffer, tariff_values

PAY_BY: Final = ("change", "change_share", "change_per_listed", "before", "after")
"""What units are shown by: of the difference money, per cent, or money per listed; what they are paid."""


PAY_MOVES: Final = ("5", "2", "10")
"""Per cent that units are counted by that move by more; the first is usual."""


class TariffWords(NamedTuple):
    """What an address says of a tariff; "" is what is usual."""

    model: str = ""
    prices: str = ""
    budget: str = ""
    scaled: str = ""
    floor: str = ""
    floor_by: str = ""
    against: str = ""

    def answered(self, offer: TariffOffer) -> Answered:
        """The tariff that they stand for, and those of them that the care form cannot answer."""
        return answered_tariff(offer, self._asdict())


AS_IT_IS: Final = TariffWords()
"""The current model, without any change."""


def tariff_record(tariff: Tariff, offer: TariffOffer) -> dict[str, str]:
    """Address keys of a tariff, without what is usual."""
    return tariff_values(tariff, offer.default())
