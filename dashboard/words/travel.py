"""How travel minutes are found, in a sentence that stands beside the map and on every file."""

from __future__ import annotations

from dashboard.texts.travel_names import mode_name
from dashboard.words.words import Words
from geodata.region.region import Region
from geodata.travel.model import model_of


def travel_sentence(region: Region, words: Words) -> str:
    """Mode, model and what the model rests on, in a line or two."""
    travel, mode, model = region.settings.travel, words.of(mode_name(region)), model_of(region)
    if model == "table":
        return words("ui.travel_table", mode=mode)
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
