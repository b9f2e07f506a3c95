"""Minutes along roads beside Valhalla's matrix: same extract, same journeys, in the same run.

    python -m tests.bench.bench_roads [homes] [units]

First how far the two agree: the distribution of ours / Valhalla's, which docs/travel.md explains; how many
journeys lie within a tenth (strict), or within a minute or a tenth (lenient), and how many would with
straight lines at the speed that is best for each test. One, to and all pairs are the same to the bit. Then
the ratio of the times, and what turns cost: the search of cars with all turns alike, in the same run.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import numpy as np

from geodata.contract.travel_modes import MODES
from geodata.network.extract import read_extract
from geodata.network.graph import Network, network_of
from geodata.network.roads import roads_of
from tests.geodata.travel.valhalla_tiles import CRS, along_the_roads, build_tiles, engine, matrix

OSM = Path(__file__).parents[3] / "shared" / "data" / "osm"
QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)


def timed[T](work: Callable[[], T], runs: int = 1) -> tuple[T, float]:
    """What some work gives, and the seconds of the fastest of several runs."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - begin)
    return found, min(times)


def best_line(metres: np.ndarray, minutes: np.ndarray, least_min: float) -> float:
    """Largest share of journeys that a straight line at one speed has within a tenth, or some minutes."""
    paces = np.quantile(minutes / metres, np.linspace(0.01, 0.99, 199))
    return max(float(alike(metres * pace, minutes, least_min).mean()) for pace in paces)


def alike(ours: np.ndarray, theirs: np.ndarray, least_min: float) -> np.ndarray:
    """Journeys within a tenth of theirs, or within some minutes."""
    return np.abs(ours - theirs) <= np.maximum(least_min, 0.1 * theirs)


def compare(name: str, mode: str, network: Network, tiles: Path, homes: int, units: int) -> None:
    """Print how alike and how fast the two are."""
    roads, made_s = timed(lambda: roads_of(network, mode, CRS[name]))
    travel = along_the_roads(roads, homes, units)
    actor = engine(tiles)
    theirs, their_s = timed(lambda: matrix(actor, travel.origins, travel.units, CRS[name], mode), 2)

    def ours_whole() -> np.ndarray:
        fresh = along_the_roads(roads, homes, units)  # finds the places' roads anew
        return fresh.pairs().toarray()

    ours, our_s = timed(ours_whole, 3)
    for unit in range(0, units, max(1, units // 5)):
        column = np.where(ours[:, unit] > 0, ours[:, unit], np.inf)
        np.testing.assert_array_equal(travel.to_unit(unit), column)
        np.testing.assert_array_equal(travel.to(*travel.units[unit]), column)

    both = (ours > 0) & np.isfinite(theirs) & (theirs >= 1)
    ratio = ours[both] / theirs[both]
    metres = np.hypot(*(travel.origins[:, None] - travel.units[None]).transpose(2, 0, 1))[both]
    tests = ", ".join(
        f"{test} {alike(ours[both], theirs[both], least).mean():4.0%} "
        f"(straight line {best_line(metres, theirs[both], least):4.0%})"
        for test, least in (("strict", 0.0), ("lenient", 1.0))
    )
    quantiles = " ".join(f"{each:5.2f}" for each in np.quantile(ratio, QUANTILES))
    print(
        f"{name:18} {mode:8} {both.sum():6} pairs, median {np.median(theirs[both]):5.1f} min   "
        f"ours / Valhalla's {quantiles}   {tests}   "
        f"only ours {int(((ours > 0) & np.isinf(theirs)).sum())}, "
        f"only theirs {int(((ours == 0) & np.isfinite(theirs)).sum())}"
    )
    print(
        f"{'':27} {len(roads.indptr) - 1} states, roads made in {made_s * 1e3:.0f} ms   "
        f"Valhalla {their_s * 1e3:7.0f} ms  ours {our_s * 1e3:6.0f} ms "
        f"({our_s / units * 1e3:.2f} a unit)  {their_s / our_s:5.1f} x"
    )
    if not roads.by_node:
        with patch("geodata.network.roads.BY_TURN", frozenset()):
            plain = roads_of(network, mode, CRS[name])
            _, plain_s = timed(lambda: along_the_roads(plain, homes, units).pairs(), 3)
        print(
            f"{'':27} all turns alike: {len(plain.indptr) - 1} states, {plain_s * 1e3:.0f} ms, "
            f"so that turns take {our_s / plain_s:.2f} x"
        )


def main(homes: int = 200, units: int = 50) -> None:
    """Compare every shared extract and mode."""
    if not OSM.is_dir():
        print(f"not measured: the extracts are not at {OSM}")
        return
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("pyvalhalla", "osmium", "numpy", "scipy")
    )
    print(f"{homes} homes x {units} units beside roads; quantiles {QUANTILES}")
    print(f"load {os.getloadavg()[0]:.2f}, Python {platform.python_version()}, {versions}")
    with tempfile.TemporaryDirectory() as temporary:
        for name in CRS:
            extract = OSM / f"{name}.osm.pbf"
            network, read_s = timed(lambda extract=extract: network_of(read_extract(extract), {}))
            tiles = Path(temporary) / name
            _, tiled_s = timed(lambda extract=extract, tiles=tiles: build_tiles(extract, tiles))
            print(
                f"\n{name:18} {extract.stat().st_size / 1e6:.1f} MB: "
                f"network in {read_s:.2f} s, Valhalla's tiles in {tiled_s:.2f} s"
            )
            for mode in MODES:
                compare(name, mode, network, tiles, homes, units)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
