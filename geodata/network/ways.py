"""Ways as an extract holds them, before they are a graph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.network.profiles import Profile
from geodata.network.restrictions import Restriction

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
    profiles : tuple of (Profile, Profile)
        As it is in the country, and where roads lie dense.
    barriers : dict of int to tuple of bool
        Nodes that not every mode passes: whether car, bicycle and foot do.
    cut_off : int
        Ways of which the extract holds less than two nodes.
    newest : str
        ISO 8601 day of the latest change to any of the ways.
    way_id : int64, shape (ways,)
        OpenStreetMap's id of each way.
    signals : dict of int to tuple of bool
        Nodes with traffic signals: whether they hold those who go along the way as drawn, and against it.
    restrictions : tuple of Restriction
        Forbidden turns.
    unread_turns : dict of str to int
        Relations of forbidden turns that are not read, by why.
    """

    start: Ints
    profile: Ints
    node: Ints
    place: NDArray[np.int32]
    profiles: tuple[tuple[Profile, Profile], ...]
    barriers: dict[int, tuple[bool, ...]]
    cut_off: int
    newest: str
    way_id: Ints
    signals: dict[int, tuple[bool, bool]]
    restrictions: tuple[Restriction, ...]
    unread_turns: dict[str, int]
