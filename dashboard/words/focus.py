"""What is in focus, by name: a place, a unit, a zone, or what is drawn."""

from __future__ import annotations

from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place

NAMED_MOST = 6
"""Areas that are named where several are listed; the rest are counted."""


def unnamed(focus: Place, words: Words) -> str:
    """What several areas or a drawn part are, whatever somebody calls them."""
    key = f"ui.{focus.kind}_one" if len(focus.areas) == 1 else f"ui.{focus.kind}"
    return words(key, areas=words.count(len(focus.areas)))


def areas_named(assessment: Assessment, focus: Place, words: Words) -> str:
    """Names of the first areas of a place, and how many more there are."""
    names = assessment.region.areas["name"].to_numpy(object)[focus.areas]
    listed = ", ".join(str(name) for name in names[:NAMED_MOST])
    rest = len(names) - NAMED_MOST
    return words("ui.areas_more", names=listed, count=words.count(rest)) if rest > 0 else listed


def focus_title(assessment: Assessment, focus: Place, words: Words) -> tuple[str, tuple[str, str] | None]:
    """Name of the place in focus, and the municipality it is in.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    words : Words

    Returns
    -------
    title : str
    municipality : (str, str) or None
        Id and name; None where the place is not in one municipality.
    """
    if focus.is_whole_region:
        return words.of(assessment.region.settings.name), None
    areas = assessment.region.areas
    first = areas.iloc[focus.areas[0]] if len(focus.areas) else None
    municipality = (str(first["municipality_id"]), str(first["municipality"])) if first is not None else None
    if focus.is_unit:
        unit = assessment.units.iloc[focus.units[0]]
        location = int(unit["area"])
        if location < 0:
            return str(unit["name"]), None
        area = areas.iloc[location]
        return str(unit["name"]), (str(area["municipality_id"]), str(area["municipality"]))
    if focus.is_municipality:
        return municipality[1] if municipality else focus.id, None
    if focus.is_zone:
        zone = assessment.zone(focus.id)
        more = len(zone.areas) - 1
        key = "ui.zone_more_one" if more == 1 else "ui.zone_more"
        return words(key, name=zone.name, more=more) if more else zone.name, municipality
    if focus.name:
        return focus.name, None
    if focus.is_drawn or focus.is_several:
        return unnamed(focus, words), None
    return str(first["name"]) if first is not None else focus.id, municipality
