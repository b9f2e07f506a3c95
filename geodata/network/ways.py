"""Ways as an extract holds them, before they are a graph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.network.profiles import Profile

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ways:
    """Ways of an extract that someone may travel on, one after another.

    Attributes
    ----------
    start : int64, shape (ways + 1,)
        Where each way's nodes begin in `node`.
    profile : int64, shape (ways,)
        Position in `profiles`.
    node : int64, shape (points,)
        OpenStreetMap's id of each node, as the way is drawn.
    place : int32, shape (points, 2)
        Its longitude and latitude, degrees x 1e7.
    profiles : tuple of Profile
    barriers : dict of int to tuple of bool
        Nodes that not every mode passes: whether car, bicycle and foot do.
    cut_off : int
        Ways of which the extract holds less than two nodes.
    newest : str
        ISO 8601 day of the latest change to any of the ways.
    """

    start: Ints
    profile: Ints
    node: Ints
    place: NDArray[np.int32]
    profiles: tuple[Profile, ...]
    barriers: dict[int, tuple[bool, ...]]
    cut_off: int
    newest: str
