"""Shared borders as paths: rings of areas, and long lines of the arcs that separate what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from dashboard.drawing.geography import Geography
from dashboard.drawing.svg import line_to
from dashboard.drawing.world import Frame
from geodata.geometry.world import Floats

FINE = 0.3
"""Pixels by which borders may be simplified: less than an eye, or a printer, tells."""

Classes = NDArray[np.integer]


class Traced:
    """The borders of a region in one frame: simplified once, so that neighbours stay joined."""

    def __init__(self, geo: Geography, frame: Frame) -> None:
        self.geo, self.frame = geo, frame

    @cached_property
    def lines(self) -> list[Floats]:
        """Each arc in pixels, its ends kept."""
        pixels = [self.frame.pixels(arc) for arc in self.geo.arcs]
        lines = shapely.simplify(
            np.array([shapely.LineString(line) for line in pixels]), FINE, preserve_topology=False
        )
        return [shapely.get_coordinates(line) for line in lines]

    @cached_property
    def inside(self) -> NDArray[np.bool_]:
        """Arcs that touch the picture. Shape (arcs,)."""
        west, north, east, south = self.frame.in_view
        box = self.geo.boxes
        return (box[:, 0] <= east) & (box[:, 2] >= west) & (box[:, 1] <= south) & (box[:, 3] >= north)

    def size(self, arc: int) -> float:
        """The longer side of an arc's box, pixels."""
        box = self.geo.boxes[arc]
        return float(max(box[2] - box[0], box[3] - box[1]) * self.frame.k)

    def path(self, refs: Sequence[int], closed: bool = False) -> str:
        """A path along arcs end to end; `~i` is arc i backwards."""
        parts = [self.lines[~ref][::-1] if ref < 0 else self.lines[ref] for ref in refs]
        joined = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
        return line_to(joined, closed)

    def areas(self, which: Iterable[int]) -> str:
        """One path of all rings of some areas, to be filled by the even-odd rule."""
        paths = []
        for area in which:
            for rings in self.geo.areas[area]:
                for refs in rings:
                    any_inside = any(self.inside[~ref if ref < 0 else ref] for ref in refs)
                    if not any_inside and not self._around(rings[0]):
                        continue
                    if len(refs) == 1 and self.size(~refs[0] if refs[0] < 0 else refs[0]) < 0.4:
                        continue  # an islet that nobody sees
                    paths.append(self.path(refs, closed=True))
        return "".join(paths)

    def _around(self, refs: Sequence[int]) -> bool:
        """Whether a ring may hold the whole picture though none of its arcs touches it."""
        boxes = self.geo.boxes[[~ref if ref < 0 else ref for ref in refs]]
        west, north, east, south = self.frame.in_view
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        return bool(low[0] < east and high[0] > west and low[1] < south and high[1] > north)

    def strokes(self, chains: Iterable[Sequence[int]], least: float = 0.0) -> str:
        """One path of many lines; without those of a single arc smaller than `least` pixels, as islets."""
        paths = []
        for chain in chains:
            at = [~ref if ref < 0 else ref for ref in chain]
            if not self.inside[at].any() or (len(at) == 1 and self.size(at[0]) < least):
                continue
            paths.append(self.path(chain))
        return "".join(paths)


def between(geo: Geography, classes: Classes, *, inland: bool = False) -> NDArray[np.int64]:
    """Arcs between areas of different classes; 0 is none, as outside the region.

    Parameters
    ----------
    geo : Geography
    classes : int, shape (areas,)
    inland : bool
        Leave out the region's own outline.
    """
    padded = np.append(classes, 0)  # the last is where -1 points
    left, right = padded[geo.sides[:, 0]], padded[geo.sides[:, 1]]
    differs = left != right
    if inland:
        differs &= (geo.sides >= 0).all(axis=1)
    return np.flatnonzero(differs)


def borders_of(geo: Geography) -> dict[str, NDArray[np.int64]]:
    """Arcs of the region's border, of its municipalities' and of its areas', each arc in one."""
    region = between(geo, np.ones(len(geo.areas), np.int64))
    inland = between(geo, geo.municipality + 2, inland=True)
    everything = between(geo, np.arange(1, len(geo.areas) + 1), inland=True)
    return {"region": region, "municipality": inland, "area": np.setdiff1d(everything, inland)}


def outline(geo: Geography, areas: Sequence[int]) -> NDArray[np.int64]:
    """Arcs with exactly one side in a set of areas."""
    inside = np.zeros(len(geo.areas), np.int64)
    inside[list(areas)] = 1
    return between(geo, inside)


def chains(geo: Geography, which: Iterable[int]) -> list[list[int]]:
    """Arcs joined end to end into long lines, so that dashes run on and corners are round."""
    ends: dict[tuple[float, float], list[int]] = {}
    which = [int(arc) for arc in which]
    for arc in which:
        ends.setdefault(_first(geo, arc), []).append(arc)
        ends.setdefault(_first(geo, ~arc), []).append(~arc)
    used: set[int] = set()

    def onward(place: tuple[float, float]) -> int | None:
        for ref in ends.get(place, ()):
            if (arc := ~ref if ref < 0 else ref) not in used:
                used.add(arc)
                return ref
        return None

    found = []
    for arc in which:
        if arc in used:
            continue
        used.add(arc)
        chain, before = [arc], []
        while (ref := onward(_first(geo, ~chain[-1]))) is not None:
            chain.append(ref)
        back = ~arc
        while (ref := onward(_first(geo, ~back))) is not None:
            before.append(~ref)
            back = ref
        found.append([*reversed(before), *chain])
    return found


def _first(geo: Geography, ref: int) -> tuple[float, float]:
    x, y = geo.arcs[~ref][-1] if ref < 0 else geo.arcs[ref][0]
    return (float(x), float(y))
