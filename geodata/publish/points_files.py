"""Population points of a version as files: arrays of their coordinates and areas, and their people."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from geodata.publish.array_files import mapped
from geodata.region.population_points import PopulationPoints

ARRAYS = ("x", "y", "area")
PEOPLE = "points.people.parquet"


def write_points(points: PopulationPoints, folder: Path) -> None:
    """Write population points to a folder."""
    for name in ARRAYS:
        np.save(folder / f"points.{name}.npy", getattr(points, name))
    points.people.to_parquet(folder / PEOPLE, compression="zstd")


def read_points(folder: Path) -> PopulationPoints:
    """Population points of a folder, mapped."""
    x, y, area = (mapped(folder, f"points.{name}") for name in ARRAYS)
    return PopulationPoints(x, y, area, pd.read_parquet(folder / PEOPLE))
