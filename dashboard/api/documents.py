"""What the interface says of itself: its start, what it conforms to, its collections."""

from __future__ import annotations

from datetime import date

from dashboard.api.call import BASE, GEOJSON, HTML, OPENAPI, Call, Link
from dashboard.api.collections import Collection, collections_of
from dashboard.api.crs import CRS84, addresses, own_address
from dashboard.layers.base import NUMBERS
from dashboard.question.question_json import question_json
from dashboard.tables.csv_files import provenance
from dashboard.tables.rows import heading_text
from dashboard.texts.travel_names import travel_name
from dashboard.words.disclosure import disclosure_sentence, noise_json
from dashboard.words.words import Words
from geodata.focus.places import whole_region
from geodata.region import periods
from geodata.region.region import Region

PART_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMS_TO = (
    f"{PART_1}/core",
    f"{PART_1}/oas30",
    f"{PART_1}/html",
    f"{PART_1}/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
)
"""OGC 17-069r4 and OGC 18-058r1."""
Document = dict[str, object]


def landing(call: Call) -> Document:
    """The start: what there is, and where."""
    words = call.words
    title = words("api.title", region=words.of(call.region.settings.name))
    return {
        "title": title,
        "description": " ".join((words("api.about"), *_about_all(call))),
        "version": call.region.version,
        "built": call.region.built,
        **_release(call.region),
        "links": [
            *call.selves(title),
            call.link("service-desc", words("api.link.openapi"), "/openapi", OPENAPI, f="json"),
            call.link("service-doc", words("api.link.openapi"), "/openapi", HTML, f="html"),
            call.link("conformance", words("api.link.conformance"), "/conformance"),
            call.link("data", words("api.link.collections"), "/collections"),
            call.link("related", words("api.link.kpis"), "/kpis"),
            call.link("related", words("api.link.report"), "/report"),
            call.link("related", words("api.link.news"), "/news"),
            _elsewhere(call, "describedby", "/data", HTML, words("api.link.page")),
        ],
    }


def conformance(call: Call) -> Document:
    """The conformance classes, by their addresses."""
    return {"conformsTo": list(CONFORMS_TO), "links": call.selves(call.words("api.link.conformance"))}


def collections(call: Call) -> Document:
    """Every collection."""
    return {
        "links": call.selves(call.words("api.link.collections")),
        "collections": [collection(call, data_set) for data_set in collections_of(call.region).values()],
    }


def collection(call: Call, data_set: Collection) -> Document:
    """One collection: what it holds, where and when, in which reference systems, under which licence."""
    title, path = title_of(data_set, call.words), f"/collections/{data_set.id}"
    own = call.selves(title) if call.path == path else [call.link("self", title, path)]
    items = [
        call.link("items", title, f"{path}/items", GEOJSON, f="json"),
        call.link("items", title, f"{path}/items", HTML, f="html"),
    ]
    return {
        "id": data_set.id,
        "title": title,
        "description": description_of(data_set, call.words),
        "itemType": "feature",
        "extent": {
            "spatial": {"bbox": [box_of(data_set)], "crs": CRS84},
            "temporal": {"interval": [interval_of(data_set)]},
        },
        "crs": addresses(data_set.assessment.region),
        "storageCrs": own_address(data_set.assessment.region.settings.crs),
        "version": call.region.version,
        **asked_of(data_set, call),
        "attribution": provenance(data_set.assessment, call.words),
        "attributes": attributes_of(data_set, call.words),
        "links": [*own, *items, _elsewhere(call, "describedby", "/data", HTML, call.words("api.link.page"))],
    }


def asked_of(data_set: Collection, call: Call) -> Document:
    """The question that a collection answers, the address that puts it again, and how noisy counts are."""
    assessment = data_set.assessment
    question = question_json(assessment, whole_region(assessment), call.words, call.root)
    return {**question, "noise": noise_json(assessment.region)}


def title_of(data_set: Collection, words: Words) -> str:
    """Name of a collection: its kind and its care form, "Units – Health centre".

    Parameters
    ----------
    data_set : Collection
    words : Words
        Of the language the name is written in.

    Returns
    -------
    str
    """
    form = data_set.assessment.region.settings.care_forms[data_set.assessment.scenario.care_form]
    return words("api.collection", kind=words(f"api.kind.{data_set.kind}.name"), form=words.of(form.name))


def description_of(data_set: Collection, words: Words) -> str:
    """What a collection holds, under which question, how counts are protected, and whether it is invented."""
    region, scenario = data_set.assessment.region, data_set.assessment.scenario
    form = region.settings.care_forms[scenario.care_form]
    sentences = [
        words.of(region.settings.notice) + "." if region.settings.notice else "",
        words(
            f"api.kind.{data_set.kind}.about",
            area=words.inside(region.settings.area_kind),
            visits=form.visits_name,
        ),
        words("api.question", limit=scenario.limit_min),
        words("api.question_mode", travel=travel_name(region)) if region.settings.travel_modes else "",
        words("api.question_period", period=words.inside(words.period(scenario.period)))
        if scenario.period
        else "",
        words("api.nothing"),
        disclosure_sentence(region, words),
    ]
    return " ".join(part for part in sentences if part)


def attributes_of(data_set: Collection, words: Words) -> list[Document]:
    """What each property is: its name, what it is called, and in what it is counted."""
    return [
        {
            "name": key,
            "title": heading_text(column, words),
            "kind": column.kind,
            "number": column.kind in NUMBERS,
        }
        for key, column in data_set.properties.items()
    ]


def box_of(data_set: Collection) -> list[float]:
    """Bounding box of a collection's features; of the region where no feature has a place.

    Parameters
    ----------
    data_set : Collection

    Returns
    -------
    list of float, length 4
        West, south, east and north, degrees, five decimals.
    """
    return list(data_set.box)


def interval_of(data_set: Collection) -> list[str | None]:
    """First and last moment of a collection: its period, or from the first unit's opening on.

    Parameters
    ----------
    data_set : Collection

    Returns
    -------
    list of str or None, length 2
        ISO 8601 in UTC; None is open.
    """
    if data_set.kind == "units":
        opened = [str(day) for day in data_set.table.values.get("opened", ()) if day]
        return [f"{min(opened)}T00:00:00Z" if opened else None, None]
    period = data_set.assessment.scenario.period
    if not period:
        return [None, None]
    first, last = periods.span(period)
    return [_moment(first, "00:00:00"), _moment(last, "23:59:59")]


def _moment(day: date, time: str) -> str:
    return f"{day.isoformat()}T{time}Z"


def _release(region: Region) -> Document:
    """Which draw of noise protected visits are of; nothing where there is none."""
    release = None if region.visits is None else region.visits.release
    return {} if release is None else {"release": {"label": release.label, "key": release.key}}


def _about_all(call: Call) -> list[str]:
    region, words = call.region, call.words
    notice = [words.of(region.settings.notice) + "."] if region.settings.notice else []
    return [*notice, disclosure_sentence(region, words)]


def _elsewhere(call: Call, rel: str, path: str, type_: str, title: str) -> Link:
    """A link to another part of the site."""
    link = call.link(rel, title, path, type_)
    return {**link, "href": link["href"].replace(f"{call.root}{BASE}", call.root, 1)}
