"""From places to the road network: the nearest road that leads somewhere, and how far off it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.network.cells import lines_near
from geodata.network.roads import Roads
from geodata.network.speeds import RIDING, WALKING

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

TO_THE_ROAD = {"car": 25.0, "bicycle": RIDING, "foot": WALKING}
"""km/h over the straight line between a place and its road: a drive is driven as a service road is."""

FIRST_LOOK_M = 200.0


@dataclass(frozen=True, eq=False)
class Snapped:
    """Positions of places on the roads.

    Attributes
    ----------
    edge : int64, shape (places,)
        -1 where no road is near enough.
    along : float64, shape (places,)
        How far along its edge, 0 to 1.
    metres : float64, shape (places,)
        From the place to the road, straight; inf where there is none.
    part : int64, shape (places,)
        Piece of roads it stands on: 0 the largest, -1 none.
    """

    edge: Ints
    along: Floats
    metres: Floats
    part: Ints

    @property
    def on_road(self) -> Bools:
        """Places that have a road. Shape (places,)."""
        return self.edge >= 0


def snapped(roads: Roads, places: Floats, longest_m: float) -> Snapped:
    """The nearest road of each place.

    Parameters
    ----------
    roads : Roads
    places : float64, shape (places, 2)
        Metres; NaN for what has no place.
    longest_m : float
        Furthest off that a road still counts, inclusive.

    Returns
    -------
    Snapped
        Of roads equally near, the first of the network.
    """
    found = [_nearest(roads, x, y, longest_m) for x, y in places.tolist()]
    edge = np.array([each[0] for each in found], np.int64)
    along, metres = (np.array([each[i] for each in found], np.float64) for i in (1, 2))
    part = np.where(edge >= 0, roads.part[edge], -1).astype(np.int64)
    return Snapped(edge, along, metres, part)


def _nearest(roads: Roads, x: float, y: float, longest_m: float) -> tuple[int, float, float]:
    """Edge, share along it and metres off."""
    if not (np.isfinite(x) and np.isfinite(y)):
        return -1, 0.0, np.inf
    look = min(FIRST_LOOK_M, longest_m)
    while True:
        lines = lines_near(x, y, look, roads.cell, roads.line)
        if len(lines):
            start, end = roads.places[lines], roads.places[lines + 1]
            step = end - start
            square = (step**2).sum(axis=1)
            to = np.array([x, y]) - start
            share = np.divide((to * step).sum(axis=1), square, out=np.zeros(len(lines)), where=square > 0)
            share = np.clip(share, 0.0, 1.0)
            metres = np.hypot(*(to - share[:, None] * step).T)
            best = int(np.argmin(metres))
            if metres[best] <= look:
                edge = int(np.searchsorted(roads.start, lines[best], side="right")) - 1
                return edge, _along(roads, edge, int(lines[best]), float(share[best])), float(metres[best])
        if look >= longest_m:
            return -1, 0.0, np.inf
        look = min(3 * look, longest_m)


def _along(roads: Roads, edge: int, point: int, share: float) -> float:
    """Share of an edge's drawn length that lies before a point on one of its lines."""
    first, last = int(roads.start[edge]), int(roads.start[edge + 1])
    lengths = np.hypot(*np.diff(roads.places[first:last], axis=0).T)
    total = float(lengths.sum())
    before = float(lengths[: point - first].sum()) + share * float(lengths[point - first])
    return min(1.0, before / total) if total else 0.0
