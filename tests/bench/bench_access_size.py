"""Floating catchments of a continent: seconds beside what the memory alone would take, and gigabytes.

    python -m tests.bench.bench_access_size [areas] [units]

The bound: 40 bytes a pair must pass the memory whatever is computed - the minutes are read (8), the
weights written (8) and then read twice with the units they belong to (12 each time). How fast that
could go is measured in the same run, by numpy copying an array as large as the minutes.
"""

from __future__ import annotations

import os
import platform
import resource
import sys

import numpy as np
from scipy.sparse import csr_array

from geodata.access.decay import Decay, exponential, gaussian, zones
from geodata.access.nearest import METHODS, Method, floating_catchment
from tests.bench.bench_access import CATCHMENT_MIN, country, fastest

BYTES_A_PAIR = 40
CASES: tuple[tuple[str, Method, Decay], ...] = (
    *((f"{method}, three zones", method, zones) for method in METHODS),
    ("E2SFCA, Gaussian", "E2SFCA", gaussian(20)),
    ("E2SFCA, exponential", "E2SFCA", exponential(15)),
)


def bytes_a_second(like: np.ndarray) -> float:
    """What numpy moves when it copies: each byte is read and written."""
    copy = np.empty_like(like)
    return 2 * like.nbytes / fastest(lambda: np.copyto(copy, like), 7)


def peak_gib() -> float:
    """The most memory this process has held, GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main(areas: int = 200_000, units: int = 10_000) -> None:
    """Time every measure, and hold one of them to what it must add up to."""
    persons, supply, minutes = country(areas, units)
    minutes = csr_array(
        (minutes.data, minutes.indices.astype(np.int32), minutes.indptr.astype(np.int32)), shape=minutes.shape
    )
    pairs = minutes.nnz
    print(f"{areas} areas x {units} units, {pairs / 1e6:.1f} million pairs within {CATCHMENT_MIN:g} minutes")
    print(f"load {os.getloadavg()[0]:.2f}, Python {platform.python_version()}, numpy {np.__version__}")
    print(f"made in {peak_gib():.1f} GiB at most")
    access = floating_catchment(persons, supply, minutes, limit_min=CATCHMENT_MIN, decay=gaussian(20))
    reached = np.bincount(minutes.indices, minlength=units) > 0
    np.testing.assert_allclose(persons @ access, supply[reached].sum())

    pace = bytes_a_second(minutes.data)
    bound = BYTES_A_PAIR * pairs / pace
    print(f"numpy copies {pace / 1e9:.1f} GB/s: no less than {bound * 1e3:.0f} ms")
    for name, method, decay in CASES:

        def ours(method: Method = method, decay: Decay = decay) -> np.ndarray:
            return floating_catchment(
                persons, supply, minutes, limit_min=CATCHMENT_MIN, decay=decay, method=method
            )

        took = fastest(ours, 9)
        print(f"{name:22} {took * 1e3:6.0f} ms  {took / bound:5.2f} x the bound")
    print(f"at most {peak_gib():.1f} GiB in all")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
