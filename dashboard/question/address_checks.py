"""What an address chooses of map, table and page, each value against what the region has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dashboard.kpis import ALIASES as KPI_ALIASES
from dashboard.kpis import kpis_of
from dashboard.layers import layers_of
from dashboard.layers.brush import read_brush
from dashboard.layers.choices import ALIASES, FIGURES
from dashboard.layers.figures import AREA_FIGURES
from dashboard.layers.flows import LINES
from dashboard.layers.gap_scale import SCALES
from dashboard.layers.need import OutlookWords
from dashboard.layers.need_figures import need_figures
from dashboard.layers.unit_signs import UNIT_SIZES, unit_colours
from dashboard.question.display import MAPS
from dashboard.question.line import read_line
from dashboard.question.misread import Misread, each_unknown, unless
from dashboard.question.pin import is_place, numbers
from dashboard.question.questions import offered_questions
from dashboard.question.tariff_checks import misread_tariff
from dashboard.question.versus import misread_versus
from dashboard.texts.catalogue import LANGUAGES
from geodata.access.nearest import METHODS
from geodata.assessment.reached_area import parse_steps
from geodata.assessment.service_areas import KINDS
from geodata.contract.errors import RegionError, UnknownNameError
from geodata.equity.offer import divisions_offered, measures_offered
from geodata.focus.who_goes_where import WAYS
from geodata.measures.futures import measures_ahead
from geodata.measures.need import why_no_need
from geodata.measures.registry import measures_of
from geodata.needs.futures import parse_futures, parse_rise
from geodata.needs.of_region import need_model_of
from geodata.needs.outlook import parse_outlook
from geodata.region import periods
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms

LABELS = "labels"
"""The one switch of the map that is no layer."""
ADDED = re.compile(r"n[0-9]+")
"""Ids of units that a scenario adds."""
SHARE = re.compile(r"100|[0-9]{1,2}")


def misread_display(region: Region, record: Mapping[str, str]) -> list[Misread]:
    """What a record of `STORES["display"]` says that there is not.

    Parameters
    ----------
    region : Region
    record : mapping
        Of the store or the address.
    """
    figure = record.get("figure", "")
    layers = (*(layer.key for layer in layers_of(region)), LABELS, "none")
    return [
        *each_unknown(record, "layers", layers),
        *unless(record.get("service") in KINDS, "service", record.get("service", "")),
        *unless(record.get("measure") in METHODS, "measure", record.get("measure", "")),
        *unless(ALIASES.get(figure, figure) in FIGURES, "figure", figure),
        *unless(record.get("lines") in LINES, "lines", record.get("lines", "")),
        *unless(record.get("gap") in SCALES, "gap", record.get("gap", "")),
        *unless(record.get("maps") in MAPS, "maps", record.get("maps", "")),
        *misread_versus(region, record),
        *unless(record.get("areas_by") in AREA_FIGURES, "areas_by", record.get("areas_by", "")),
        *unless(record.get("units_by") in unit_colours(region), "units_by", record.get("units_by", "")),
        *unless(record.get("need_by") in need_figures(region), "need_by", record.get("need_by", "")),
        *unless(record.get("units_size") in UNIT_SIZES, "units_size", record.get("units_size", "")),
        *misread_brush(region, record),
        *unless(is_place(record.get("pin", "")), "pin", record.get("pin", ""), "none"),
        *unless(
            read_line(region, record.get("line", "")) is not None, "line", record.get("line", ""), "none"
        ),
        *misread_ways(region, record),
        *misread_reach(region, record),
        *misread_outlook(region, record),
        *misread_tariff(region, record),
        *unless(
            record.get("question") in offered_questions(region.hidden), "question", record.get("question", "")
        ),
    ]


def misread_brush(region: Region, record: Mapping[str, str]) -> list[Misread]:
    """An interval of no figure that the region has."""
    brush = read_brush(record.get("brush", ""))
    known = brush is not None and brush.measure in measures_of(region)
    return unless(known, "brush", record.get("brush", ""), "none")


def misread_reach(region: Region, record: Mapping[str, str]) -> list[Misread]:
    """A place that is reached and minutes to it, as far as they can be known without the scenario.

    Names, and places outside the region, are told where what is reached is.
    """
    place, steps = record.get("reach", ""), record.get("reach_min", "")
    kind, _, id_ = place.partition(":")
    codes = {"area": region.areas.index, "unit": region.units.index}.get(kind)
    known = codes is None or id_ in codes or (kind == "unit" and ADDED.fullmatch(id_) is not None)
    return [
        *unless(known, "reach", place, "none"),
        *unless(_are_steps(region, steps), "reach_min", steps),
    ]


def _are_steps(region: Region, text: str) -> bool:
    try:
        parse_steps(region, text)
    except RegionError:
        return False
    return True


def misread_ways(region: Region, record: Mapping[str, str]) -> list[Misread]:
    """What map and table both read: which way flows go, and which period use is compared with."""
    base = region.visits.periods if region.visits else ()
    return [
        *unless(record.get("way") in WAYS, "way", record.get("way", "")),
        *unless(record.get("since") in periods.choices(base), "since", record.get("since", "")),
    ]


def misread_outlook(region: Region, record: Mapping[str, str]) -> list[Misread]:
    """What is said of the years to come that no care form of the region can be asked of."""
    if not any(record.get(key) for key in OutlookWords._fields):
        return []  # most addresses: nothing has to be worked out to read them
    forms = [form for form in care_forms(region) if not why_no_need(region, form)]
    return [
        misread
        for key in OutlookWords._fields
        for misread in unless(
            any(_answers(region, form, key, record.get(key, "")) for form in forms),
            key,
            record.get(key, ""),
        )
    ]


def _answers(region: Region, form: str, key: str, word: str) -> bool:
    """Whether a care form's outlook can be as a word of an address says."""
    model = need_model_of(region, form)
    try:
        if key == "futures":
            parse_futures(model, word)
        elif key == "rise":
            parse_rise(word)
        else:
            parse_outlook(model.offer, {key: word})
    except UnknownNameError:
        return False
    return True


def misread_equity(region: Region, record: Mapping[str, str]) -> list[Misread]:
    """A measure that is not told of groups of people, or groups that the region knows nothing of."""
    of, by = record.get("equity_of", ""), record.get("equity_by", "")
    return [
        *unless(of in measures_offered(region), "equity_of", of),
        *unless(by in divisions_offered(region), "equity_by", by),
    ]


def misread_view(region: Region, query: Mapping[str, str]) -> list[Misread]:
    """What Planera's own keys say that there is not: where the map looks, the figure."""
    at, kpi, chart = query.get("at", ""), query.get("kpi", ""), query.get("chart", "")
    known = {measure.key for measure in kpis_of(region)}
    return [
        *unless(is_view(at), "at", at, "region"),
        *unless(is_share(query.get("swipe", "")), "swipe", query.get("swipe", "")),
        *unless(KPI_ALIASES.get(kpi, kpi) in {*known, *measures_ahead()}, "kpi", kpi, "none"),
        *unless(chart in known, "chart", chart, "none"),
    ]


def is_view(text: str) -> bool:
    """Whether a text says where a map looks: "9.50/57.7012/11.9342", zoom, latitude and longitude."""
    found = numbers(text, "/", 3)
    return found is not None and found[0] >= 0 and is_place(f"{found[1]},{found[2]}")


def is_share(text: str) -> bool:
    """Whether a text is a whole number from 0 to 100."""
    return SHARE.fullmatch(text) is not None


def misread_language(query: Mapping[str, str]) -> list[Misread]:
    """A language that the pages are not in."""
    return unless(query.get("lang") in LANGUAGES, "lang", query.get("lang", ""), "name")
