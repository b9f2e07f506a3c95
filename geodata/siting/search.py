"""From a question to the best sites: a first answer at once, then better ones, then the proof."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from geodata.siting.cover import cover, fewest, first_cover
from geodata.siting.improve import Bound, Stop, bounded, exchanged
from geodata.siting.programmes import of_cover, of_savings
from geodata.siting.question import Ints, Question, Siting, answered
from geodata.siting.savings import Savings, best_of, gains, greedy, ranked, saving_of, savings
from geodata.siting.solver import solve

TIME_LIMIT_S = 60.0

LARGEST = 3_000_000
"""Stored coefficients of a programme: above this the proof is not tried, and the gap stands."""

Stage = Literal["first", "exchange", "bound", "prove"]


@dataclass(frozen=True)
class SearchProgress:
    """Progress of a search; `best` is the answer if it stopped now."""

    stage: Stage
    seconds: float
    best: Siting


Report = Callable[[SearchProgress], None]


def best_answer(
    question: Question,
    *,
    time_limit_s: float = TIME_LIMIT_S,
    stop: Stop = lambda: False,
    report: Report = lambda _: None,
) -> Siting:
    """The proven best sites, or the best found and how far from the best they may be.

    Parameters
    ----------
    question : Question
    time_limit_s : float
        For the whole search.
    stop : callable
        Asked all along; when it answers True the best so far is returned within a fraction of a second.
    report : callable
        Told each stage, and ten times a second while the proof takes time.

    Returns
    -------
    Siting
        `proven`, or `stopped` with a bound.

    Raises
    ------
    UncoverableError
        If all are to be covered and some cannot be.
    SitingError
        If the solver fails.
    """
    begin = time.monotonic()

    def ended() -> bool:
        return stop() or time.monotonic() - begin >= time_limit_s

    def tell(stage: Stage, best: Siting) -> None:
        report(SearchProgress(stage, time.monotonic() - begin, best))

    search = _covering if question.objective == "all" else _saving
    found = search(question, lambda: time_limit_s - (time.monotonic() - begin), stop, ended, tell)
    tell("prove", found)
    return found


Left = Callable[[], float]
Tell = Callable[[Stage, Siting], None]


def _covering(question: Question, left: Left, stop: Stop, ended: Stop, tell: Tell) -> Siting:
    problem = cover(question)
    chosen, bound = first_cover(problem), fewest(problem)

    def best(*, proven: bool = False, stopped: bool = False) -> Siting:
        sites = _by_gain(question, problem.sites[chosen])
        return answered(question, sites, bound, proven=proven, stopped=stopped)

    tell("first", best())
    if bound >= len(chosen) or ended():
        return best(stopped=ended())
    found = solve(of_cover(problem), left(), stop, lambda _: tell("prove", best()))
    if found.x is not None:
        sites = np.flatnonzero(found.x > 0.5).tolist()
        chosen = sites if len(sites) < len(chosen) else chosen
    if np.isfinite(found.bound):
        bound = max(bound, float(math.ceil(found.bound - 1e-6)))
    return best(proven=found.proven, stopped=not found.proven)


def _saving(question: Question, left: Left, stop: Stop, ended: Stop, tell: Tell) -> Siting:
    problem = savings(question)
    chosen = greedy(problem)
    bound = Bound(_quick_bound(problem, chosen), *(np.zeros(len(problem.sites), bool) for _ in range(2)))

    def best(*, proven: bool = False, stopped: bool = False) -> Siting:
        sites, least = tuple(problem.sites[chosen].tolist()), _unit(question, bound.value)
        return answered(question, sites, least, proven=proven, stopped=stopped)

    tell("first", best())
    chosen = ranked(problem, exchanged(problem, chosen, ended))
    tell("exchange", best())
    if ended():
        return best(stopped=True)
    bound = bounded(problem, chosen, ended)
    tell("bound", best())
    if best().proven or ended():
        return best(stopped=ended())
    programme, open_, decided = of_savings(problem, bound)
    if programme.rows.nnz > LARGEST:
        return best()
    found = solve(programme, left(), stop, lambda _: tell("prove", best()))
    have = float(best_of(problem, decided)[0].sum())
    if np.isfinite(found.bound):
        least = max(saving_of(problem, chosen), min(bound.value, have - found.bound))
        bound = Bound(least, bound.never, bound.always)
    if found.x is not None:
        sites = [*decided, *open_[found.x[: len(open_)] > 0.5].tolist()]
        if saving_of(problem, sites) > saving_of(problem, chosen):
            chosen = ranked(problem, sites)
    return best(proven=found.proven, stopped=not found.proven)


def _by_gain(question: Question, sites: Ints) -> tuple[int, ...]:
    """The sites of a cover, the one that brings most persons within the limit first."""
    order: list[int] = []
    if len(sites):
        those = replace(question, objective="coverage", minutes=question.minutes[:, sites], sites=len(sites))
        weighed = savings(those)
        order = weighed.sites[greedy(weighed)].tolist()
    order += [at for at in range(len(sites)) if at not in order]
    return tuple(int(sites[at]) for at in order)


def _quick_bound(problem: Savings, chosen: list[int]) -> float:
    """What no choice can exceed: what is saved, and as much again as single sites could add.

    By submodularity; Minoux 1978.
    """
    have = best_of(problem, chosen)[0]
    more = np.sort(gains(problem.of, have))[::-1][: problem.most]
    return float(have.sum() + more.sum())


def _unit(question: Question, bound: float) -> float:
    """A bound on what is saved, in the question's own unit: persons covered, or mean minutes."""
    if question.objective == "coverage":
        already = float(question.persons[question.existing_min <= question.limit_min].sum())
        best = already + bound
        if np.array_equal(question.persons, np.round(question.persons)):
            return math.floor(best * (1 + 1e-12) + 1e-6)  # people are whole
        return best
    total = float(question.persons.sum())
    now = question.persons @ np.minimum(question.existing_min, question.longest_min)
    return (float(now) - bound) / total if total else float("nan")
