"""What lists, production, payments and totals of units tell when they are read together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, MultiIndex, Series

from geodata.contract.reimbursement_settings import PaymentModel
from geodata.disclosure.finding import Finding, guessed
from geodata.disclosure.joint_inference import SMALL
from geodata.disclosure.listed import CLASS, PRODUCED
from geodata.disclosure.look import Parts, commonness, moments_by_value, small_chances
from geodata.disclosure.payments import step_of
from geodata.disclosure.sums_told import Cells, ToldSum, cells_of, parts_told
from geodata.disclosure.table import PARTS, PERSON_PARTS
from geodata.region.payment_tables import PaymentTables

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LIST_KEY = ["unit", "period", "area", *CLASS]
MADE_KEY = ["unit", *PRODUCED]


def audited_together(
    exact: PaymentTables,
    shown: PaymentTables,
    models: Mapping[str, PaymentModel],
    listed: Series | None = None,
) -> list[Finding]:
    """Guesses at small cells of lists and production by all that is told of their unit.

    Each cell is judged by its own published value, and by what is left of each sum when the other cells are
    taken from it: those listed by age are those listed by area, what a part pays is its price times its
    cells, and the listed of a unit are its total where that is told.

    Parameters
    ----------
    exact, shown : PaymentTables
        Of the same units and periods, as they are and as they are published.
    models : mapping of str to PaymentModel
    listed : Series, optional
        Exact totals by unit, where they are published.
    """
    reader = _Reader(exact, shown)
    truths, chances = [], []
    for unit, period, cells in cells_of(exact):
        counts = cells.exact.astype(np.int64)
        small = np.flatnonzero((counts > 0) & (counts < SMALL))
        if not len(small):
            continue
        own, mean, variance = reader.read(cells)
        sums = [*cells.told_by_area(), *_paid(unit, period, cells, shown, models)]
        if listed is not None and unit in listed.index:
            sums += cells.told_by_total(float(listed[unit]))
        by_sums = _by_sums(small, sums, mean, variance) if sums else np.ones((len(small), SMALL - 1))
        truths.append(counts[small])
        chances.append(own[small] * by_sums)
    if not truths:
        return []
    return [guessed("paid_joint", np.concatenate(chances), np.concatenate(truths))]


class _Reader:
    """What is published of cells, as chances of small counts and as mean and variance of any."""

    def __init__(self, exact: PaymentTables, shown: PaymentTables) -> None:
        self._tables = [
            _Table(exact.lists, shown.lists, LIST_KEY, "persons", PERSON_PARTS),
            _Table(exact.production, shown.production, MADE_KEY, "quantity", PARTS),
        ]

    def read(self, cells: Cells) -> tuple[Floats, Floats, Floats]:
        frames = (cells.lists, cells.production)
        read = [table.read(frame) for table, frame in zip(self._tables, frames, strict=True)]
        own, mean, variance = (np.concatenate(each) for each in zip(*read, strict=True))
        return own, mean, variance


class _Table:
    def __init__(
        self, exact: DataFrame | None, shown: DataFrame | None, key: list[str], figure: str, parts: Parts
    ) -> None:
        self._key, self._parts = key, parts
        self._shown = None if shown is None else shown.set_index(key)[figure]
        counts: Ints = (
            np.rint(exact[figure]).to_numpy().astype(np.int64) if exact is not None else np.zeros(0, np.int64)
        )
        self._common = commonness(counts[(counts > 0) & (counts < SMALL)])
        self._moments = moments_by_value(counts, parts)

    def read(self, frame: DataFrame) -> tuple[Floats, Floats, Floats]:
        if not len(frame) or self._shown is None:
            return np.zeros((len(frame), SMALL - 1)), np.zeros(len(frame)), np.zeros(len(frame))
        index = MultiIndex.from_frame(frame[self._key])
        values = self._shown.reindex(index).fillna(0).to_numpy().astype(np.int64)
        mean, variance = self._moments.at(values)
        return small_chances(values, self._parts) * self._common, mean, variance


def _paid(
    unit: int, period: str, cells: Cells, shown: PaymentTables, models: Mapping[str, PaymentModel]
) -> Iterator[ToldSum]:
    """Sums by what the unit is told to have been paid, part by part."""
    if shown.payments is None:
        return
    parts, weights = parts_told(models, period), _weights(unit, period, shown.unit_weights)
    rows = shown.payments[(shown.payments["unit"] == unit) & (shown.payments["period"] == period)]
    people = cells.classes @ cells.exact or cells.exact.sum()
    for key, amount in zip(rows["part"], rows["amount"], strict=True):
        if key in parts:
            step = step_of(np.array([amount]), np.array([people]))[0]
            yield from cells.told_by_payment(parts[key], weights, amount, step**2 / 12)


def _weights(unit: int, period: str, table: DataFrame | None) -> dict[str, float]:
    if table is None:
        return {}
    rows = table[(table["unit"] == unit) & table["period"].isin(["", period])].sort_values("period")
    return dict(zip(rows["weight"], rows["value"].astype(float), strict=True))


def _by_sums(small: Ints, sums: list[ToldSum], mean: Floats, variance: Floats) -> Floats:
    """How likely each of 1 to 4 is by what sums leave for the cell. Shape (small cells, 4)."""
    times = np.array([each.times for each in sums])
    noise = np.diag([max(each.variance, 1e-3 * float((each.times**2).max())) for each in sums])
    left = np.array([each.amount for each in sums]) - times @ mean
    spread = (times * variance) @ times.T + noise
    found = np.ones((len(small), SMALL - 1))
    for row, cell in enumerate(small):
        own = times[:, cell]
        if not own.any():
            continue
        inverse = np.linalg.pinv(spread - variance[cell] * np.outer(own, own), hermitian=True)
        off = left[:, None] + own[:, None] * (mean[cell] - np.arange(1, SMALL))
        half = -0.5 * np.einsum("ij,ik,kj->j", off, inverse, off)
        found[row] = np.exp(half - half.max())
    return found
