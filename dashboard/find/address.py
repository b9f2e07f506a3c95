"""What Hitta's address says that there is not: the page's script passes over what it cannot use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.find.document import open_units, options_of
from dashboard.find.facts import SERVES, groups
from dashboard.question.misread import Misread, each_unknown, unless
from dashboard.question.pin import is_place
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment, assess
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms, parse

GROUPS: Final = ("services", "languages", "open", "operator", "accepts", "step_free")
"""Groups of filters, which are keys of the address."""
CHOSEN_MOST: Final = 4
"""Units beside each other, as assets/page-find/model.js has it."""


def asked_form(region: Region, query: Mapping[str, str]) -> Assessment:
    """Assessment of the care form that the page shows: the first, where the address names none there is."""
    form = query.get("form", "")
    return assess(region, parse(region, {"care_form": form if form in care_forms(region) else ""}))


def misread_find(assessment: Assessment, query: Mapping[str, str], words: Words) -> list[Misread]:
    """What an address of the page says that there is not.

    Parameters
    ----------
    assessment : Assessment
        Of the care form that the page shows.
    query : mapping
        The address's keys and values.
    words : Words
    """
    region = assessment.region
    point, area, municipality, unit = (query.get(key, "") for key in ("point", "area", "muni", "unit"))
    at = open_units(assessment)
    ids = region.units.index[at].tolist()
    chosen = list(dict.fromkeys(id_ for id_ in query.get("chosen", "").split(";") if id_ in set(ids)))
    return [
        *unless(query.get("form") in care_forms(region), "form", query.get("form", ""), "name"),
        *unless(is_place(point), "point", point, "nowhere"),
        *unless(area in region.areas.index, "area", area, "nowhere"),
        *unless(municipality in set(region.areas["municipality_id"]), "muni", municipality, "nowhere"),
        *unless(unit in ids, "unit", unit, "none"),
        *each_unknown(query, "chosen", ids, ";"),
        *(Misread("chosen", id_, "rest") for id_ in chosen[CHOSEN_MOST:]),
        *unless(query.get("view") == "compare", "view", query.get("view", "")),
        *each_unknown(query, "untold", (*GROUPS, SERVES)),
        *(_misread_filters(region, at, query, words) if any(key in query for key in GROUPS) else []),
    ]


def _misread_filters(region: Region, at: list[int], query: Mapping[str, str], words: Words) -> list[Misread]:
    """Options that no unit of the care form has: the page does not ask for them."""
    return [
        misread
        for group in groups(region, words)
        for misread in each_unknown(
            query,
            group.key,
            (key for key, _ in options_of(group, at)),
            "," if group.key == "operator" else ";",  # Planera reads operators too
        )
    ]
