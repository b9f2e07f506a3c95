"""Where rows with coordinates stand: which column is east, and in which system they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Series

from geodata.guess.column_guess import PLACE
from geodata.guess.findings import Reason, Setting
from geodata.guess.systems import DEGREES, Bounds, Floats, falls, points_of
from geodata.guess.table_guess import Fit, Sight


@dataclass(frozen=True)
class Placing:
    """What the columns of coordinates are, after they have been looked at on the map.

    Attributes
    ----------
    columns : mapping
        Ours -> theirs, in place of what the names alone said.
    settings : tuple of Setting
    reason : Reason or None
        Why, for the columns.
    sure : float
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    reason: Reason | None = None
    sure: float = 0.0


def placing(sight: Sight, fit: Fit, where: NDArray[np.object_] | Bounds | None, region_crs: str) -> Placing:
    """What a file's coordinates are, by where they fall.

    Parameters
    ----------
    sight, fit
    where : shapes in degrees, or bounds, or None
        Where most rows should be; None where that is not known.
    region_crs : str
        What is taken for granted where `crs` is not written.
    """
    theirs = {ours: column for ours, (column, _guess) in fit.columns.items()}
    if PLACE in theirs and "longitude" not in theirs and "x" not in theirs:
        return _of_text(sight, theirs[PLACE], where, region_crs)
    for pair in (("longitude", "latitude"), ("x", "y")):
        if set(pair) <= set(theirs):
            first, second = (sight.column(theirs[ours]).text for ours in pair)
            found = _fallen(_floats(first), _floats(second), where, region_crs)
            if found is None:
                return Placing()
            crs, swapped, inside = found
            names = (theirs[pair[1]], theirs[pair[0]]) if swapped else (theirs[pair[0]], theirs[pair[1]])
            east, north = ("longitude", "latitude") if crs == DEGREES else ("x", "y")
            reason = Reason("falls_in", crs, (f"{inside:.0%}",))
            settings = (
                () if crs in (DEGREES, region_crs) else (Setting(("crs",), crs, _sure(inside), reason),)
            )
            return Placing({east: names[0], north: names[1]}, settings, reason, _sure(inside))
    return Placing()


def _of_text(
    sight: Sight, column: str, where: NDArray[np.object_] | Bounds | None, region_crs: str
) -> Placing:
    """Coordinates taken out of one text, in the order that falls inside."""
    text = sight.column(column).filled
    pairs = points_of(text.tolist())
    found = _fallen(pairs[:, 0], pairs[:, 1], where, region_crs) or (DEGREES, True, 0.5)
    crs, swapped, inside = found
    number = r"[-+]?\d+(?:\.\d+)?"
    gap = r"[^\d.+-]+"
    first, second = rf"({number}){gap}{number}\D*$", rf"{number}{gap}({number})\D*$"
    east, north = (second, first) if swapped else (first, second)
    names = ("longitude", "latitude") if crs == DEGREES else ("x", "y")
    reason = Reason("place_in_text", column, (crs, f"{inside:.0%}"))
    settings = [
        Setting(("extract", ours), {"column": column, "pattern": pattern}, _sure(inside), reason)
        for ours, pattern in zip(names, (east, north), strict=True)
    ]
    if crs not in (DEGREES, region_crs):
        settings.append(Setting(("crs",), crs, _sure(inside), reason))
    return Placing({}, tuple(settings), reason, _sure(inside))


def _fallen(
    first: Floats, second: Floats, where: NDArray[np.object_] | Bounds | None, region_crs: str
) -> tuple[str, bool, float] | None:
    if where is None:
        return None
    every = falls(first, second, where, (region_crs,))
    if not every or every[0].inside == 0:
        return None
    likely = [fall for fall in every if fall.inside >= every[0].inside - 0.02]
    chosen = next((fall for fall in likely if fall.crs == region_crs and not fall.swapped), likely[0])
    return chosen.crs, chosen.swapped, chosen.inside


def _floats(text: Series[str]) -> Floats:
    bare = text.str.replace("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", "", regex=True)
    return pd.to_numeric(bare.str.replace(",", "."), errors="coerce").to_numpy(dtype=float)


def _sure(inside: float) -> float:
    return 0.5 + 0.48 * inside
