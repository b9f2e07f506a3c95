"""Everything that Hitta shows of a region's units in one language, as documents for the browser.

The browser finds the nearest, filters and compares by itself: where somebody lives, and what they ask
for, is told to no server. What is told of units comes a care form at a time: all of Sweden is megabytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.find.facts import SERVES, Group, groups
from dashboard.find.field import Field
from dashboard.find.fields import ON_CARD, fields
from dashboard.find.hours import clock_document, hours_document
from dashboard.serve.encoding import encoded
from dashboard.words.words import Words, words_of
from geodata.assessment.assessment import Assessment, assess
from geodata.assessment.service_areas import members
from geodata.geometry.metres_polynomial import DEGREE, fit
from geodata.region.region import Region
from geodata.region.street_addresses import street_address
from geodata.region.unit_places import unit_places
from geodata.scenario.scenario import care_forms, parse
from geodata.travel.minutes_from_anywhere import minutes_by_area, paces

Document = dict[str, object]
Floats = NDArray[np.float64]


@lru_cache(maxsize=4)
def find_document(region: Region, language: str) -> bytes:
    """Units, their order in each care form, and paces as JSON.

    Returns
    -------
    bytes
        `ids`, `names`, `lon`, `lat` (None without a place), `muni` (position of the municipality, below 0
        where it stands in none) of all units; `forms`, each with the
        positions of its open units `at` and their order by name `rank`; `clock`, see
        `dashboard.find.hours`; `flat`, see
        `geodata.geometry.metres_polynomial`; `paces` (metres a minute of each area, or one for all) and
        `pace` outside them, None where minutes are no straight line; `towns` of the units' addresses.
    """
    words = words_of(region.settings, language)
    lon, lat = unit_places(region.units, region.settings.crs)
    pace = paces(region)
    return _json(
        {
            "ids": region.units.index.tolist(),
            "names": region.units["name"].tolist(),
            "lon": [x if np.isfinite(x) else None for x in lon.tolist()],
            "lat": [y if np.isfinite(y) else None for y in lat.tolist()],
            "muni": region.municipalities.of_unit[:-1].tolist(),
            "forms": [_form(region, key, words) for key in care_forms(region)],
            "flat": _flat(region, lon, lat),
            "paces": None if pace is None else _few(pace[0].tolist()),
            "pace": None if pace is None else round(pace[1], 3),
            "clock": clock_document(region.settings.opening),
            "towns": _towns(region, lon.tolist(), lat.tolist()),
        }
    )


@lru_cache(maxsize=32)
def form_document(region: Region, language: str, key: str) -> bytes:
    """Details of the units of one care form as JSON: `card`, `hours`, `fields` and `groups`.

    Parameters
    ----------
    region : Region
    language : str
    key : str
        One of `care_forms(region)`.
    """
    words = words_of(region.settings, language)
    assessment = assess(region, parse(region, {"care_form": key}))
    at = open_units(assessment)
    units = assessment.units.iloc[at]
    return _json(
        {
            "card": ON_CARD,
            "hours": hours_document(units["opening"].tolist(), units["closures"].tolist()),
            "fields": [_field(field) for field in fields(assessment, at, words)],
            "groups": [
                *(_group(group, at) for group in groups(region, words)),
                *([_served(assessment, at)] if _visits_home(region, key) else []),
            ],
        }
    )


@lru_cache(maxsize=2)
def minutes_document(region: Region) -> bytes:
    """Minutes from every area to every unit, for models that are not straight lines.

    Parameters
    ----------
    region : Region

    Returns
    -------
    bytes
        JSON: `begins` (uint32, where each area's units begin), `units` (uint32) and `tenths` (uint16,
        tenths of a minute), each in base64; see `geodata.travel.minutes_from_anywhere`.
    """
    begins, units, tenths = minutes_by_area(region)
    return _json(
        {
            "begins": encoded(begins, np.uint32),
            "units": encoded(units, np.uint32),
            "tenths": encoded(tenths, np.uint16),
        }
    )


def open_units(assessment: Assessment) -> list[int]:
    """Positions of the care form's units that are open."""
    found: list[int] = np.flatnonzero(assessment.supply.in_scope & assessment.supply.open).tolist()
    return found


def _form(region: Region, key: str, words: Words) -> Document:
    assessment = assess(region, parse(region, {"care_form": key}))
    form = region.settings.care_forms[key]
    at = open_units(assessment)
    names = region.units["name"].tolist()
    order = sorted(range(len(at)), key=lambda position: (words.sort_key(names[at[position]]), at[position]))
    rank = np.empty(len(at), np.int64)
    rank[order] = np.arange(len(at))
    return {
        "key": key,
        "name": words.of(form.name),
        "plural": words.of(form.plural),
        "shape": form.shape,
        "home": _visits_home(region, key),
        "at": at,
        "rank": rank.tolist(),
        "outside": np.flatnonzero(assessment.supply.outside[at]).tolist(),
        "placeless": np.flatnonzero(~assessment.supply.placed[at]).tolist(),
        "idle": np.flatnonzero(assessment.supply.takes_nobody[at]).tolist(),
        "shut": int((assessment.supply.in_scope & ~assessment.supply.open).sum()),
    }


def _field(field: Field) -> Document:
    same = list(field.short) == list(field.full)
    return {
        "key": field.key,
        "label": field.label,
        "short": field.short,
        "full": 0 if same else field.full,
        "spans": field.spans or 0,
        "about": field.about or 0,
        "values": field.values or 0,
        "better": field.better,
    }


def options_of(group: Group, at: Sequence[int]) -> list[tuple[str, str]]:
    """Options of a group that some of the units at these positions have."""
    known = [answers for unit in at if (answers := group.units[unit]) is not None]
    used = {option for answers in known for option in answers} | (set(group.timed) if known else set())
    return [option for option in group.options if option[0] in used]


def _group(group: Group, at: Sequence[int]) -> Document:
    values = [group.units[unit] for unit in at]
    return {
        "key": group.key,
        "takes": group.takes,
        "lang": group.lang,
        "about": dict(group.about),
        "options": options_of(group, at),
        "told": values,
    }


def _visits_home(region: Region, key: str) -> bool:
    return region.settings.care_forms[key].reach == "visits_home"


def _served(assessment: Assessment, at: Sequence[int]) -> Document:
    """Where units of care at home may come: positions of the areas they are contracted for."""
    areas = members(assessment, "contracted").tocsc()
    contracted = [areas.indices[areas.indptr[unit] : areas.indptr[unit + 1]] for unit in at]
    answers = [[str(area) for area in sorted(served.tolist())] or None for served in contracted]
    return {"key": SERVES, "takes": "any", "lang": "", "about": {}, "options": [], "told": answers}


def _flat(region: Region, lon: Floats, lat: Floats) -> Document:
    """How degrees become the region's own metres, wherever its areas and units are."""
    has_place = np.isfinite(lon) & np.isfinite(lat)
    west, south, east, north = region.areas.to_crs("EPSG:4326").total_bounds.tolist()
    flat = fit(
        region.settings.crs,
        (
            min(west, *lon[has_place].tolist()),
            min(south, *lat[has_place].tolist()),
            max(east, *lon[has_place].tolist()),
            max(north, *lat[has_place].tolist()),
        ),
    )
    return {
        "lon": flat.lon,
        "lat": flat.lat,
        "span": flat.span,
        "degree": DEGREE,
        "x": flat.x.tolist(),
        "y": flat.y.tolist(),
    }


def _few(values: list[float]) -> list[float]:
    """One number where all are the same."""
    rounded = [round(value, 3) for value in values]
    return rounded[:1] if len(set(rounded)) == 1 else rounded


def _towns(region: Region, lon: Sequence[float], lat: Sequence[float]) -> list[Document]:
    """Postal towns of the units' addresses that are no places of the map, in the middle of their units."""
    known = set(region.places["name"]) if len(region.places) else set()
    found: dict[str, list[int]] = {}
    for at, address in enumerate(region.units["address"]):
        town = street_address(address).locality
        if town and town not in known and np.isfinite(lon[at]):
            found.setdefault(town, []).append(at)
    return [
        {
            "name": town,
            "lon": round(float(np.mean([lon[unit] for unit in at])), 4),
            "lat": round(float(np.mean([lat[unit] for unit in at])), 4),
        }
        for town, at in sorted(found.items())
    ]


def _json(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
