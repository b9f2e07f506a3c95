"""How the perturbation table was found: the least that can be assumed, under what is promised.

Of all tables that keep the promises (noise at most 5, none of 1 to 4 published, unbiased) each row is
the one of the greatest entropy, as Giessing 2016, "Computational issues in the design of transition
probabilities and disclosure risk estimation for additive noise", PSD 2016, LNCS 9867,
doi 10.1007/978-3-319-45381-1_18, and Enderle, Giessing & Tent 2018, "Designing confidentiality on the
fly methodology: three aspects", PSD 2018, LNCS 11126, doi 10.1007/978-3-319-99771-1_3, derive theirs.
The rows of 1 to 4 are found together, so that one published value also tells little of which it was.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, milp, minimize

Floats = NDArray[np.float64]

NOISE = 5
SMALLEST = 5
"""The smallest count that is published, beside 0."""
PARTS = 10_000
"""Probabilities are whole numbers of these."""
SMALL_COUNTS = (0.381, 0.269, 0.199, 0.151)
"""How often a cell of 1 to 4 visits holds 1, 2, 3, 4, where cells are as small as they come: the demo's
areas by unit, quarter and age. Real registers have more ones, and then a look tells less."""
GAIN = 0.04
"""At most so much more often right than a blind guess is one who knows that, and sees the cell."""


PERSONS = 8
"""Of persons: the smallest number that is published, beside 0, and the most noise."""


def allowed(count: int, smallest: int = SMALLEST, most: int = NOISE) -> list[int]:
    """Noise that a count may get, ascending."""
    return [noise for noise in range(-most, most + 1) if count + noise == 0 or count + noise >= smallest]


def fitted() -> dict[int, dict[int, int]]:
    """Parts of `PARTS` by count, 1 to 9, and noise; from 10 on every noise is as likely."""
    rows = _small_rows() | {count: _row(allowed(count)) for count in range(SMALLEST, SMALLEST + NOISE)}
    return {count: _whole(allowed(count), row) for count, row in rows.items()}


def fitted_to_persons() -> dict[int, dict[int, int]]:
    """The same of persons, 1 to 15: each row of the greatest entropy."""
    rows = {count: allowed(count, PERSONS, PERSONS) for count in range(1, 2 * PERSONS)}
    return {count: _whole(noise, _row(noise)) for count, noise in rows.items()}


def _row(allowed_noise: list[int]) -> Floats:
    """Greatest entropy with mean 0: p proportional to exp(tilt * noise), the tilt by bisection."""
    noise = np.array(allowed_noise, float)
    low, high = -5.0, 5.0
    for _ in range(200):
        tilt = (low + high) / 2
        p = np.exp(tilt * noise)
        low, high = (low, tilt) if p @ noise > 0 else (tilt, high)
    found: Floats = p / p.sum()
    return found


def _small_rows() -> dict[int, Floats]:
    """Rows of 1 to 4, of the greatest entropy together, where the best guess gains at most `GAIN`."""
    cells = [(count, noise) for count in range(1, SMALLEST) for noise in allowed(count)]
    values = sorted({count + noise for count, noise in cells})
    size, guesses = len(cells), len(values)
    same, rest = np.zeros((2 * 4, size + guesses)), []
    for at, (count, noise) in enumerate(cells):
        same[2 * (count - 1) : 2 * count, at] = 1, noise  # sums to 1, mean 0
        best = np.zeros(size + guesses)  # the best guess at a value is as good as any
        best[at], best[size + values.index(count + noise)] = -SMALL_COUNTS[count - 1], 1
        rest.append(best)
    rest.append(np.append(np.zeros(size), -np.ones(guesses)))
    least = np.append(np.zeros(size), -(max(SMALL_COUNTS) + GAIN))
    equal = np.tile((1.0, 0.0), 4)
    start = np.concatenate([*(_row(allowed(count)) for count in range(1, SMALLEST)), np.full(guesses, 0.1)])

    def minus_entropy(x: Floats) -> float:
        p = np.maximum(x[:size], 1e-12)
        return float(p @ np.log(p))

    def slope(x: Floats) -> Floats:
        return np.append(np.log(np.maximum(x[:size], 1e-12)) + 1, np.zeros(guesses))

    found = minimize(
        minus_entropy,
        start,
        jac=slope,
        method="SLSQP",
        bounds=[(0, 1)] * (size + guesses),
        constraints=[
            {"type": "eq", "fun": lambda x: same @ x - equal, "jac": lambda _: same},
            {"type": "ineq", "fun": lambda x: rest @ x - least, "jac": lambda _: np.array(rest)},
        ],
        options={"maxiter": 1000, "ftol": 1e-12},
    ).x
    each = iter(found)
    return {count: np.array([next(each) for _ in allowed(count)]) for count in range(1, SMALLEST)}


def _whole(noise: list[int], row: Floats) -> dict[int, int]:
    """Whole parts next to a row's, whose sum is `PARTS` and whose mean is 0 to the last digit."""
    size = len(noise)
    eye = np.eye(size)
    near = [
        LinearConstraint(np.hstack((eye, eye)), row * PARTS, np.inf),
        LinearConstraint(np.hstack((eye, -eye)), -np.inf, row * PARTS),
        LinearConstraint(np.append(np.ones(size), np.zeros(size)), PARTS, PARTS),
        LinearConstraint(np.append(np.array(noise, float), np.zeros(size)), 0, 0),
    ]
    whole = np.append(np.ones(size), np.zeros(size))
    found = milp(np.append(np.zeros(size), np.ones(size)), constraints=near, integrality=whole).x
    return {deviation: round(part) for deviation, part in zip(noise, found[:size], strict=True)}


if __name__ == "__main__":
    for table in (fitted(), fitted_to_persons()):
        for each, parts in table.items():
            print(f"    {each}: {parts},")
