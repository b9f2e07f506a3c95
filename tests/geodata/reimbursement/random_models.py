"""Models and units drawn at random, and what they are paid by fractions, unit by unit: another route."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from geodata.contract.reimbursement_settings import AgeWeight, Band, Goal, Part
from geodata.reimbursement.basis import Basis, ListClass
from tests.geodata.reimbursement.small_basis import part, production, small_basis

CLASSES = (ListClass("1", 0, 17), ListClass("1", 18, -1), ListClass("2", 0, 17), ListClass("2", 18, -1))
AGES = (AgeWeight(0, 17, "", Decimal("0.7")), AgeWeight(18, None, "1", Decimal("1.05")))
GOALS = (
    Goal("quality", Decimal(40), Decimal(85), Decimal(20)),
    Goal("wait", Decimal(30), Decimal(7), Decimal("2.5")),
)


def bases() -> st.SearchStrategy[Basis]:
    """Up to nine units with lists by sex and age, weights and indicators that some lack, and visits."""
    return st.builds(drawn_basis, st.integers(1, 9), st.integers(0, 2**32 - 1))


def drawn_basis(count: int, seed: int) -> Basis:
    """Units drawn from a seed: many of them equal, so that hundredths are tied."""
    rng = np.random.default_rng(seed)

    def column(most: int, places: int, unknown: float = 0.0) -> np.ndarray:
        numbers = np.round(rng.integers(0, most * 10**places + 1, count) / 10**places, places)
        numbers[rng.random(count) < 0.3] = numbers[0]
        return np.where(rng.random(count) < unknown, np.nan, numbers)

    rows = [
        {"unit": unit, "of": of, "quantity": int(rng.choice([0, 700, rng.integers(0, 9_000)]))}
        for unit in range(count)
        for of in ("own", "other", "elsewhere")
    ]
    return small_basis(
        [0.0] * count,
        units=np.sort(rng.choice(100, count, replace=False)),
        classes=CLASSES,
        lists=np.stack([column(4000, 2) * (rng.random(count) < 0.9) for _ in CLASSES], axis=1),
        weights={"cni": column(4, 3, 0.1), "points": column(22, 0, 0.1)},
        indicators={"quality": column(99, 1, 0.1), "wait": column(60, 0)},
        production=production(*rows),
        open=rng.random(count) < 0.85,
        operators=rng.choice(np.array(["own", "choice"], dtype=object), count),
    )


PRICE = st.integers(1, 300_000).map(lambda cents: str(Decimal(cents) / 100))
PER_CENT = st.integers(0, 50).map(lambda tenths: str(Decimal(tenths) / 10))
PARTS = st.tuples(PRICE, PER_CENT).map(
    lambda prices: (
        part("age", "per_person", prices[0], months=12, age_weights=AGES),
        part("cni", "per_person", prices[0], weights=("cni",)),
        part("above", "above", "67", weight="cni", threshold=Decimal("1.5"), size="age"),
        part("high", "above", prices[0], weight="cni", threshold=Decimal("2.5"), by_excess=False),
        part("pot", "pot", "8450000", months=2, weight="points", threshold=Decimal(9)),
        part("goals", "target", "1.25", goals=GOALS),
        part("cover", "coverage", "3.15", threshold=Decimal(50), upto=Decimal(80)),
        part(
            "visits",
            "per_output",
            prices[0],
            of=("own", "other"),
            bands=(Band(Decimal(1000), Decimal("99.5")), Band(Decimal(4000), Decimal(10))),
            ceiling=Decimal(8000),
        ),
        part("base", "fixed", "12345.67"),
        part("elsewhere", "responsibility", "50", months=2),
        part("vat", "supplement", prices[1], operators=("choice",)),
        part("least", "floor", "2500", per_person=True),
    )
)


def models() -> st.SearchStrategy[tuple[Part, ...]]:
    """Some parts of every kind, in their order."""
    return st.tuples(PARTS, st.sets(st.integers(0, 11), min_size=1)).map(
        lambda drawn: tuple(part for at, part in enumerate(drawn[0]) if at in drawn[1])
    )


def every_part(parts: Sequence[Part]) -> dict[str, Part]:
    """Parts that a size may be of: the one of age, whether it is paid or not."""
    return {"age": part("age", "per_person", "1", age_weights=AGES)} | {each.key: each for each in parts}


def number(value: float) -> Fraction:
    """A float as the decimal number that it is written as."""
    return Fraction(repr(float(value)))


def by_hand(parts: Sequence[Part], basis: Basis) -> list[list[Fraction]]:
    """Exact sums of each part and unit, of the kinds and ways that `PARTS` has."""
    found: list[list[Fraction]] = []
    units = range(len(basis.units))
    paid = [unit for unit in units if basis.open[unit] and basis.active[unit]]
    persons = [sum(map(number, row), Fraction(0)) for row in basis.lists.tolist()]
    for each in parts:
        sums = [Fraction(0) for _ in units]
        for unit in paid:
            if not each.operators or basis.operators[unit] in each.operators:
                sums[unit] = _sum(each, basis, unit, paid, persons, [row[unit] for row in found])
        found.append(sums)
    return found


def _sum(
    of: Part,
    basis: Basis,
    unit: int,
    paid: list[int],
    persons: list[Fraction],
    earlier: list[Fraction],
) -> Fraction:
    price, months = Fraction(of.price), of.months
    cni, points = basis.weights["cni"][unit], basis.weights["points"]
    boys, men, girls, _ = (number(n) for n in basis.lists[unit])
    weighed = Fraction(7, 10) * (boys + girls) + Fraction(105, 100) * men
    own, other, elsewhere = (
        number(n) for n in basis.production["quantity"].to_numpy()[3 * unit : 3 * unit + 3]
    )
    weighted = not np.isnan(cni)
    if of.key == "age":
        return price * months * weighed
    if of.key == "cni":
        return price * persons[unit] * number(cni) if weighted else Fraction(0)
    if of.key == "above":
        return price * weighed * max(number(cni) - Fraction(3, 2), Fraction(0)) if weighted else Fraction(0)
    if of.key == "high":
        return price * persons[unit] if weighted and cni > 2.5 else Fraction(0)
    if of.key == "pot":
        known = [at for at in paid if not np.isnan(points[at])]
        shares = {at: max(number(points[at]) - 9, Fraction(0)) * persons[at] for at in known}
        whole = sum(shares.values())
        return price * months * shares.get(unit, 0) / whole if whole else Fraction(0)
    if of.key == "goals":
        quality, wait = (basis.indicators[key][unit] for key in ("quality", "wait"))
        reached = Fraction(0) if np.isnan(quality) else _way(number(quality), 40, 85) * 20
        return price * persons[unit] * (reached + _way(number(wait), 30, 7) * Fraction(5, 2))
    if of.key == "cover":
        if not own + elsewhere:
            return Fraction(0)
        share = Fraction(int(100_000_000 * own / (own + elsewhere) + Fraction(1, 2)), 1_000_000)
        return price * persons[unit] * max(min(share, Fraction(80)) - 50, Fraction(0))
    if of.key == "visits":
        given = min(own + other, Fraction(8000))
        steps = ((0, 1000, price), (1000, 4000, Fraction(199, 2)), (4000, 8000, Fraction(10)))
        return sum(
            (rate * max(min(given, Fraction(upto)) - above, Fraction(0)) for above, upto, rate in steps),
            Fraction(0),
        )
    if of.key == "base":
        return price
    if of.key == "elsewhere":
        return -price * months * elsewhere
    if of.key == "vat":
        return price / 100 * sum(earlier)
    assert of.key == "least"
    return max(price * persons[unit] - sum(earlier), Fraction(0))


def _way(value: Fraction, lower: int, upper: int) -> Fraction:
    return min(max((value - lower) / (upper - lower), Fraction(0)), Fraction(1))


def rounded(sums: Sequence[Fraction]) -> list[int]:
    """Hundredths by largest remainders; of equals the first."""
    cents = [100 * each for each in sums]
    down = [each.numerator // each.denominator for each in cents]
    whole = sum(cents, Fraction(1, 2))
    extra = whole.numerator // whole.denominator - sum(down)
    for unit in sorted(range(len(cents)), key=lambda unit: (down[unit] - cents[unit], unit))[:extra]:
        down[unit] += 1
    return down
