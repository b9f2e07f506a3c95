"""The facts of a unit: where each comes from, who may change it, and what the published version says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd
import shapely

from geodata.contract.unit_facts import CHANGEABLE, UnitFacts
from geodata.geometry.degrees import to_degrees
from geodata.overlay.rows import PLACE
from geodata.overlay.units import DECIMALS
from geodata.region.region import Region
from geodata.sources.raw import cell_text

type Origin = Literal["register", "contract", "computed", "own"]

FACTS: Final = (
    "name", "address", "phone", "operator", "listed", "opening", "accepts_new", "languages", "services",
    "closures", "capacity", "step_free", "url", "register_url", "e_services_url", "place", "closed",
)  # fmt: skip
"""In the order shown."""
LISTS: Final = ("languages", "services")
CHOICES: Final = ("accepts_new", "step_free")
_FIXED: Final[Mapping[str, Origin]] = {"name": "register", "operator": "contract", "listed": "computed"}
_CAPACITY_DECIMALS: Final = 2


@dataclass(frozen=True)
class Fact:
    """One fact of a unit.

    Attributes
    ----------
    field : str
        Out of `FACTS`.
    origin : Origin
        Who answers for it.
    value : str
        As a table of units would have it; "" not known.
    """

    field: str
    origin: Origin
    value: str

    @property
    def editable(self) -> bool:
        """Whether it is changed in the form."""
        return self.origin == "own"


def origin_of(field: str, settings: UnitFacts) -> Origin:
    """Who answers for a fact, as the region declares."""
    if field in _FIXED:
        return _FIXED[field]
    return "register" if field in settings.from_register or field not in CHANGEABLE else "own"


def facts_of(region: Region, unit_id: str) -> tuple[Fact, ...]:
    """The facts of a unit, in the order shown; without how many are listed where the region does not say.

    Raises
    ------
    KeyError
        If the region has no such unit.
    """
    values = published_values(region, unit_id)
    own = region.settings.unit_facts
    return tuple(Fact(field, origin_of(field, own), values[field]) for field in FACTS if field in values)


def published_values(region: Region, unit_id: str) -> dict[str, str]:
    """By field, what the published version says of a unit, as a table of units would have it.

    Raises
    ------
    KeyError
        If the region has no such unit.
    """
    unit = region.units.loc[unit_id]
    found: dict[str, str] = {}
    for field in FACTS:
        if field == PLACE:
            found[field] = _place(region, unit_id)
        elif field in unit:
            value = unit[field]
            if field == "capacity" and not pd.isna(value):
                value = round(float(str(value)), _CAPACITY_DECIMALS)
            found[field] = cell_text(None if pd.isna(value) else value)
    return found


def changed_only(
    region: Region, unit_id: str, wanted: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Of what a form holds, what differs from what is published: before and after, by field.

    Parameters
    ----------
    region : Region
    unit_id : str
    wanted : mapping of str
        Of facts that the unit may change; others are left out.

    Returns
    -------
    tuple of (dict, dict)
    """
    from geodata.overlay.values import same

    before, after = {}, {}
    for fact in facts_of(region, unit_id):
        text = wanted.get(fact.field, fact.value).strip()
        # The address goes with a move, whoever else answers for it.
        free = fact.editable or (fact.field == "address" and PLACE in wanted)
        if free and not same(fact.field, fact.value, text, region.settings):
            before[fact.field], after[fact.field] = fact.value, text
    return before, after


def _place(region: Region, unit_id: str) -> str:
    point = region.units.geometry.loc[unit_id]
    if not isinstance(point, shapely.Point) or point.is_empty:
        return ""
    lon, lat = to_degrees(region.settings.crs).transform(point.x, point.y)
    return f"{lat:.{DECIMALS}f},{lon:.{DECIMALS}f}"
