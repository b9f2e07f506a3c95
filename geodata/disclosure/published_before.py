"""Cells as a version has published them, by the positions of later areas, units and municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import DisclosureError
from geodata.disclosure.release import another_release
from geodata.region.region import Region
from geodata.region.visits import LEVELS, Visits

Codes = NDArray[np.int32]

LOWEST = -3
"""The lowest code of those that are no position; these mean the same in every version."""
GONE = LOWEST - 1
PLURAL = {"area": "areas", "unit": "units", "municipality": "municipalities"}
NAMED = 5
"""So many ids are named, at most."""


def recoded(visits: Visits, before: Region, after: Region) -> Visits:
    """Published visits of a version by the positions that their areas and units have in another.

    Parameters
    ----------
    visits : Visits
        Of `before`, or some of them.
    before, after : Region
        The later one has the same areas, units and municipalities, in the same municipalities, as far as
        there are visits of them; it may have more.

    Returns
    -------
    Visits

    Raises
    ------
    DisclosureError
        If it has not: which, and what to do.
    """
    kinds: dict[str, tuple[Sequence[str], Sequence[str]]] = {
        "area": (before.areas.index.to_list(), after.areas.index.to_list()),
        "unit": (before.units.index.to_list(), after.units.index.to_list()),
        "municipality": (before.municipalities.ids, after.municipalities.ids),
    }
    code = {kind: _codes(*ids) for kind, ids in kinds.items()}
    ends = [(name[end], getattr(level, column)) for name, level in visits.levels.items()
            for end, column in enumerate(("residence", "provider")) if name[end] in kinds]  # fmt: skip
    used = {kind: np.unique(np.concatenate([codes for end, codes in ends if end == kind])) for kind in kinds}
    for kind, (ids, _) in kinds.items():
        found = used[kind][used[kind] >= 0]
        gone = found[code[kind][found - LOWEST] == GONE]
        _refuse(f"{PLURAL[kind]} that the data no longer have", [str(ids[at]) for at in gone], after)
        if kind != "municipality":
            moved = found[_moved(kind, found, code[kind], before, after)]
            what = f"{PLURAL[kind]} that have moved to another municipality"
            _refuse(what, [str(ids[at]) for at in moved], after)
    levels = {}
    for name in LEVELS:
        level, (residence, provider) = visits.levels[name], name
        levels[name] = replace(
            level,
            residence=code[residence][level.residence - LOWEST],
            provider=level.provider if provider == "region" else code[provider][level.provider - LOWEST],
        )
    return replace(visits, levels=levels)


def _codes(before: Iterable[str], after: Iterable[str]) -> Codes:
    """Later codes by earlier ones, from the lowest on; `GONE` where there is none."""
    place = {id_: position for position, id_ in enumerate(after)}
    found = [place.get(id_, GONE) for id_ in before]
    return np.array([*range(LOWEST, 0), *found], np.int32)


def _moved(kind: str, used: Codes, code: Codes, before: Region, after: Region) -> NDArray[np.bool_]:
    """Which of some areas or units lie in another municipality than before."""
    was, is_ = (_homes(kind, region) for region in (before, after))
    return np.array([was[at] != is_[code[at - LOWEST]] for at in used.tolist()], bool)


def _homes(kind: str, region: Region) -> list[str]:
    """Id of the municipality of each area or unit; the code where it lies in none."""
    places = region.municipalities
    codes = places.of_area if kind == "area" else places.of_unit
    return [places.ids[code] if code >= 0 else str(code) for code in codes.tolist()]


def _refuse(what: str, ids: Sequence[str], after: Region) -> None:
    if not ids:
        return
    named = ", ".join(ids[:NAMED]) + (f" and {len(ids) - NAMED} more" if len(ids) > NAMED else "")
    raise DisclosureError(
        f"There are published visits of {what}: {named}. Nothing is published: what is published stays, and "
        "can be neither moved nor left out without showing whose it was. Keep an area as it is, and keep a "
        "unit, with the day that it closed; what moves gets a new id where it comes to. "
        f"{another_release(after.settings.release)}"
    )
