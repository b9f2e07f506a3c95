"""How far a case moves its unit."""

from __future__ import annotations

from math import hypot
from typing import Final

from dashboard.submissions.case import Draft
from geodata.geometry.degrees import to_metres
from geodata.overlay.rows import PLACE
from geodata.overlay.values import place_of
from geodata.region.region import Region

SAME_ADDRESS_M: Final = 200.0
"""A unit that moves less may keep its address: its place is only put right."""


def moved_m(draft: Draft, region: Region) -> float | None:
    """Metres as the crow flies that a unit moves; None where it does not, or nobody knows from where."""
    before, after = (place_of(side.get(PLACE, "")) for side in (draft.before, draft.after))
    if before is None or after is None:
        return None
    metres = to_metres(region.settings.crs)
    (x0, y0), (x1, y1) = (metres.transform(lon, lat) for lat, lon in (before, after))
    return hypot(x1 - x0, y1 - y0)
