"""A scenario's change against working everything out anew: the same answer, in less time.

python -m tests.bench.bench_what_if

The example region and all of Sweden (made and kept under `var/bench`): one unit moved, one closed and
one opened, each change new, so that nothing is remembered from the last.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.region.changes import Change
from geodata.region.region import Region
from geodata.region.unit_places import unit_places
from geodata.scenario import changed_region
from geodata.scenario.scenario import default_scenario
from geodata.travel.model import travel_of
from tests.recomputed import recomputed_assessment

KEPT = Path(__file__).parents[2] / "var" / "bench"
RUNS = 9


def main() -> None:
    """Check that both ways agree to the last bit, then print how long each takes."""
    print(f"load {os.getloadavg()[0]:.2f}, {platform.python_version()}, numpy {np.__version__}")
    for county in ("14", "00"):
        region = built(county)
        print(f"\ncounty {county}: {len(region.areas)} areas x {len(region.units)} units")
        for kind in ("move", "close", "add"):
            made = changes(region, kind)
            ours, parts = timed(region, made, incremental=True)
            full, _ = timed(region, made, incremental=False)
            ratio = f"all anew {1e3 * full:8.1f} ms, {full / ours:5.1f} x"
            print(f"  {kind:5s} {1e3 * ours:7.1f} ms, {ratio}   {parts}")


def built(county: str) -> Region:
    """The example region, computed; its folder is kept between runs."""
    from geodata.publish.build import computed
    from tests.demo_region import protected_demo

    folder = KEPT / f"what-if-{county}"
    if not (folder / "region.toml").exists():
        protected_demo(county, folder)
    return replace(computed(open_region(folder)), built="2025-12-31T00:00:00+00:00")


def changes(region: Region, kind: str) -> list[tuple[Change, ...]]:
    """One change a run, each of another unit of the care form that is asked about."""
    form = default_scenario(region).care_form
    at = np.flatnonzero(
        (region.units["care_form"] == form).to_numpy() & (region.units["area"] >= 0).to_numpy()
    )
    lon, lat = unit_places(region.units, region.settings.crs)
    picked = np.random.default_rng(7).choice(at, RUNS, replace=False)
    made = []
    for one in picked.tolist():
        place = (round(float(lat[one]) + 0.03, 5), round(float(lon[one]) + 0.03, 5))
        id_ = str(region.units.index[one])
        made.append(
            {
                "move": Change("move", id_, *place),
                "close": Change("close", id_),
                "add": Change("add", "n1", *place, 4.0),
            }[kind]
        )
    return [(one,) for one in made]


def everything(assessment: Assessment) -> dict[str, float]:
    """Ask for all parts, as a map with all its panels does; seconds of each."""
    spent = {}

    def ask(name: str, part: Callable[[], object]) -> None:
        begin = time.perf_counter()
        part()
        spent[name] = time.perf_counter() - begin

    ask("minutes", lambda: assessment.access.minutes)
    ask(
        "nearest",
        lambda: (assessment.access.nearest_min, assessment.access.organisations, assessment.difference_min),
    )
    ask("five measures", lambda: [assessment.access.index(method) for method in METHODS])
    ask("flows", lambda: (assessment.use.flows, assessment.use.observed_unit))
    ask("zones", lambda: assessment.lacking.zones)
    return spent


def timed(region: Region, made: list[tuple[Change, ...]], *, incremental: bool) -> tuple[float, str]:
    """Median seconds from a change to the whole assessment, and of its parts in milliseconds."""
    usual = default_scenario(region)
    changed_region.changed.cache_clear()  # the other way has made the same changes
    everything(assess(region, usual))
    assess(region, usual).use.fit  # noqa: B018  today's, worked out once and then kept
    runs, parts = [], []
    for one in made:
        question = replace(usual, region=region, changes=one)
        begin = time.perf_counter()
        after = assess(region, question)
        found = after if incremental else recomputed_assessment(after)
        made_s = time.perf_counter() - begin
        spent = {"change": made_s, **everything(found)}
        runs.append(time.perf_counter() - begin)
        parts.append(spent)
        if incremental:
            full = travel_of(replace(region, units=found.units)).pairs()
            assert np.array_equal(found.changed.minutes.data, full.data), "the same minutes to the last bit"
            assert np.array_equal(found.changed.minutes.indices, full.indices)
    median = {key: statistics.median(one[key] for one in parts) for key in parts[0]}
    told = ", ".join(f"{key} {1e3 * value:.1f}" for key, value in median.items())
    return statistics.median(runs), f"({told})"


if __name__ == "__main__":
    main()
