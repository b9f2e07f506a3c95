"""Population points of a version as files: where they are, who lives there, how far off the units are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from geodata.publish.array_files import mapped
from geodata.region.population_points import PopulationPoints

ARRAYS = ("x", "y", "area")
PEOPLE = "points.people.parquet"
MINUTES = ("data", "indices", "indptr")


def write_points(points: PopulationPoints, folder: Path) -> None:
    """Write population points to a folder."""
    for name in ARRAYS:
        np.save(folder / f"points.{name}.npy", getattr(points, name))
    points.people.to_parquet(folder / PEOPLE, compression="zstd")


def read_points(folder: Path) -> PopulationPoints:
    """Population points of a folder, mapped."""
    x, y, area = (mapped(folder, f"points.{name}") for name in ARRAYS)
    return PopulationPoints(x, y, area, pd.read_parquet(folder / PEOPLE))


def write_point_minutes(folder: Path, stem: str, minutes: csr_array) -> None:
    """Write minutes from population points, the nearest first in each row."""
    for name in MINUTES:
        np.save(folder / f"{stem}.{name}.npy", getattr(minutes, name))


def read_point_minutes(folder: Path, stem: str, units: int) -> csr_array:
    """Minutes from the population points of a folder, mapped."""
    parts = [mapped(folder, f"{stem}.{name}") for name in MINUTES]
    return csr_array(tuple(parts), shape=(len(parts[-1]) - 1, units), copy=False)
