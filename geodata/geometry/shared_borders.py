"""Shared borders: polygons -> arcs that each stand once, on an integer grid.

A border between two areas is one arc that both refer to, so a map draws it once, knows who lies on
either side, and can outline any class of areas as "the arcs whose two sides differ". Coordinates are
WGS84 longitude and latitude; a grid unit is 1e-4 degree (about 11 m north, 6 m east in Sweden).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Geometries = NDArray[np.object_]
Rings = Sequence[Sequence[int]]

SCALE = 1e-4
"""Degrees in one grid unit."""

OUTSIDE = -1
"""The side of an arc where no area lies."""

_BASE = 1 << 32  # packs two non-negative 32-bit integers in one 64-bit one


@dataclass(frozen=True, eq=False)
class Topology:
    """Areas as references to shared arcs.

    Attributes
    ----------
    arcs : tuple of int64 arrays, each of shape (points, 2)
        Grid coordinates (longitude, latitude); every shared border once.
    sides : int64, shape (arcs, 2)
        Position of the area to the left and to the right of each arc; `OUTSIDE` where there is none.
    areas : list, one an area
        Polygons -> rings (shell first, then holes) -> signed references: `i` is arc i forwards,
        `~i` the same backwards. Shells run counterclockwise.
    """

    arcs: tuple[Ints, ...]
    sides: Ints
    areas: list[list[list[list[int]]]]


@dataclass(frozen=True, eq=False)
class _Rings:
    """Open rings (the first vertex is not repeated), one after another."""

    points: Ints  # (vertices, 2)
    ring: Ints  # (vertices,) the ring each vertex is of, ascending
    area: Ints  # (rings,)
    polygon: Ints  # (rings,)
    shell: NDArray[np.bool_]  # (rings,)


def topology(geometry: NDArray[np.object_]) -> Topology:
    """Arcs of polygons, every shared border once, on the grid of 1e-4 degree.

    Vertices are rounded to the grid before borders are compared, so that neighbours share them
    exactly. Borders that do not match even then become two arcs with `OUTSIDE` on one side each. An
    area too small for the grid keeps a ring of one grid unit.

    Parameters
    ----------
    geometry : array of Polygon or MultiPolygon, shape (areas,)
        Longitude and latitude in degrees.

    Returns
    -------
    Topology
    """
    rings = _with_the_smallest(_rounded(geometry), geometry)
    node = np.unique(rings.points[:, 0] * _BASE + rings.points[:, 1], return_inverse=True)[1]
    rings, node = _from_a_junction(rings, node)
    return _assemble(rings, node, len(geometry))


def polygons(arcs: Sequence[NDArray[np.float64]], areas: Sequence[Sequence[Rings]]) -> Geometries:
    """Areas put together again from their arcs.

    Parameters
    ----------
    arcs : sequence of float64, each of shape (points, 2)
        As of `Topology`, in any plane.
    areas : sequence
        Likewise; one without any ring is empty.

    Returns
    -------
    array of MultiPolygon, shape (areas,)
    """

    def ring(refs: Sequence[int]) -> NDArray[np.float64]:
        return np.concatenate([arcs[ref] if ref >= 0 else arcs[~ref][::-1] for ref in refs])

    found = np.empty(len(areas), dtype=object)
    for at, parts in enumerate(areas):
        shells = [shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in parts]
        found[at] = shapely.MultiPolygon(shells)
    return found


def grid(degrees: NDArray[np.float64]) -> Ints:
    """Degrees as whole grid units."""
    return np.rint(degrees / SCALE).astype(np.int64)


def _rounded(geometry: NDArray[np.object_]) -> _Rings:
    polygons, area = shapely.get_parts(geometry, return_index=True)
    polygons = shapely.orient_polygons(polygons)  # shells counterclockwise: the area is to the left
    lines, polygon = shapely.get_rings(polygons, return_index=True)
    xy, ring = shapely.get_coordinates(lines, return_index=True)
    points, ring = _without_spikes(grid(xy), ring)
    shell = np.diff(polygon, prepend=-1) != 0
    return _real(_Rings(points, ring, area[polygon], polygon, shell))


def _without_spikes(points: Ints, ring: Ints) -> tuple[Ints, Ints]:
    """Drop repeated vertices and spikes (a, b, a), as often as dropping makes new ones."""
    while True:
        before, after = _neighbours(ring)
        dropped = (points == points[after]).all(axis=1)
        if not dropped.any():  # a spike is told from its neighbours only once they differ
            dropped = (points[before] == points[after]).all(axis=1)
        if not dropped.any():
            return points, ring
        points, ring = points[~dropped], ring[~dropped]


def _real(rings: _Rings) -> _Rings:
    """Drop rings that rounding has emptied or turned inside out, and holes without their shell."""
    starts = _starts(rings.ring)
    x, y = rings.points.T
    after = _neighbours(rings.ring)[1]
    twice = np.zeros(len(rings.area), dtype=np.int64)
    if len(starts):
        twice[rings.ring[starts]] = np.add.reduceat(x * y[after] - x[after] * y, starts)
    real = np.where(rings.shell, twice > 0, twice < 0)
    real &= np.isin(rings.polygon, rings.polygon[rings.shell & real])
    kept = real[rings.ring]
    ring = (np.cumsum(real) - 1)[rings.ring[kept]]
    return _Rings(rings.points[kept], ring, rings.area[real], rings.polygon[real], rings.shell[real])


def _with_the_smallest(rings: _Rings, geometry: NDArray[np.object_]) -> _Rings:
    """Give every area that has vanished a ring of one grid unit where it was."""
    lost = np.setdiff1d(np.flatnonzero(~shapely.is_empty(geometry)), rings.area)
    corner = grid(shapely.get_coordinates(shapely.point_on_surface(geometry[lost])))
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    number = np.arange(len(lost))
    return _Rings(
        np.concatenate([rings.points, (corner[:, None, :] + square).reshape(-1, 2)]),
        np.concatenate([rings.ring, len(rings.area) + number.repeat(len(square))]),
        np.concatenate([rings.area, lost]),
        np.concatenate([rings.polygon, rings.polygon.max(initial=-1) + 1 + number]),
        np.concatenate([rings.shell, np.ones(len(lost), dtype=bool)]),
    )


def _from_a_junction(rings: _Rings, node: Ints) -> tuple[_Rings, Ints]:
    """The same rings, each begun at a vertex where arcs may end.

    That is a vertex where other than two borders meet. A ring without one, such as an island's,
    begins at its lowest node, so that a ring inside it and the ring around it begin alike.
    """
    starts = _starts(rings.ring)
    after = _neighbours(rings.ring)[1]
    edges = np.unique(_edge_keys(node, node[after]))
    ends = np.concatenate([edges // _BASE, edges % _BASE])
    junction = np.bincount(ends, minlength=node.max(initial=-1) + 1) != 2
    has_one = np.logical_or.reduceat(junction[node], starts)
    junction[np.minimum.reduceat(node, starts)[~has_one]] = True

    lengths = np.diff(starts, append=len(node))
    within = np.arange(len(node)) - starts.repeat(lengths)
    first = np.minimum.reduceat(np.where(junction[node], within, len(node)), starts)
    order = starts.repeat(lengths) + (within + first.repeat(lengths)) % lengths.repeat(lengths)
    turned = _Rings(rings.points[order], rings.ring, rings.area, rings.polygon, rings.shell)
    return turned, np.where(junction[node[order]], node[order], ~node[order])


def _assemble(rings: _Rings, marked: Ints, areas: int) -> Topology:
    """Cut rings into runs between junctions (nodes not negated), and make equal runs one arc."""
    node = np.where(marked < 0, ~marked, marked)
    begins = np.flatnonzero(marked >= 0)
    after = _neighbours(rings.ring)[1]
    edge = np.unique(_edge_keys(node, node[after]), return_inverse=True)[1]
    # An edge lies on one arc alone, so a run is known by its lowest edge and the way it passes it.
    lowest = np.minimum.reduceat(edge * 2 + (node < node[after]), begins)
    _, first, arc = np.unique(lowest // 2, return_index=True, return_inverse=True)
    rank = np.empty_like(first)
    rank[np.argsort(first)] = np.arange(len(first))  # in the order met: neighbours near each other
    arc, first = rank[arc], np.sort(first)
    forward = (lowest % 2) == (lowest % 2)[first][arc]

    ends = np.append(begins[1:], len(node))
    arcs = tuple(
        np.concatenate([rings.points[begins[run] : ends[run]], rings.points[after[ends[run] - 1]][None]])
        for run in first
    )
    ring = rings.ring[begins]
    return Topology(
        arcs,
        _sides(arc, forward, rings.area[ring], len(arcs)),
        _nested(np.where(forward, arc, ~arc), ring, rings, areas),
    )


def _sides(arc: Ints, forward: NDArray[np.bool_], area: Ints, arcs: int) -> Ints:
    sides = np.full((arcs, 2), OUTSIDE, dtype=np.int64)
    column = np.where(forward, 0, 1)
    uses = np.bincount(arc * 2 + column, minlength=arcs * 2).reshape(-1, 2)
    plain = (uses <= 1).all(axis=1)[arc]
    sides[arc[plain], column[plain]] = area[plain]
    # More than one area on a side: necks that rounding has closed (an area on both sides, which
    # leaves the border to the others), or areas that overlap (the first of them stands).
    for crowded in np.unique(arc[~plain]):
        on_arc = arc == crowded
        left, right = (list(area[on_arc & (column == side)]) for side in (0, 1))
        for both in set(left) & set(right):
            left.remove(both)
            right.remove(both)
        sides[crowded] = [*left, OUTSIDE][0], [*right, OUTSIDE][0]
    return sides


def _nested(refs: Ints, ring: Ints, rings: _Rings, areas: int) -> list[list[list[list[int]]]]:
    nested: list[list[list[list[int]]]] = [[] for _ in range(areas)]
    by_ring = np.split(refs, _starts(ring)[1:])
    for number, members in enumerate(by_ring):
        polygons = nested[rings.area[number]]
        if rings.shell[number]:
            polygons.append([])
        polygons[-1].append(members.tolist())
    return nested


def _edge_keys(begin: Ints, end: Ints) -> Ints:
    return np.minimum(begin, end) * _BASE + np.maximum(begin, end)


def _starts(ring: Ints) -> Ints:
    """Where each ring begins among its vertices."""
    return np.flatnonzero(np.diff(ring, prepend=-1))


def _neighbours(ring: Ints) -> tuple[Ints, Ints]:
    """Position of the vertex before and after each one, around its own ring."""
    starts = _starts(ring)
    ends = np.append(starts[1:], len(ring)) - 1 if len(starts) else starts
    before, after = np.arange(len(ring)) - 1, np.arange(len(ring)) + 1
    before[starts], after[ends] = ends, starts
    return before, after
