"""A model of ten parts over 7,000 units when a price is edited, beside the same by Decimal and by pandas.

    python -m tests.bench.bench_reimbursement

The first peer is what a careful analyst writes: Python's decimals, unit by unit, from quantities made ready
before, rounded by the same rule; it gives the same hundredths, or the bench ends with an error. The second
is pandas in floats with plain rounding, a bound on speed that is not exact: how many hundredths it is off is
said beside it.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from itertools import count
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.reimbursement_settings import AgeWeight, Goal, Kind, Part, PaymentModel
from geodata.reimbursement.basis import Basis, ListClass
from geodata.reimbursement.paid_by import reform_on
from geodata.reimbursement.pay import pay
from geodata.reimbursement.tariff import Edit, Tariff, TariffOffer
from tests.bench.fastest import fastest

UNITS, RUNS = 7_000, 7
BUDGET_S = 0.020
CENT = Decimal("0.01")
NO_WORDS: dict[str, str] = {}


def part(key: str, kind: Kind, price: str, **others: object) -> Part:
    """A part without words."""
    return Part(key, kind, NO_WORDS, Decimal(price), NO_WORDS, **others)  # type: ignore[arg-type]


PARTS = (
    part(
        "age",
        "per_person",
        "123.25",
        months=12,
        age_weights=tuple(
            AgeWeight(age, None if age == 95 else age + 4, "", Decimal(age % 7 + 5) / 10)
            for age in range(0, 100, 5)
        ),
    ),
    part("acg", "per_person", "1916", weights=("acg",)),
    part("cni", "per_person", "350.50", weights=("cni",)),
    part("islands", "above", "67", months=12, weight="cni", threshold=Decimal("1.25"), size="age"),
    part("geography", "pot", "8450000", weight="points", threshold=Decimal(9)),
    part("coverage", "coverage", "3.15", months=12, output="visits", threshold=Decimal(50), upto=Decimal(80)),
    part(
        "goals",
        "target",
        "1.25",
        months=12,
        goals=tuple(Goal(f"goal{at}", Decimal(40), Decimal(90), Decimal("1.5")) for at in range(10)),
    ),
    part("visits", "per_output", "214.13", output="visits", of=("own", "other")),
    part("elsewhere", "responsibility", "500", output="visits"),
    part("vat", "supplement", "3", operators=("choice",)),
)
MODEL = PaymentModel(
    "model", NO_WORDS, "gp", "2025", None, None, NO_WORDS, PARTS, scaled=("age", "acg", "cni")
)


def country() -> Basis:
    """Units of very different size, with lists by sex and five years, and visits of whole numbers."""
    rng = np.random.default_rng(5)
    classes = tuple(
        ListClass(sex, age, -1 if age == 95 else age + 4) for sex in ("1", "2") for age in range(0, 100, 5)
    )
    lists = np.round(rng.gamma(2, 100, (UNITS, len(classes))), 2)
    visits = {
        of: rng.poisson(lists.sum(axis=1) * share)
        for of, share in (("own", 1.5), ("other", 0.1), ("elsewhere", 0.7))
    }
    production = pd.concat(
        DataFrame({"unit": np.arange(UNITS), "output": "visits", "of": of, "quantity": counts.astype(float)})
        for of, counts in visits.items()
    ).assign(area_kind="", time="", basis="")
    return Basis(
        np.arange(UNITS),
        classes,
        lists,
        {
            "acg": np.round(rng.gamma(30, 1 / 30, UNITS), 4),
            "cni": np.round(rng.gamma(10, 0.1, UNITS), 4),
            "points": rng.integers(0, 22, UNITS).astype(float),
        },
        production.reset_index(drop=True),
        {f"goal{at}": np.round(rng.uniform(30, 95, UNITS), 1) for at in range(10)},
        np.ones(UNITS, dtype=bool),
        np.where(rng.random(UNITS) < 0.4, "choice", "own").astype(object),
        {},
        {},
        np.ones(UNITS, dtype=bool),
    )


Decimals = list[Decimal]


def decimals(values: NDArray[np.float64]) -> Decimals:
    """Numbers as they were written."""
    return [Decimal(repr(value)) for value in values.tolist()]


def quantities(basis: Basis) -> dict[str, Decimals]:
    """What each price is multiplied by, unit by unit: the peers have it made ready, as we have."""
    weights = [each.weight for each in PARTS[0].age_weights] * 2
    lists = [decimals(row) for row in basis.lists]
    persons = [sum(row, Decimal(0)) for row in lists]
    age = [sum((n * w for n, w in zip(row, weights, strict=True)), Decimal(0)) for row in lists]
    acg, cni, points = (decimals(basis.weights[key]) for key in ("acg", "cni", "points"))
    own, other, elsewhere = (decimals(_visits(basis, of)) for of in ("own", "other", "elsewhere"))
    shares = [max(p - 9, Decimal(0)) * n for p, n in zip(points, persons, strict=True)]
    whole = sum(shares, Decimal(0))
    cover = [
        (100 * a / (a + b)).quantize(Decimal("1e-6"), ROUND_HALF_UP)
        for a, b in zip(own, elsewhere, strict=True)
    ]
    goals = [decimals(values) for values in basis.indicators.values()]
    reached = [sum(_way(value) for value in row) for row in zip(*goals, strict=True)]
    by_unit = zip(persons, age, acg, cni, shares, cover, reached, own, other, elsewhere, strict=True)
    columns = zip(
        *(
            (
                12 * a,
                n * weight,
                n * c,
                12 * max(c - Decimal("1.25"), Decimal(0)) * a,
                share / whole,
                12 * max(min(k, Decimal(80)) - 50, Decimal(0)) * n,
                12 * r * n,
                o + others,
                -away,
            )
            for n, a, weight, c, share, k, r, o, others, away in by_unit
        ),
        strict=True,
    )
    return {each.key: list(column) for each, column in zip(PARTS, columns, strict=False)}


def _way(value: Decimal) -> Decimal:
    return min(max((value - 40) / 50, Decimal(0)), Decimal(1)) * Decimal("1.5")


def _visits(basis: Basis, of: str) -> NDArray[np.float64]:
    rows = basis.production[basis.production["of"] == of]
    return np.bincount(rows["unit"], rows["quantity"], minlength=UNITS)


def by_decimals(of: dict[str, Decimals], prices: dict[str, Decimal], private: list[bool]) -> list[list[int]]:
    """Hundredths of every part and unit, in a loop."""
    sums = [[number * prices[key] for number in column] for key, column in of.items()]
    per_cent = prices["vat"] / 100
    vat = [
        sum(row, Decimal(0)) * per_cent if of_private else Decimal(0)
        for row, of_private in zip(zip(*sums, strict=True), private, strict=True)
    ]
    return [_cents(column) for column in [*sums, vat]]


def _cents(column: Decimals) -> list[int]:
    down = [(100 * value).to_integral_value(ROUND_FLOOR) for value in column]
    lost = [100 * value - floor for value, floor in zip(column, down, strict=True)]
    rounded = (100 * sum(column, Decimal(0))).to_integral_value(ROUND_HALF_UP)
    extra = int(rounded - sum(down, Decimal(0)))
    amounts = [int(value) for value in down]
    for unit in sorted(range(len(lost)), key=lambda unit: -lost[unit])[:extra]:
        amounts[unit] += 1
    return amounts


def by_pandas(of: DataFrame, prices: dict[str, Decimal], private: NDArray[np.bool_]) -> DataFrame:
    """The currency of every part and unit, in floats, rounded each by itself."""
    sums = of * [float(prices[key]) for key in of]
    sums["vat"] = sums.sum(axis=1).where(private, 0.0) * float(prices["vat"] / 100)
    return sums.round(2)


def edited(prices: dict[str, Decimal], keys: Sequence[str], steps: Iterator[int]) -> dict[str, Decimal]:
    """Prices of which some were never asked for before."""
    step = next(steps) * CENT
    return {key: price + step if key in keys else price for key, price in prices.items()}


def tariff(prices: dict[str, Decimal], **others: Any) -> Tariff:
    """A tariff of edited prices."""
    usual = {each.key: each.price for each in PARTS}
    edits = (Edit(key, price) for key, price in prices.items() if price != usual[key])
    return Tariff("model", tuple(edits), against="model", **others)


CASES: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("a price edited", ("cni",), {}),
    ("every price edited", tuple(each.key for each in PARTS), {}),
    ("a price edited, same total", ("cni",), {"budget": "neutral"}),
    ("the same, and a floor of 1 % within it", ("cni",), {"budget": "neutral", "floor": Decimal(1)}),
    ("the same, paid by others", ("cni",), {"budget": "neutral", "floor": Decimal(1), "floor_by": "others"}),
)


def main() -> int:
    """Measure and print; 1 if ours are not the peer's hundredths."""
    print(f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores")
    basis, steps = country(), count(1)
    offer = TariffOffer({"model": MODEL}, "model")
    prices = {each.key: each.price for each in PARTS}
    with localcontext(prec=60):
        exact = quantities(basis)
        private = basis.operators == "choice"
        theirs = by_decimals(exact, prices, private.tolist())
    floats = DataFrame(exact).astype(float)
    ours = pay(PARTS, basis)
    if ours.amounts.tolist() != theirs:
        print("ours and Decimal's hundredths differ")
        return 1
    off = np.abs(by_pandas(floats, prices, private).sum().sum() * 100 - ours.total)
    print(f"{UNITS} units, {len(PARTS)} parts, {ours.total / 100:,.2f} and so by Decimal;")
    print(f"in floats the total is {off:,.0f} hundredths off")

    def loop() -> None:
        with localcontext(prec=60):
            by_decimals(exact, edited(prices, ("cni",), steps), private.tolist())

    decimal_s = fastest(loop, 3)
    pandas_s = fastest(lambda: by_pandas(floats, edited(prices, ("cni",), steps), private), RUNS)
    print(f"a loop by Decimal {decimal_s * 1000:8.1f} ms")
    print(f"pandas in floats  {pandas_s * 1000:8.1f} ms, the bound")
    for name, keys, others in CASES:
        seconds = fastest(
            lambda keys=keys, others=others: reform_on(  # type: ignore[misc]
                offer, tariff(edited(prices, keys, steps), **others), basis
            ),
            RUNS,
        )
        print(
            f"{name:40} {seconds * 1000:6.1f} ms (budget {BUDGET_S * 1000:.0f}),"
            f" {decimal_s / seconds:6.0f} x Decimal, {seconds / pandas_s:5.2f} x pandas"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
