"""How travel minutes are found, in a sentence beside the map and on every file; and how far a journey is."""

from __future__ import annotations

import math

from dashboard.texts.travel_names import mode_name
from dashboard.words.words import Words
from geodata.region.region import Region
from geodata.travel.model import model_of
from geodata.travel.roughness import roughness_min

WHOLE_KM_FROM_M = 99_950
LEAST_MIN = 0.5
"""As assets/page-find/cards.js has them."""


def travel_sentence(region: Region, words: Words) -> str:
    """Mode, model and what the model rests on, in a line or two."""
    travel, mode, model = region.settings.travel, words.of(mode_name(region)), model_of(region)
    if model == "table":
        return words("ui.travel_table", mode=mode)
    if model == "public_transport":
        return _transit_sentence(region, mode, words)
    if model == "road_network":
        about = region.roads.about if region.roads is not None else {}
        date = words.date(about["date"]) if about.get("date") else words("why.missing")
        return words("ui.travel_roads", mode=mode, date=date, credit=about.get("credit", ""))
    sentence = words(
        "ui.travel_straight",
        mode=mode,
        detour=words.number(travel.detour, 2),
        speed=words.number(travel.speed_kmh, 0),
    )
    for kind in travel.kinds.values():
        sentence += " " + words(
            "ui.travel_kind",
            kind=kind.name,
            density=words.count(kind.from_per_km2),
            detour=words.number(kind.detour, 2),
            speed=words.number(kind.speed_kmh, 0),
        )
    return sentence


def roads_account(region: Region, words: Words) -> str:
    """What the minutes along roads reckon with, and what not; "" where they are found in another way."""
    if model_of(region) != "road_network":
        return ""
    return words(f"ui.method.roads.{region.settings.travel.mode}")


def _transit_sentence(region: Region, mode: str, words: Words) -> str:
    """When one wants to be there, how often the minutes hold, and by which timetable and roads."""
    transit, roads = region.settings.travel.transit, region.roads
    assert transit is not None  # `region.toml` is refused without
    names = ", ".join(region.timetable.names) if region.timetable is not None else words("why.missing")
    return words(
        f"ui.travel_transit_{transit.when}",
        mode=mode,
        date=words.date(transit.date.isoformat()),
        first=_clock(transit.from_min),
        last=_clock(transit.to_min),
        percentile=words.number(transit.percentile, 0),
        walk=words.number(transit.longest_walk_min, 0),
        timetable=names,
        credit=f" {roads.about['credit']}." if roads is not None and roads.about.get("credit") else "",
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def homes_sentence(region: Region, words: Words) -> str:
    """Where journeys begin, and how rough that is where it is one point an area; "" where a table says."""
    if model_of(region) == "table":
        return ""
    if region.points is not None:
        return words("ui.travel_points", count=words.count(len(region.points.x)))
    rough = roughness_min(region)
    if math.isnan(rough):
        return words("ui.travel_point")
    return words("ui.travel_point_rough", minutes=words.minutes(rough))


def place_sentence(region: Region, words: Words) -> str:
    """What distance and time from a place of one's own are, in a list by distance."""
    model = model_of(region)
    spread = model in ("road_network", "public_transport") and region.points is not None
    return words(f"find.model.{model}_points" if spread else f"find.model.{model}")


def from_area_key(region: Region) -> str:
    """Key of what the time from a place is where it is that of the whole area; `name` is the area's."""
    return "find.say.from_area" if region.points is None else "find.say.from_area_points"


def by_mode(region: Region, words: Words) -> str:
    """What one travels by, after a number of minutes."""
    mode = region.settings.travel.mode
    return words(f"find.by.{mode}") if words.has(f"find.by.{mode}") else words("find.by_other", mode=mode)


def journey_length(region: Region, metres: float, minutes: float, words: Words) -> str:
    """How long a journey is, in the words of Hitta's cards: "2,3 km · 4 min med bil".

    Parameters
    ----------
    region : Region
    metres : float
        In a straight line.
    minutes : float
        NaN where nothing says, inf out of reach.
    words : Words
    """
    length = words("find.say.km", km=words.number(metres / 1000, 1 if metres < WHOLE_KM_FROM_M else 0))
    if math.isnan(minutes):
        return length
    if math.isinf(minutes):
        return f"{length} \u00b7 {words('find.say.beyond')}"
    key = "find.say.min_none" if minutes < LEAST_MIN else "find.say.min"
    time = words(key, min=words.count(math.floor(minutes + 0.5)), by=by_mode(region, words))
    return f"{length} \u00b7 {time}"
