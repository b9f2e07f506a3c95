"""What is told of payment in one place: the figures, their sums in hundredths, and the tariff in words."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.layers.tariff_words import PAY_MOVES, TariffWords
from dashboard.payment.steps import PartChange
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.contract.reimbursement_settings import PaymentModel
from geodata.focus.place import Place
from geodata.measures.measure import Measure
from geodata.measures.payment import payment_measures
from geodata.measures.payment_groups import paid_by_part
from geodata.measures.reform_of_units import MOVES, effect_of, tariff_of, why_no_reform
from geodata.measures.tally import Reading
from geodata.reimbursement.of_region import tariff_offer
from geodata.reimbursement.tariff import Tariff, TariffOffer


@dataclass(frozen=True)
class PaymentFigures:
    """What the panel tells of one place, under one tariff.

    Attributes
    ----------
    assessment : Assessment
    focus : Place
    tariff : TariffWords
        As the address has it.
    words : Words
    name : str
        What the proposal is called; "" where it has no name of its own.
    moves : str
        Per cent that units are counted by that move by more than it.
    """

    assessment: Assessment
    focus: Place
    tariff: TariffWords
    words: Words
    name: str = ""
    moves: str = PAY_MOVES[0]

    @property
    def given(self) -> tuple[tuple[str, str], ...]:
        """What the address says of the tariff."""
        return tuple((key, word) for key, word in self.tariff._asdict().items() if word)

    @property
    def why(self) -> str:
        """Why nothing can be told, a key of the catalogue; "" where it can."""
        return why_no_reform(self.assessment, self.given)

    @property
    def offer(self) -> TariffOffer:
        """What tariffs of the care form choose among."""
        return tariff_offer(self.assessment.region, self.assessment.scenario.care_form)

    @property
    def chosen(self) -> Tariff:
        """The tariff that the address says."""
        return tariff_of(self.assessment, self.given)

    @property
    def compared(self) -> PaymentModel:
        """The model compared with."""
        return self.offer.models[self.chosen.against]

    @property
    def last(self) -> str:
        """What is compared: "proposal", "afterwards", "2035"."""
        effect = effect_of(self.given)
        if not effect:
            return self.words("payment_panel.proposal")
        return self.words("payment_after.then") if effect == MOVES else effect

    @property
    def ends(self) -> tuple[str, str]:
        """What is compared with, and what is compared."""
        return self.first, self.last

    @property
    def first(self) -> str:
        """What is compared with: "today" of the model that holds today, and of an effect."""
        if self.chosen.against == self.offer.current or effect_of(self.given):
            return self.words("payment_panel.today")
        return self.words.of(self.compared.name)

    @property
    def is_as_it_was(self) -> bool:
        """Whether the tariff is the model compared with, without any change."""
        tariff = self.chosen
        return tariff == Tariff(tariff.against, against=tariff.against)

    @property
    def changes_anything(self) -> bool:
        """Whether any unit of the place, or any part, is paid otherwise than before."""
        moved, changed = self.hundredths("payment_moved"), self.hundredths("payment_change")
        return bool(moved or changed) or any(part.change for part in self.parts)

    @property
    def parts(self) -> tuple[PartChange, ...]:
        """What each part pays the units of the place, then and now."""
        found = paid_by_part(self.assessment, self.focus, self.given)
        return tuple(PartChange(self.words.of(each.part.name), each.before, each.after) for each in found)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of `parts`, in their order."""
        return tuple(each.key for each in paid_by_part(self.assessment, self.focus, self.given))

    def measure(self, key: str) -> Measure:
        """One figure, under the tariff."""
        return payment_measures(self.given)[key]

    def read(self, key: str) -> Reading:
        """One figure of the place."""
        return self.measure(key).read(self.assessment, self.focus)

    def hundredths(self, key: str) -> int | None:
        """A sum of the place; None where nothing is known."""
        value = self.read(key).value
        return None if value is None else round(100 * value)
