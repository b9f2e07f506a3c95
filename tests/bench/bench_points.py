"""100,000 population points behind the areas of a region against one point an area: what an answer costs.

python -m tests.bench.bench_points

The example region (kept under `var/bench`), its residents spread over 100,000 places. What is answered is
what the map with its panels asks for: minutes, who is within the limit, choice, access, rules, zones and
the key figures of the region, after a filter and after a change, each new.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from pandas import DataFrame

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.focus.places import place_of
from geodata.measures.coverage import (
    ACCESS,
    BEYOND,
    CHOICE,
    COVERED,
    MEDIAN_MINUTES,
    NEAREST,
    P90_MINUTES,
)
from geodata.publish.build import with_minutes
from geodata.region.changes import Change
from geodata.region.population_points import PopulationPoints
from geodata.region.region import Region
from geodata.region.residents import persons
from geodata.scenario.scenario import default_scenario
from tests.bench.bench_what_if import built, changes

COUNT = 100_000
SHOWN = (COVERED, BEYOND, CHOICE, MEDIAN_MINUTES, P90_MINUTES, ACCESS)


def main() -> None:
    """Print how long both ways take, the median of some runs, and their ratio."""
    print(f"load {os.getloadavg()[0]:.2f}, {platform.python_version()}, numpy {np.__version__}")
    plain = built("14")
    begin = time.perf_counter()
    pointed = with_minutes(replace(plain, points=points(plain)))
    assert pointed.point_minutes is not None
    pairs = pointed.point_minutes.nnz
    print(
        f"{len(plain.areas)} areas x {len(plain.units)} units, {COUNT:,} points, {pairs:,} pairs kept: ",
        end="",
    )
    print(f"minutes worked out in {time.perf_counter() - begin:.1f} s")
    for task in (filtered, first, *(changed(kind) for kind in ("move", "close", "add"))):
        ours, peer = task(pointed), task(plain)
        beside = f"one point an area {1e3 * peer:7.1f} ms, {ours / peer:5.2f} x"
        print(f"  {task.__name__:8s} {1e3 * ours:7.1f} ms, {beside}")


def points(region: Region) -> PopulationPoints:
    """The residents of each area spread around its point, as many places as its share of all residents."""
    draw = np.random.default_rng(11)
    people = np.maximum(persons(region), 1)
    area = np.sort(draw.choice(len(people), COUNT, p=people / people.sum()))
    area = np.sort(np.concatenate((np.arange(len(people)), area[len(people) :])))
    reach = np.sqrt(region.areas.geometry.area.to_numpy() / np.pi)[area]
    place = region.areas[["x", "y"]].to_numpy()[area] + draw.normal(0, 0.4, (COUNT, 2)) * reach[:, None]
    rows = {"point": np.arange(COUNT, dtype=np.int32), "age_from": 0, "age_to": -1}
    table = DataFrame({**rows, "persons": draw.integers(1, 60, COUNT).astype(np.float64)})
    return PopulationPoints(place[:, 0], place[:, 1], area.astype(np.int32), table)


def answer(assessment: Assessment) -> None:
    """Everything that the map with its panels shows of where supply is."""
    whole, areas = place_of(assessment, "region"), assessment.access.nearest_min
    for measure in SHOWN:
        measure.counts(assessment, whole)
    assert len(assessment.access.index()) == len(areas)
    assert assessment.lacking.zones is not None
    assert NEAREST.unit == "minutes"


def filtered(region: Region) -> float:
    """Seconds from another limit to the answer: what is near is known, who is within is not."""
    usual = default_scenario(region)
    answer(assess(region, usual))
    return median_s(lambda at: answer(assess(region, replace(usual, region=region, limit_min=7.5 + at))))


def first(region: Region) -> float:
    """Seconds from another operator to the answer, the first time that it is asked for."""
    usual = default_scenario(region)
    chosen = [("own",), ("choice",), ("own", "contract"), ("contract", "choice"), ("own", "choice")]
    return median_s(
        lambda at: answer(assess(region, replace(usual, region=region, operators=chosen[at]))), len(chosen)
    )


def changed(kind: str) -> Callable[[Region], float]:
    """Seconds from a change of a unit to the answer, with what it does to whom."""

    def task(region: Region) -> float:
        usual = default_scenario(region)
        answer(assess(region, usual))
        scenarios = [each for each in changes(region, kind) if possible(region, each)]

        def tried(at: int) -> None:
            after = assess(region, replace(usual, region=region, changes=scenarios[at]))
            answer(after)
            after.effects(np.arange(len(region.areas)))

        return median_s(tried, len(scenarios))

    task.__name__ = kind
    return task


def possible(region: Region, scenarios: tuple[Change, ...]) -> bool:
    """Whether the changes put no unit in water."""
    try:
        replace(default_scenario(region), region=region, changes=scenarios)
    except UnknownNameError:
        return False
    return True


def median_s(task: Callable[[int], None], runs: int = 7) -> float:
    """Median seconds of some runs, each of something new."""
    spent = []
    for at in range(runs):
        begin = time.perf_counter()
        task(at)
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
