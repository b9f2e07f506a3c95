"""The quality of stops as files of a version."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import fields
from pathlib import Path
from typing import Final

import numpy as np

from geodata.publish.array_files import mapped
from geodata.transit.stop_quality import StopQuality

NAMES: Final = tuple(field.name for field in fields(StopQuality))


def write_stops(stops: StopQuality, folder: Path) -> None:
    """Write them."""
    for name in NAMES:
        np.save(folder / f"stops.{name}.npy", getattr(stops, name))


def read_stops(folder: Path, files: Container[str]) -> StopQuality | None:
    """Read them, mapped; None where the version has none."""
    if f"stops.{NAMES[0]}.npy" not in files:
        return None
    return StopQuality(*(mapped(folder, f"stops.{name}") for name in NAMES))
