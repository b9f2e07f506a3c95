"""What dear work may cost, and how much of it is done at once: by kind of work, and by who asks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from geodata.sources.apart_limits import MIB, Limits


@dataclass(frozen=True)
class Bench:
    """Work of one kind: so many pieces at once, so many that wait, for how long, and what each may cost."""

    at_once: int
    waiting: int
    patience_s: float
    limits: Limits


PROCESSORS: Final = os.cpu_count() or 1
FILE: Final = Limits(processor_s=120, whole_s=300, memory_bytes=1536 * MIB, answer_bytes=256 * MIB)
"""Sixty steps as a workbook of a county take half of it."""
SEARCH: Final = Limits(processor_s=150, whole_s=90, memory_bytes=1536 * MIB, answer_bytes=64 * MIB)
"""A search ends by itself after a minute, on more than one processor."""

BENCHES: Final[Mapping[str, Bench]] = {
    "file": Bench(max(1, PROCESSORS), 4 * PROCESSORS, 20.0, FILE),
    "presentation": Bench(max(1, PROCESSORS // 2), 2 * PROCESSORS, 20.0, FILE),
    "search": Bench(max(1, PROCESSORS // 2), 1, 1.0, SEARCH),
}
"""By kind of work: who asks for one view never waits for sixty steps."""
OF_CLIENT: Final = 3
"""Pieces of a kind that one client has at once, where it is known who asks."""

DEAR: Final[Mapping[str, str]] = {
    "view": "file",
    "presentation": "presentation",
    "download": "file",
    "api_report": "file",
    "compare_csv": "file",
    "compare_txt": "file",
    "reach_file": "file",
    "api_reach": "file",
    "siting": "search",
}
"""Kind of work of each route that is done in the workshop, by the route's name."""
