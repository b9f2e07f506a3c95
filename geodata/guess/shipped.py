"""Areas that come with the program, as what codes, names and coordinates of others are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources import SHIPPED, located, read

AREAS_FILE = SHIPPED + "areas.parquet"


@dataclass(frozen=True, eq=False)
class ShippedAreas:
    """Sweden's areas: their columns as text, and their shapes in degrees."""

    frame: DataFrame
    shapes: NDArray[np.object_]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of areas."""
        return frozenset(self.frame["area_id"])

    @cached_property
    def municipalities(self) -> Mapping[str, str]:
        """Code of each municipality -> its name."""
        rows = self.frame.drop_duplicates("municipality_id")
        return dict(zip(rows["municipality_id"], rows["municipality"], strict=True))

    @cached_property
    def counties(self) -> Mapping[str, str]:
        """The two digits of each county -> its name."""
        rows = self.frame.drop_duplicates("county")
        return {code[:2]: name for code, name in zip(rows["municipality_id"], rows["county"], strict=True)}

    def bounds(self, prefixes: frozenset[str]) -> tuple[float, float, float, float]:
        """West, south, east and north of the areas whose codes begin so, degrees; of all where none does."""
        mine = self.frame["area_id"].str.startswith(tuple(prefixes)).to_numpy(dtype=bool)
        west, south, east, north = shapely.total_bounds(self.shapes[mine] if mine.any() else self.shapes)
        return float(west), float(south), float(east), float(north)


@cache
def shipped_areas() -> ShippedAreas:
    """Sweden's areas, read once."""
    path: Path = located(AREAS_FILE, Path())
    raw = read(path, AREAS_FILE, None, Problems())
    if raw is None or raw.geometry is None:
        raise FileNotFoundError(path)
    return ShippedAreas(raw.frame, raw.geometry)
