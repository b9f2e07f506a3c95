"""From where a place is reached, as plain data, a table of text, and a feature collection: one answer."""

from __future__ import annotations

import csv
import io
import math

import shapely
from shapely.geometry import mapping

from dashboard.layers.reach_words import KEY, ReachWords
from dashboard.question.address import question_path
from dashboard.tables.csv_files import delimiter, plain_number, safe
from dashboard.words.reach import age_names, notes, place_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.reached_area import ReachedArea, outlines_of
from geodata.focus.places import place_of
from geodata.geometry.degrees import to_degrees
from geodata.region.unit_places import unit_places
from geodata.travel.reached_outlines import Outline, Outlines

DECIMALS = 5
"""Of degrees: a metre."""
Json = dict[str, object]


def reach_json(reach: ReachWords, assessment: Assessment, words: Words, site: str = "") -> Json:
    """Residents and units within each of the minutes, as plain data.

    Parameters
    ----------
    reach : ReachWords
    assessment : Assessment
    words : Words
    site : str
        The site's own address, without a slash at its end.

    Raises
    ------
    RegionError
        If there is no such place, or nothing is known of it.
    """
    found = reach.found(assessment)
    start, region = found.start, assessment.region
    ids, names = assessment.units.index, assessment.units["name"]
    shown = {"layers": KEY, **found_words(reach, found)._asdict()}
    return {
        "place": {
            "kind": start.kind,
            "text": start.text,
            "name": place_name(found, words),
            "latitude": round(start.lat, DECIMALS),
            "longitude": round(start.lon, DECIMALS),
        },
        "care_form": assessment.scenario.care_form,
        "mode": region.settings.travel.key,
        "version": region.version,
        "within": [
            {
                "minutes": minutes,
                "residents": int(found.residents[""][at]) if found.residents else None,
                "residents_by_age": {key: int(counts[at]) for key, counts in found.residents.items() if key},
                "units": found.units_within(minutes) if found.units_known else None,
            }
            for at, minutes in enumerate(found.minutes)
        ],
        "units": [
            {"id": str(ids[unit]), "name": str(names.iloc[unit]), "minutes": round(minutes, 3)}
            for unit, minutes in zip(found.units.tolist(), found.unit_min.tolist(), strict=True)
        ],
        "rounded_to": found.rounded_to,
        "notes": list(notes(found, assessment, words)),
        "link": site + question_path(assessment, place_of(assessment, "region"), words.language, shown),
    }


def found_words(reach: ReachWords, found: ReachedArea) -> ReachWords:
    """The same as an address says it whatever was written: a name becomes what it is of."""
    return reach._replace(reach=found.start.text)


def reach_features(reach: ReachWords, assessment: Assessment, words: Words, site: str = "") -> Json:
    """The same as a GeoJSON feature collection: an outline for each of the minutes, the place and the units.

    Takes and raises what `reach_json` does. A note says how closely outlines are drawn.
    """
    answer = reach_json(reach, assessment, words, site)
    found = reach.found(assessment)
    outlines = outlines_of(assessment, found.start.text, found.minutes)
    lon, lat = unit_places(assessment.units, assessment.region.settings.crs)
    within, units = answer.pop("within"), answer.pop("units")
    assert isinstance(within, list)  # as `reach_json` has made them
    assert isinstance(units, list)
    features = [
        _feature(
            "outline",
            _in_degrees(outlines.by_minutes.get(each["minutes"]), assessment),
            {"label": words("reach.label", minutes=each["minutes"]), **each},
        )
        for each in reversed(within)
    ]
    place = answer["place"]
    assert isinstance(place, dict)
    features.append(_feature("place", _point(place["longitude"], place["latitude"]), place))
    features += [
        _feature("unit", _point(lon[at], lat[at]), each)
        for at, each in zip(found.units.tolist(), units, strict=True)
    ]
    answer["notes"] = [*notes(found, assessment, words), *outline_notes(outlines, words)]
    return {"type": "FeatureCollection", **answer, "features": features}


def outline_notes(outlines: Outlines, words: Words) -> list[str]:
    """How closely outlines are drawn."""
    return [words("reach.grid", metres=words.count(outlines.cell_m))] if outlines.by_minutes else []


def reach_csv(reach: ReachWords, assessment: Assessment, words: Words) -> bytes:
    """Residents and units within each of the minutes, a row each, as spreadsheets of the language read it."""
    found = reach.found(assessment)
    ages = age_names(found, assessment, words)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter(words), lineterminator="\r\n")
    units = [words("reach.units")] if found.units_known else []
    writer.writerow([words("reach.minutes"), *(safe(name) for name in ages.values()), *units])
    for at, minutes in enumerate(found.minutes):
        counts = [int(found.residents[key][at]) for key in ages]
        counted = [found.units_within(minutes)] if found.units_known else []
        writer.writerow([plain_number(minutes, words), *counts, *counted])
    return out.getvalue().encode("utf-8-sig")


def reach_text(reach: ReachWords, assessment: Assessment, words: Words) -> list[str]:
    """Lines of text: the place, who lives within each of the minutes, the units, and how it was counted."""
    found = reach.found(assessment)
    ages = age_names(found, assessment, words)
    lines = [words("reach.title", place=place_name(found, words)), ""]
    for at, minutes in enumerate(found.minutes):
        parts = [f"{name} {words.count(int(found.residents[key][at]))}" for key, name in ages.items()]
        if found.units_known:
            parts.append(f"{words('reach.units')} {words.count(found.units_within(minutes))}")
        lines.append(f"{words('reach.within', minutes=minutes)}: {', '.join(parts)}")
    names = assessment.units["name"]
    units = [
        words("reach.unit", name=str(names.iloc[unit]), minutes=words.minutes(minutes))
        for unit, minutes in zip(found.units.tolist(), found.unit_min.tolist(), strict=True)
    ]
    return [*lines, "", *units, *([""] if units else []), *notes(found, assessment, words)]


def _in_degrees(outline: Outline | None, assessment: Assessment) -> Json | None:
    """An outline as GeoJSON, the other way around the earth's own: exteriors anticlockwise."""
    if outline is None or outline.is_empty:
        return None
    transform = to_degrees(assessment.region.settings.crs).transform
    lon, lat = transform(*shapely.get_coordinates(outline).T)
    degrees = shapely.set_coordinates(
        outline,
        [[round(float(x), DECIMALS), round(float(y), DECIMALS)] for x, y in zip(lon, lat, strict=True)],
    )
    found: Json = mapping(shapely.orient_polygons(degrees))
    return found


def _point(lon: float, lat: float) -> Json | None:
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return None
    return {"type": "Point", "coordinates": [float(lon), float(lat)]}


def _feature(kind: str, geometry: Json | None, properties: Json) -> Json:
    return {"type": "Feature", "geometry": geometry, "properties": {"feature": kind, **properties}}
