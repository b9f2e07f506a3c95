"""Minutes along roads beside Valhalla's matrix: same extract, same journeys, in the same run.

    python -m tests.bench.bench_roads [homes] [units]

First how far the two agree - the distribution of ours / Valhalla's, which docs/travel.md explains -
and that one, to and all pairs are the same to the bit; then the ratio of the times. Valhalla reckons
with every turn and with what one may not do there, ours with neither: so the ratio is of two ways to
answer the planner's question, not of two programs that do the same.
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
    within = np.abs(ours[both] - theirs[both]) <= np.maximum(1.0, 0.1 * theirs[both])
    quantiles = " ".join(f"{each:5.2f}" for each in np.quantile(ratio, QUANTILES))
    print(
        f"{name:18} {mode:8} {both.sum():6} pairs, median {np.median(theirs[both]):5.1f} min   "
        f"ours / Valhalla's {quantiles}   within a minute or a tenth {within.mean():4.0%}   "
        f"only ours {int(((ours > 0) & np.isinf(theirs)).sum())}, "
        f"only theirs {int(((ours == 0) & np.isfinite(theirs)).sum())}"
    )
    print(
        f"{'':27} {len(roads.indptr) - 1} nodes, roads made in {made_s * 1e3:.0f} ms   "
        f"Valhalla {their_s * 1e3:7.0f} ms  ours {our_s * 1e3:6.0f} ms "
        f"({our_s / units * 1e3:.2f} a unit)  {their_s / our_s:5.1f} x"
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
