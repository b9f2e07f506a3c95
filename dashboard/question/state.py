"""What an address asks and has in focus; `display` has what it says of the map, `listing` of the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.question.misread import Misread
from geodata.contract.constants import CONSTANTS
from geodata.contract.errors import CapacityError, UnknownNameError, WaterError
from geodata.focus.place import PlaceType
from geodata.region.changes import MOST
from geodata.region.region import Region
from geodata.scenario.scenario import Scenario, parse

Record = Mapping[str, str]
"""What a store holds: address keys with their text; a key that is absent means its default."""

STORES: Mapping[str, tuple[str, ...]] = {store: (*keys,) for store, keys in CONSTANTS["stores"].items()}
"""Which address keys each store holds: what the map and the table both read is in both. `lang`, `v` (data
version), `at` (map view) and `kpi` (the key figure that was pressed) are the page's own."""

SCENARIO_NAMES: Mapping[str, str] = {
    "form": "care_form",
    "period": "period",
    "operator": "operators",
    "age": "age_group",
    "limit": "limit_min",
    "rules": "rules",
    "changes": "changes",
    "intake": "intake",
    "mode": "mode",
}
JOINED: Mapping[str, str] = {"operator": ",", "rules": ",", "changes": ";"}
"""Keys that hold several items, and what stands between those: one that is bad leaves the others. What comes
after `MOST` of them is read as one."""
NAME_MOST: int = CONSTANTS["most"]["name"]
FOCUS_OF: Mapping[str, PlaceType] = {
    "muni": "municipality",
    "area": "area",
    "areas": "several",
    "unit": "unit",
    "zone": "zone",
    "drawn": "drawn",
}
CALLED = ("areas", "drawn")
"""Keys of places without a name of their own: somebody may give them one, `called`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Place in focus: the whole region where `kind` is "region".

    `name` is what somebody calls several areas or a drawn part.
    """

    kind: PlaceType
    id: str
    name: str = ""


def read_scenario(region: Region, record: Record) -> tuple[Scenario, list[Misread]]:
    """Scenario of a record, and what it says that the region does not have.

    Parameters
    ----------
    region : Region
    record : mapping
        Keys of `STORES["scenario"]`.

    Returns
    -------
    tuple of (Scenario, list of Misread)
        A name that does not exist is replaced by its default and reported, never an error: a copied
        link may be older than the data.
    """
    misread: list[Misread] = []
    kept: dict[str, str] = {}
    for key in sorted(STORES["scenario"], key="mode".__ne__):  # a limit is one of the way of travelling
        if key not in record:
            continue
        between = JOINED.get(key)
        for item in record[key].split(between, MOST) if between else [record[key]]:
            change = f"{kept[key]}{between}{item}" if between and key in kept else item
            try:
                _scenario(region, {**kept, key: change})
            except CapacityError:
                misread.append(Misread(key, item, "most"))
            except WaterError:
                misread.append(Misread(key, item, "land"))
            except UnknownNameError:
                misread.append(Misread(key, item, "rest" if between else "name"))
            else:
                kept[key] = change
    return _scenario(region, kept), misread


def _scenario(region: Region, record: Record) -> Scenario:
    return parse(region, {SCENARIO_NAMES[key]: value for key, value in record.items()})


def read_selection(record: Record) -> Selection:
    """Selection of a record.

    Parameters
    ----------
    record : mapping
        Of the store or the address.

    Returns
    -------
    Selection
        The whole region where the record names nothing.
    """
    for key, kind in FOCUS_OF.items():
        if record.get(key):
            name = record.get("called", "")[:NAME_MOST] if key in CALLED else ""
            return Selection(kind, record[key], name)
    return Selection("region", "")
