"""Huff's model beside PySAL `spint`: same flows, same exponents, in the same run.

    python -m tests.bench.bench_huff [areas] [units]

Prints the ratio of the two times; asserts only that the exponents agree.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sys
import warnings

import numpy as np
from spint.gravity import Production

from geodata.choice.huff import calibrate
from geodata.choice.shares import probabilities
from tests.bench.fastest import fastest

A, B = 0.9, 2.1


def country(areas: int, units: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Flows drawn from the model, supply and minutes; every unit is a choice for every area."""
    rng = np.random.default_rng(3)
    minutes, supply = rng.uniform(3, 60, (areas, units)), rng.uniform(2, 20, units)
    leaving = rng.integers(500, 5000, areas)
    flows = rng.poisson(leaving[:, None] * probabilities(A, B, supply, minutes).toarray())
    return flows, supply, minutes


def main(areas: int = 400, units: int = 60) -> None:
    """Fit with both, and hold their exponents to each other."""
    flows, supply, minutes = country(areas, units)
    home, offered = np.repeat(np.arange(areas), units), np.tile(supply, areas)

    def peers() -> np.ndarray:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Production(flows.ravel(), home, offered, minutes.ravel(), "pow", constant=False).params[
                -2:
            ]

    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("spint", "numpy", "scipy"))
    print(f"{areas} areas x {units} units, {flows.sum()} visits drawn with a = {A}, b = {B}")
    print(f"load {os.getloadavg()[0]:.2f}, Python {platform.python_version()}, {versions}")
    fit, peer = calibrate(flows, supply, minutes), peers()
    np.testing.assert_allclose((fit.a, -fit.b), peer, atol=1e-4)
    print(f"a = {fit.a:.4f} ± {fit.a_error:.4f}, b = {fit.b:.4f} ± {fit.b_error:.4f}, {fit.iterations} steps")
    peer_s, our_s = fastest(peers, 3), fastest(lambda: calibrate(flows, supply, minutes), 30)
    print(f"spint {peer_s * 1e3:8.1f} ms  ours {our_s * 1e3:6.2f} ms  {peer_s / our_s:6.0f} x")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
