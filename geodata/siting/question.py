"""Where should the next units stand: the question, and its answer with how sure it is.

Three objectives, all with the existing units where they are:

coverage : most residents within the limit of a unit. Maximal covering location problem, MCLP;
    Church & ReVelle 1974, doi 10.1007/BF01942293.
all : fewest units that bring every resident within the limit. Location set covering problem, LSCP;
    Toregas, Swain, ReVelle & Bergman 1971, doi 10.1287/opre.19.6.1363.
mean-minutes : shortest mean journey to the nearest unit. p-median; Hakimi 1964,
    doi 10.1287/opre.12.3.450; ReVelle & Swain 1970, doi 10.1111/j.1538-4632.1970.tb00142.x.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from geodata.access.stored_minutes import stored
from geodata.contract.errors import IndexMismatchError, SitingError

Objective = Literal["coverage", "all", "mean-minutes"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Question:
    """Question of where new units should be.

    Attributes
    ----------
    objective : {"coverage", "all", "mean-minutes"}
    persons : array of numbers, shape (areas,)
        Residents whose journeys count, at least 0; areas without any do not count.
    minutes : csr_array, shape (areas, sites)
        From each area to each candidate site; not stored where out of reach. A dense array, not finite
        where out of reach, becomes one.
    existing_min : float64, shape (areas,)
        Minutes to the nearest unit there is; inf where none can be reached.
    limit_min : float
        Longest acceptable journey, inclusive.
    longest_min : float
        What the journey of somebody who reaches no unit counts as, for the mean.
    sites : int
        At most so many new units; of no consequence for "all".

    Raises
    ------
    SitingError
        If more sites are asked for than there are candidates, or none.
    IndexMismatchError
        If the arrays are not of the same areas.
    """

    objective: Objective
    persons: NDArray[np.number]
    minutes: csr_array
    existing_min: Floats
    limit_min: float
    longest_min: float
    sites: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "minutes", stored(self.minutes))
        areas, candidates = self.minutes.shape
        if len(self.persons) != areas or len(self.existing_min) != areas:
            raise IndexMismatchError(
                f"minutes are of {areas} areas, residents of {len(self.persons)}, "
                f"minutes to existing units of {len(self.existing_min)}"
            )
        if self.objective == "all":
            return
        if self.sites < 1:
            raise SitingError(f"{self.sites} sites cannot be placed: ask for at least one.")
        if self.sites > candidates:
            raise SitingError(
                f"{self.sites} sites are asked for, but there are only {candidates} candidate sites. "
                "Ask for fewer, or give more candidates."
            )


@dataclass(frozen=True)
class Siting:
    """Sites of new units, what they give, and how certain that is.

    Attributes
    ----------
    objective : {"coverage", "all", "mean-minutes"}
    sites : tuple of int
        Positions among the candidates, the one that gives most first. Fewer than asked for where more
        would add nothing.
    value : float
        Persons within the limit (coverage), number of new units (all) or mean minutes.
    bound : float
        No choice of sites does better than this; equal to `value` where that is proven best.
    proven : bool
        Whether no choice of sites does better.
    stopped : bool
        Whether the search was cut short, by being stopped or by its time limit.
    covered_before, covered : float
        Persons within the limit of a unit.
    mean_before_min, mean_min : float
        Mean minutes to the nearest unit, who reaches none counted as the longest journey; NaN where
        nobody lives.
    """

    objective: Objective
    sites: tuple[int, ...]
    value: float
    bound: float
    proven: bool
    stopped: bool
    covered_before: float
    covered: float
    mean_before_min: float
    mean_min: float

    @property
    def gap(self) -> float:
        """How far from the bound the value may be, as a share of the value, at least 0."""
        away = abs(self.bound - self.value)
        return 0.0 if self.proven or not away else away / abs(self.value) if self.value else float("inf")


def nearest_with(question: Question, sites: tuple[int, ...]) -> Floats:
    """Minutes to the nearest unit, existing or new, shape (areas,); inf where none can be reached."""
    nearest = question.existing_min.astype(np.float64).copy()
    if sites:
        there = question.minutes[:, list(sites)].tocoo()
        np.minimum.at(nearest, there.coords[0], there.data)
    return nearest


def one_by_one(question: Question, sites: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Persons within the limit and mean minutes when each site is added to those before it.

    Returns
    -------
    float64, shape (sites,), twice
        The second NaN where nobody lives.
    """
    nearest = nearest_with(question, ())
    there = csc_array(question.minutes[:, list(sites)]) if sites else csc_array((len(nearest), 0))
    covered, mean = np.zeros(len(sites)), np.zeros(len(sites))
    for at in range(len(sites)):
        part = slice(there.indptr[at], there.indptr[at + 1])
        row = there.indices[part]
        nearest[row] = np.minimum(nearest[row], there.data[part])
        covered[at], mean[at] = _covered(question, nearest), _mean(question, nearest)
    return covered, mean


def answered(
    question: Question, sites: tuple[int, ...], bound: float, *, proven: bool = False, stopped: bool = False
) -> Siting:
    """Answer for a choice of sites, measured on the question itself.

    Parameters
    ----------
    question : Question
    sites : tuple of int
    bound : float
        In the unit of `Siting.value`; drawn to the value where it lies within rounding of it.
    proven, stopped : bool
    """
    before, after = question.existing_min, nearest_with(question, sites)
    covered_before, covered = (_covered(question, nearest) for nearest in (before, after))
    mean_before, mean = (_mean(question, nearest) for nearest in (before, after))
    value = {"coverage": covered, "all": float(len(sites)), "mean-minutes": mean}[question.objective]
    close = abs(bound - value) <= 1e-9 * max(1.0, abs(value))
    best = proven or close or bool(np.isnan(value))
    return Siting(
        question.objective,
        sites,
        value,
        value if best else bound,
        best,
        stopped and not best,
        covered_before,
        covered,
        mean_before,
        mean,
    )


def _covered(question: Question, nearest: Floats) -> float:
    return float(question.persons[nearest <= question.limit_min].sum())


def _mean(question: Question, nearest: Floats) -> float:
    total = float(question.persons.sum())
    if not total:
        return float("nan")
    return float(question.persons @ np.minimum(nearest, question.longest_min)) / total
