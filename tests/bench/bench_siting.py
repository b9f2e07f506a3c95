"""Siting beside PySAL `spopt` with HiGHS: same question, same optimum, in the same run.

    python -m tests.bench.bench_siting [areas] [sites] [new] [most seconds of the peer]

The peer writes its own model and hands it to HiGHS as SciPy brings it (`scipy.optimize.milp`, through
the small solver below, as `spopt` takes any of PuLP's). Prints the ratio of the two times, model and
solution, and asserts only that the optima agree. Where the peer is not done in time, the ratio is at
least that, and is said so; its best is then held to be no better.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
import time
import warnings

import numpy as np
import pulp
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array
from spopt.locate import MCLP

from geodata.contract.settings import TravelSettings
from geodata.siting.question import Objective, Question
from geodata.siting.search import SearchProgress, best_answer
from geodata.travel import StraightLine

SIDE_M = 650_000
LONGEST_MIN = 60.0
LIMITS_MIN = (15.0, 30.0)
CAR = TravelSettings("car", 1.3, 70.0, LONGEST_MIN, {})


class Highs(pulp.LpSolver):
    """HiGHS for PuLP, by scipy's own."""

    def actualSolve(self, lp: pulp.LpProblem, **_: object) -> int:  # noqa: N802  PuLP's name
        """Solve, and write what was found into the problem's variables."""
        variables = lp.variables()
        at = {one.name: place for place, one in enumerate(variables)}
        sign = -1.0 if lp.sense == pulp.LpMaximize else 1.0
        cost = np.zeros(len(variables))
        for one, factor in lp.objective.items():
            cost[at[one.name]] = sign * factor
        rows, columns, values, low, high = [], [], [], [], []
        for number, rule in enumerate(lp.constraints.values()):
            for one, factor in rule.items():
                rows.append(number)
                columns.append(at[one.name])
                values.append(factor)
            side = -rule.constant
            low.append(-np.inf if rule.sense == pulp.LpConstraintLE else side)
            high.append(np.inf if rule.sense == pulp.LpConstraintGE else side)
        matrix = coo_array((values, (rows, columns)), shape=(len(low), len(variables))).tocsr()
        least = [-np.inf if one.lowBound is None else one.lowBound for one in variables]
        most = [np.inf if one.upBound is None else one.upBound for one in variables]
        found = milp(
            cost,
            integrality=np.array([one.cat == pulp.LpInteger for one in variables], int),
            bounds=Bounds(least, most),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0.0, "time_limit": self.timeLimit},
        )
        if found.x is not None:
            for one, value in zip(variables, found.x, strict=True):
                one.varValue = value
        done = pulp.LpStatusOptimal if found.status == 0 else pulp.LpStatusNotSolved
        lp.assignStatus(done, pulp.LpSolutionOptimal if found.status == 0 else pulp.LpSolutionIntegerFeasible)
        return int(done)


def country(areas: int, sites: int, new: int, objective: Objective, limit_min: float) -> Question:
    """Residents in clusters, as people live, and candidate sites among them; no unit stands yet."""
    rng = np.random.default_rng(3)
    towns = rng.uniform(0, SIDE_M, (80, 2))
    homes = towns[rng.integers(0, 80, areas)] + rng.normal(0, 15e3, (areas, 2))
    places = homes[rng.choice(areas, sites, replace=False)]
    persons = rng.integers(200, 4000, areas)
    minutes = StraightLine(homes, places, CAR).pairs()
    nobody = np.full(areas, np.inf)
    return Question(objective, persons, minutes, nobody, limit_min, LONGEST_MIN, new)


def peers(question: Question, most_s: float) -> tuple[float, bool, float]:
    """Persons covered by `spopt`'s sites, whether proven best, and seconds of model and solution."""
    dense = question.minutes.toarray()
    dense[dense == 0] = np.inf
    begin = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = MCLP.from_cost_matrix(dense, question.persons, question.limit_min, question.sites)
        model.problem.solve(Highs(msg=False, timeLimit=most_s))
    seconds = time.perf_counter() - begin
    value = model.problem.objective.value()
    return (np.nan if value is None else value), model.problem.status == pulp.LpStatusOptimal, seconds


def main(areas: int = 6160, sites: int = 500, new: int = 20, most_s: float = 120) -> None:
    """Time coverage with both and hold the optima to each other; then what has no peer in reach."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("spopt", "pulp", "scipy"))
    print(f"{new} of {sites} sites, {areas} areas")
    print(f"load {os.getloadavg()[0]:.2f}, Python {platform.python_version()}, {versions}")
    for limit_min in LIMITS_MIN:
        question = country(areas, sites, new, "coverage", limit_min)
        first_s, (first, best), best_s = _ours(question)
        assert best.proven
        value, proven, peer_s = peers(question, most_s)
        if proven:
            assert round(value) == best.value, (value, best.value)
        else:
            assert not value > best.value, (value, best.value)
        than = "" if proven else "at least "
        print(
            f"coverage, {limit_min:g} min: {best.value:.0f} persons, proven in {best_s:.2f} s "
            f"(greedy and exchanges {first_s * 1e3:.0f} ms, gap {first.gap:.1%} before the proof); "
            f"spopt + HiGHS {peer_s:.1f} s, {than}{peer_s / best_s:.0f} x"
        )
    first_s, (first, best), best_s = _ours(country(areas, sites, new, "mean-minutes", 15.0))
    print(
        f"mean minutes: {best.value:.2f}, gap {best.gap:.2%} in {best_s:.2f} s "
        f"(first {first_s * 1e3:.0f} ms, gap {first.gap:.1%}); "
        "spopt is not asked: its model has areas x sites variables"
    )


def _ours(question: Question) -> tuple[float, tuple, float]:
    """Seconds to the first answer; what is known before the proof, and at the end; seconds of it all."""
    told: list[SearchProgress] = []
    begin = time.perf_counter()
    best = best_answer(question, report=told.append)
    best_s = time.perf_counter() - begin
    stages = {progress.stage: progress for progress in told}
    return stages["exchange"].seconds, (stages["bound"].best, best), best_s


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
