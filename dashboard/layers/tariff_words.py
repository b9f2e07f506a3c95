"""What an address says of a model of reimbursement, and by what of it units are coloured."""

from __future__ import annotations

from typing import Final, NamedTuple

from geodata.reimbursement.answered import Answered, answered_tariff
from geodata.reimbursement.tariff import TariffOffer

PAY_BY: Final = ("change", "change_share", "change_per_listed", "before", "after")
"""What units are shown by: of the difference money, per cent, or money per listed; what they are paid."""


PAY_MOVES: Final = ("5", "2", "10")
"""Per cent that units are counted by that move by more; the first is usual."""


class TariffWords(NamedTuple):
    """What an address says of a tariff, and of what it tells the effect of; "" is what is usual.

    `effect` is "" of the model itself, "moves" of a what-if, or a year to come.
    """

    model: str = ""
    prices: str = ""
    budget: str = ""
    scaled: str = ""
    floor: str = ""
    floor_by: str = ""
    against: str = ""
    effect: str = ""

    def answered(self, offer: TariffOffer) -> Answered:
        """The tariff that they stand for, and those of them that the care form cannot answer."""
        return answered_tariff(offer, self._asdict())


AS_IT_IS: Final = TariffWords()
"""The current model, without any change."""
