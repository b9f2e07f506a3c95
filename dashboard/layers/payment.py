"""What each unit gains or loses by another model of reimbursement: a circle as large as the money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.base import Figure, Legend, Swatch, Table
from dashboard.layers.measured import kind_of
from dashboard.layers.payment_table import payment_table
from dashboard.layers.tariff_words import AS_IT_IS, PAY_BY, TariffWords
from dashboard.layers.unit_signs import UNKNOWN_RADIUS, UnitSigns, radius_of, sign_swatches, unit_signs
from dashboard.layers.units import HIDDEN, SHOWN
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.measure import Measure
from geodata.measures.payment import payment_measures
from geodata.measures.reform_of_units import Words, tariff_of, unit_reform, why_no_reform
from geodata.reimbursement.of_region import tariff_offer

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
MORE, LESS, SAME, UNKNOWN = range(4)
PAINTS: Final = ("more", "less", "same", "")
"""Signs of the classes: filled, a ring, a small dot; the last is of what is not known."""
SAME_PER_MILLE: Final = 5
"""Of today's payment that a unit may differ by, either way, and be as good as unchanged."""
LARGEST_CHANGE: Final = 20.0
DOT: Final = 3.0
"""Radius of the largest change and of those that are none, pixels."""
SYMBOLS: Final = ("pay-more", "pay-less", "pay-same")
"""In the legend."""
NO_SIGN: Final = "placeless"
"""In a row of the legend that counts what is not on the map."""


def words_of_tariff(tariff: TariffWords) -> Words:
    """What is said of a tariff, without what is usual."""
    return tuple((key, word) for key, word in tariff._asdict().items() if word)


@dataclass(frozen=True)
class Payment:
    """Units by what a tariff changes, or by what they are paid; `by` is one of `PAY_BY`."""

    tariff: TariffWords = AS_IT_IS
    by: str = PAY_BY[0]
    key: str = "payment"
    style: Literal["units"] = "units"

    @property
    def words(self) -> Words:
        """What is said of the tariff."""
        return words_of_tariff(self.tariff)

    @property
    def shows(self) -> Measure:
        """What the signs tell."""
        return payment_measures(self.words)[f"payment_{self.by}"]

    @property
    def differs(self) -> bool:
        """Whether it is what changes that they tell, and not what is paid."""
        return self.by.startswith("change")

    def available(self, assessment: Assessment) -> bool:
        """Whether the care form has a model that can be worked out."""
        return not why_no_reform(assessment, self.words)

    def values(self, assessment: Assessment, focus: Place) -> Mapping[str, object]:  # noqa: ARG002
        """State of every unit, and the signs of all of them."""
        shown = self._drawn(assessment)
        state = np.where(shown, SHOWN, HIDDEN).astype(np.uint8)
        if not self.differs:
            return {"state": state, "signs": unit_signs(assessment, shown, self.shows, self.shows)}
        classes, amount = self.classes(assessment), np.abs(self._amounts(assessment))
        unknown = classes == UNKNOWN
        radii = radius_of(amount, self._most(assessment), LARGEST_CHANGE)
        radii = np.where(classes == SAME, DOT, np.where(unknown, UNKNOWN_RADIUS, radii))
        return {"state": state, "signs": UnitSigns(radii, classes, unknown, PAINTS)}

    def classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        """Class of each unit of the assessment, `UNKNOWN` also of those that are not paid."""
        reform = unit_reform(assessment, self.words)
        same = np.abs(reform.change) * 1000 <= np.abs(reform.before) * SAME_PER_MILLE
        found = np.where(same, SAME, np.where(reform.change > 0, MORE, LESS))
        untold = ~reform.paid | np.isnan(self._amounts(assessment)) & ~same
        return np.where(untold, UNKNOWN, found).astype(np.uint8)

    def legend(self, assessment: Assessment) -> Legend:
        """How many units gain, lose and stay, those without a place among them, and the largest change."""
        if why := why_no_reform(assessment, self.words):
            return Legend("layer.payment.name", [], why)
        shown, reform = self._drawn(assessment), unit_reform(assessment, self.words)
        placeless = int((reform.paid & ~shown).sum())
        against = tariff_of(assessment, self.words).against
        offer = tariff_offer(assessment.region, assessment.scenario.care_form)
        names = {"against": offer.models[against].name}
        beside = [Swatch("legend.pay_placeless", "", placeless, symbol=NO_SIGN)] if placeless else []
        if not self.differs:
            swatches = sign_swatches(assessment, shown, shown, self.shows, self.shows)
            rows = [*swatches, *beside]
            return Legend(f"legend.payment_{self.by}", rows, "legend.payment_area_paid", names)
        counts = np.bincount(self.classes(assessment)[reform.paid], minlength=UNKNOWN + 1)
        share = Figure(SAME_PER_MILLE / 1000, "share")
        swatches = [
            Swatch(f"legend.{symbol.replace('-', '_')}", "", int(counts[at]), {"share": share}, symbol)
            for at, symbol in enumerate(SYMBOLS)
        ]
        if counts[UNKNOWN]:
            swatches.append(Swatch("why.too_few", "", int(counts[UNKNOWN]), symbol="unknown"))
        most = Figure(self._most(assessment), "money" if self.by == "change" else kind_of(self.shows))
        today = "_today" if against == offer.current else ""
        return Legend(
            f"legend.payment_differs{today}",
            [*swatches, *beside],
            f"legend.payment_area_{self.by if most.value else 'nothing'}",
            {**names, "most": most},
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Units with what they are paid under either tariff, the largest gains first and losses last."""
        return payment_table(assessment, focus, self.words)

    def _drawn(self, assessment: Assessment) -> Bools:
        """Units that are paid and stand somewhere. Shape (units,)."""
        if why_no_reform(assessment, self.words):
            return np.zeros(len(assessment.units), bool)
        return unit_reform(assessment, self.words).paid & assessment.supply.placed

    def _amounts(self, assessment: Assessment) -> Floats:
        return self.shows.counts(assessment, every(assessment, "unit")).value

    def _most(self, assessment: Assessment) -> float:
        """The largest of those that are not as good as unchanged; 0 where all are."""
        changes = np.isin(self.classes(assessment), (MORE, LESS))
        return float(np.abs(self._amounts(assessment)[changes]).max(initial=0.0))
