"""Published visits of a version as files: an array for each column of each level, and their labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from geodata.publish.array_files import mapped
from geodata.publish.map_documents import compact_json
from geodata.publish.plain_json import from_plain_json, to_plain_json
from geodata.region.release import Release
from geodata.region.visits import LEVELS, Level, Visits

LABELS = ("periods", "years", "care_forms", "age_groups", "protected", "by_persons")
COLUMNS = ("slices", "residence", "provider", "visits", "cost")
FILE = "visits.json"


def write_visits(visits: Visits, folder: Path) -> dict[str, Any]:
    """Write visits to a folder; what a manifest says of their release."""
    release = {"release": to_plain_json(visits.release)} if visits.protected else {}
    for (residence, provider), level in visits.levels.items():
        for column in COLUMNS:
            np.save(folder / f"visits.{residence}.{provider}.{column}.npy", getattr(level, column))
    labels = {name: getattr(visits, name) for name in LABELS}
    (folder / FILE).write_bytes(compact_json(labels | release))
    return release


def read_visits(folder: Path) -> Visits:
    """Visits of a folder, mapped. Older programs named no release and knew of no persons."""
    labels = {"by_persons": False, **json.loads((folder / FILE).read_bytes())}
    fields: dict[str, Any] = {
        name: tuple(labels[name]) if isinstance(labels[name], list) else labels[name] for name in LABELS
    }
    levels = {
        name: Level(*(mapped(folder, f"visits.{name[0]}.{name[1]}.{column}") for column in COLUMNS))
        for name in LEVELS
    }
    return Visits(**fields, levels=levels, release=from_plain_json(Release | None, labels.get("release")))
