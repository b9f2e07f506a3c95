"""Our minutes beside Valhalla's on the same extract: 450 journeys a mode, most of them alike.

What differs and why - forbidden turns, forest tracks, surfaces that a bicycle meets - stands in
docs/travel.md; `tests/bench/bench_roads.py` prints the whole distribution of every extract.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from geodata.network.graph import Network
from geodata.network.roads import roads_of
from tests.geodata.travel.valhalla_tiles import CRS, along_the_roads, engine, matrix

pytestmark = pytest.mark.long

HOMES, UNITS = 30, 15


@pytest.mark.parametrize(
    ("name", "mode", "median", "half"),
    [
        # Of the ratios ours / Valhalla's: where the median lies, and the middle half.
        ("Helsinki", "car", (0.90, 1.05), (0.85, 1.10)),
        ("Helsinki", "foot", (0.95, 1.02), (0.90, 1.02)),
        ("liechtenstein", "car", (0.97, 1.08), (0.88, 1.10)),
        ("liechtenstein", "bicycle", (0.90, 1.02), (0.85, 1.05)),
        ("liechtenstein", "foot", (0.98, 1.02), (0.97, 1.02)),
    ],
)
def test_most_journeys_take_as_long_as_valhalla_says(
    real_network: Callable[[str], Network],
    tiles: Callable[[str], Path],
    name: str,
    mode: str,
    median: tuple[float, float],
    half: tuple[float, float],
) -> None:
    travel = along_the_roads(roads_of(real_network(name), mode, CRS[name]), HOMES, UNITS)
    theirs = matrix(engine(tiles(name)), travel.origins, travel.units, CRS[name], mode)
    ours = travel.pairs().toarray()
    far = (ours > 1) & np.isfinite(theirs) & (theirs > 1)
    assert far.sum() > 300
    ratio = ours[far] / theirs[far]
    assert median[0] < np.median(ratio) < median[1]
    low, high = np.quantile(ratio, [0.25, 0.75])
    assert half[0] < low
    assert high < half[1]
    # Whoever Valhalla lets through, we do; where it does not, a forbidden turn is in the way.
    assert not (np.isfinite(theirs) & (ours == 0)).any()


def test_roads_are_the_same_however_often_they_are_made(real_network: Callable[[str], Network]) -> None:
    one, other = (roads_of(real_network("Helsinki"), "bicycle", CRS["Helsinki"]) for _ in range(2))
    for name in (
        "indptr",
        "indices",
        "ms",
        "chain",
        "ahead",
        "forward",
        "backward",
        "part",
        "places",
        "cell",
        "line",
    ):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    np.testing.assert_array_equal(
        *(along_the_roads(roads, HOMES, UNITS).pairs().toarray() for roads in (one, other))
    )


def test_a_unit_alone_and_all_together_agree_to_the_bit_on_real_roads(
    real_network: Callable[[str], Network],
) -> None:
    travel = along_the_roads(
        roads_of(real_network("liechtenstein"), "car", CRS["liechtenstein"]), HOMES, UNITS
    )
    pairs = travel.pairs().toarray()
    for unit in range(UNITS):
        column = np.where(pairs[:, unit] > 0, pairs[:, unit], np.inf)
        np.testing.assert_array_equal(travel.to_unit(unit), column)
