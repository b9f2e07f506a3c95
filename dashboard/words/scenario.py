"""What a scenario is called, and what each of its changes is: "Ny i Åsarp, stänger Herrljunga"."""

from __future__ import annotations

import numpy as np

from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.region.changes import Change
from geodata.region.unit_places import unit_places

NAMED = 2
"""Changes that a scenario's own name tells; of more it says so."""


def scenario_name(assessment: Assessment, words: Words) -> str:
    """Name made of a scenario's changes: "Stänger Norr, ny i Ceby".

    Parameters
    ----------
    assessment : Assessment
    words : Words

    Returns
    -------
    str
        "Idag" where nothing changes, "Ändrade regler" where only rules do.
    """
    changes = assessment.scenario.changes
    if not changes:
        return words("whatif.rules_only" if assessment.scenario.rules else "scenario.today")
    names = [_change_text(assessment, change, words) for change in changes[:NAMED]]
    name = ", ".join([names[0], *(name[:1].lower() + name[1:] for name in names[1:])])
    return words("scenario.and_more", name=name) if len(changes) > NAMED else name


def plates(assessment: Assessment, words: Words) -> list[dict[str, object]]:
    """Name plates of the changes on the map, in their order, with where each unit stood before."""
    if not assessment.scenario.changes:
        return []
    position = {id_: at for at, id_ in enumerate(assessment.units.index)}
    lon, lat = unit_places(assessment.units, assessment.region.settings.crs)
    lon_before, lat_before = unit_places(assessment.without_changes.units, assessment.region.settings.crs)
    found: list[dict[str, object]] = []
    for change in assessment.scenario.changes:
        at = position[change.id]
        if not np.isfinite(lon[at]):
            continue  # closed or resized, and never on the map
        moved = change.kind == "move" and at < len(lon_before) and np.isfinite(lon_before[at])
        found.append(
            {
                "kind": change.kind,
                "id": change.id,
                "label": _plate(assessment, change, words),
                "lat": float(lat[at]),
                "lon": float(lon[at]),
                "from": [float(lat_before[at]), float(lon_before[at])] if moved else None,
                "ring_label": words("scenario.ring", limit=assessment.scenario.limit_min),
            }
        )
    return found


def changes_told(assessment: Assessment, words: Words) -> list[str]:
    """Each change in full, in the order done: what is changed, where to, and to what capacity.

    Parameters
    ----------
    assessment : Assessment
    words : Words
    """
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    found = []
    for change in assessment.scenario.changes:
        text = _change_text(assessment, change, words)
        if change.kind == "move":
            place = _place(assessment, change) or words("scenario.outside")
            text = words("scenario.moved_to", change=text, place=place)
        if change.capacity is not None:
            capacity = words.number(change.capacity, 0 if change.capacity.is_integer() else 1)
            kind = words.inside(form.capacity_name) or words("scenario.capacity")
            text = words("scenario.with_capacity", change=text, capacity=capacity, kind=kind)
        found.append(text)
    return found


def _change_text(assessment: Assessment, change: Change, words: Words) -> str:
    if change.kind == "add" and change.name:
        return words("scenario.add_named", name=change.name)
    if change.kind == "add":
        place = _place(assessment, change)
        return words("scenario.add", place=place) if place else words("scenario.add_outside")
    return words(f"scenario.{change.kind}", unit=_name(assessment, change))


def _plate(assessment: Assessment, change: Change, words: Words) -> str:
    if change.kind == "add" and change.name:
        return words("scenario.plate_named", name=change.name)
    if change.kind == "add":
        place = _place(assessment, change)
        return words("scenario.plate_add", place=place) if place else words("scenario.add_outside")
    if change.kind == "size":
        capacity = words.number(change.capacity or 0.0, 0 if (change.capacity or 0).is_integer() else 1)
        return words("scenario.plate_size", unit=_name(assessment, change), capacity=capacity)
    return words(f"scenario.plate_{change.kind}", unit=_name(assessment, change))


def _name(assessment: Assessment, change: Change) -> str:
    return str(assessment.units["name"].loc[change.id])


def _place(assessment: Assessment, change: Change) -> str:
    area = int(assessment.units["area"].loc[change.id])
    return str(assessment.region.areas["name"].iloc[area]) if area >= 0 else ""
