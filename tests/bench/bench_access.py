"""Floating catchments beside PySAL `access`: same pairs, same answers, in the same run.

    python -m tests.bench.bench_access [areas] [units]

Prints the ratio of the two times, best of several runs each; asserts only that the answers agree.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
from collections.abc import Callable

import numpy as np
from access.fca import two_stage_fca
from access.weights import gaussian as peer_gaussian
from access.weights import step_fn
from pandas import DataFrame
from scipy.sparse import csr_array

from geodata.access.decay import Decay, binary, gaussian, zones
from geodata.access.nearest import Method, floating_catchment
from geodata.contract.settings import TravelSettings
from geodata.travel import StraightLine
from tests.bench.fastest import fastest

CATCHMENT_MIN = 60.0
SIDE_M = 650_000
CAR = TravelSettings("car", 1.3, 70.0, CATCHMENT_MIN, {})

Peer = Callable[[float], float]
CASES: tuple[tuple[str, Method, Decay, Peer | None], ...] = (
    ("2SFCA, binary", "2SFCA", binary, None),
    ("E2SFCA, three zones", "E2SFCA", zones, step_fn({10: 1, 20: 0.68, 30: 0.22})),
    ("E2SFCA, Gaussian", "E2SFCA", gaussian(20), peer_gaussian(20)),
)


def country(areas: int, units: int) -> tuple[np.ndarray, np.ndarray, csr_array]:
    """Residents, supply and minutes of places that lie in clusters, as people do."""
    rng = np.random.default_rng(3)
    towns = rng.uniform(0, SIDE_M, (80, 2))
    homes, places = (
        towns[rng.integers(0, 80, count)] + rng.normal(0, 15e3, (count, 2)) for count in (areas, units)
    )
    minutes = StraightLine(homes, places, CAR).pairs()
    return rng.integers(200, 4000, areas), rng.uniform(1, 20, units), minutes


def main(areas: int = 6160, units: int = 1200) -> None:
    """Time each case with both, and hold their answers to each other."""
    persons, supply, minutes = country(areas, units)
    pairs = minutes.tocoo()
    costs = DataFrame({"origin": pairs.coords[0], "dest": pairs.coords[1], "cost": pairs.data})
    demand = DataFrame({"demand": persons}, index=np.arange(areas)).rename_axis("geoid")
    offered = DataFrame({"supply": supply}, index=np.arange(units)).rename_axis("geoid")
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("access", "numpy", "scipy", "pandas")
    )
    print(f"{areas} areas x {units} units, {minutes.nnz} pairs within {CATCHMENT_MIN:g} minutes")
    print(f"load {os.getloadavg()[0]:.2f}, Python {platform.python_version()}, {versions}")

    for name, method, decay, weight in CASES:

        def ours(method: Method = method, decay: Decay = decay) -> np.ndarray:
            return floating_catchment(
                persons, supply, minutes, limit_min=CATCHMENT_MIN, decay=decay, method=method
            )

        def peers(weight: Peer | None = weight) -> np.ndarray:
            found = two_stage_fca(demand, offered, costs, max_cost=CATCHMENT_MIN, weight_fn=weight)
            return found.reindex(demand.index).fillna(0).to_numpy()

        np.testing.assert_allclose(ours(), peers(), rtol=1e-5, atol=1e-12)
        peer_s, our_s = fastest(peers, 5), fastest(ours, 50)
        print(f"{name:22} access {peer_s * 1e3:8.1f} ms  ours {our_s * 1e3:6.2f} ms  {peer_s / our_s:6.0f} x")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
