"""Sums that one knows of a unit's protected cells: what its parts, its areas and its payments have to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.reimbursement_settings import AgeWeight, Part, PaymentModel
from geodata.region.payment_tables import EVERY_AREA, PaymentTables

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_FITS = 0.001
"""A payment that the model gives to so near is one that the model can be read backwards from."""


@dataclass(frozen=True, eq=False)
class ToldSum:
    """That some cells, each times a number, are together an amount, give or take.

    Attributes
    ----------
    times : float64, shape (cells,)
    amount : float
    variance : float
        Of the amount, beside what the cells exactly make.
    """

    times: Floats
    amount: float
    variance: float


@dataclass(frozen=True, eq=False)
class Cells:
    """Protected cells of one unit and period, those of lists before those of production.

    Attributes
    ----------
    lists, production : DataFrame
        Exact rows, as in `PaymentTables`.
    exact : float64, shape (cells,)
    """

    lists: DataFrame
    production: DataFrame

    @property
    def exact(self) -> Floats:
        """Counts, whole. Shape (cells,)."""
        return np.rint(np.concatenate([self.lists["persons"], self.production["quantity"]]).astype(float))

    @property
    def classes(self) -> Floats:
        """1 of a unit's listed by sex and age, else 0. Shape (cells,)."""
        return self._of_lists(self.lists["area"].to_numpy() == EVERY_AREA)

    def told_by_area(self) -> Iterator[ToldSum]:
        """Those listed by sex and age are those listed by area."""
        areas = self._of_lists(self.lists["area"].to_numpy() != EVERY_AREA)
        times = self.classes - areas
        if areas.any() and self.classes.any() and times @ self.exact == 0:
            yield ToldSum(times, 0.0, 0.0)

    def told_by_total(self, listed: float) -> Iterator[ToldSum]:
        """How many are listed, where that is told exactly."""
        if self.classes.any() and listed == self.classes @ self.exact:
            yield ToldSum(self.classes, listed, 0.0)

    def told_by_payment(
        self, part: Part, weights: Mapping[str, float], amount: float, variance: float
    ) -> Iterator[ToldSum]:
        """What the unit was paid by a part that is a price times its cells."""
        times = self._paid(part, weights)
        if times is not None and abs(times @ self.exact - amount) <= _FITS * abs(amount):
            yield ToldSum(times, amount, variance)

    def _of_lists(self, which: Bools) -> Floats:
        return np.concatenate([which.astype(float), np.zeros(len(self.production))])

    def _paid(self, part: Part, weights: Mapping[str, float]) -> Floats | None:
        """Money that each cell's one is paid; None where that is not all that the part is."""
        price = float(part.price) * part.months
        if part.kind == "per_person" and not {*part.weights} - {*weights}:
            weighed = np.prod([weights[key] for key in part.weights])
            of_age = _weights_of(self.lists, part.age_weights)
            return price * weighed * self._padded(of_age) * self.classes if of_age is not None else None
        if part.kind in ("per_output", "responsibility") and not part.bands and part.ceiling is None:
            counted = (self.production["output"] == part.output).to_numpy(dtype=bool)
            for column, words in (("of", part.of), ("area_kind", part.area_kinds), ("time", part.times)):
                counted = counted & (self.production[column].isin(words) | (not words)).to_numpy(dtype=bool)
            sign = -1.0 if part.kind == "responsibility" else 1.0
            return np.concatenate([np.zeros(len(self.lists)), sign * price * counted])
        return None

    def _padded(self, of_lists: Floats) -> Floats:
        return np.concatenate([of_lists, np.zeros(len(self.production))])


def parts_told(models: Mapping[str, PaymentModel], period: str) -> dict[str, Part]:
    """Parts that payments of a period may be of, by key: of models of that period, the first of a name."""
    found: dict[str, Part] = {}
    for model in models.values():
        if model.period == period:
            for part in model.parts:
                found.setdefault(part.key, part)
    return found


def cells_of(tables: PaymentTables) -> Iterator[tuple[int, str, Cells]]:
    """Cells of each unit and period of exact tables."""
    frames = [
        frame if frame is not None else empty
        for frame, empty in (
            (tables.lists, DataFrame({"unit": [], "period": [], "area": [], "persons": []})),
            (tables.production, DataFrame({"unit": [], "period": [], "quantity": []})),
        )
    ]
    grouped = [dict(list(frame.groupby(["unit", "period"]))) for frame in frames]
    for key in sorted({*grouped[0], *grouped[1]}):
        lists, production = (
            groups.get(key, frame.iloc[:0]) for groups, frame in zip(grouped, frames, strict=True)
        )
        yield int(str(key[0])), str(key[1]), Cells(lists, production)


def _weights_of(lists: DataFrame, weights: Sequence[AgeWeight]) -> Floats | None:
    """Weight of each row of a list; None where one has people of several weights."""
    found = np.zeros(len(lists)) if weights else np.ones(len(lists))
    begins = lists["age_from"].to_numpy()
    ends = np.where(lists["age_to"] < 0, 999, lists["age_to"])
    classes = lists["area"].to_numpy() == EVERY_AREA
    for each in weights:
        last = 999 if each.age_to is None else each.age_to
        meets = (begins <= last) & (ends >= each.age_from) & classes
        if each.sex:
            meets &= lists["sex"].isin([each.sex, ""]).to_numpy(dtype=bool)
        within = (begins >= each.age_from) & (ends <= last)
        if (meets & ~(within & ((lists["sex"] == each.sex) | (not each.sex)).to_numpy(dtype=bool))).any():
            return None
        found[meets] = float(each.weight)
    return found
