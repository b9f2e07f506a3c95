"""The interface's own description: OpenAPI 3.0, made from the parameters and collections that answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.api import schemas
from dashboard.api.call import BASE, GEOJSON, HTML, JSON, OPENAPI, Call
from dashboard.api.collections import Collection, collections_of
from dashboard.api.documents import description_of, title_of
from dashboard.api.figures import figure_parameters
from dashboard.api.parameters import LANG, VERSION, Parameter, form_of
from dashboard.api.query import crs_parameters, item_parameters
from dashboard.api.reach import reach_parameters
from dashboard.tables.rows import heading_text
from dashboard.words.words import Words

Part = dict[str, object]
FORMS = ("json", "html")


def openapi(call: Call) -> Part:
    """The whole description, of the region and version of a call."""
    words, region = call.words, call.region
    paths: dict[str, Part] = {
        "/": _get(call, "landing", "Landing", {JSON: schemas.ref("landing"), HTML: schemas.PAGE}),
        "/conformance": _get(
            call, "conformance", "Conformance", {JSON: schemas.ref("conformance"), HTML: schemas.PAGE}
        ),
        "/openapi": _get(call, "openapi", "OpenApi", {OPENAPI: {"type": "object"}, HTML: schemas.PAGE}),
        "/collections": _get(
            call, "collections", "Collections", {JSON: schemas.ref("collections"), HTML: schemas.PAGE}
        ),
        "/kpis": _figures(call, "kpis", "Kpis"),
        "/report": _figures(call, "report", "Report"),
        "/reach": _described(
            call,
            words("api.link.reach"),
            words("api.reach_about"),
            "Reach",
            {GEOJSON: schemas.ref("reach")},
            reach_parameters(region),
            tag="Figures",
            forms=("json",),
        ),
        "/news": _described(
            call,
            words("api.link.news"),
            words("api.news_about"),
            "News",
            {JSON: schemas.ref("news")},
            (),
            tag="Figures",
            forms=("json",),
        ),
    }
    of_properties: Part = {}
    for data_set in collections_of(region).values():
        paths |= _of_collection(call, data_set)
        of_properties |= schemas.of_collection(data_set, words)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": words("api.title", region=words.of(region.settings.name)),
            "description": words("api.about"),
            "version": region.version,
        },
        "servers": [{"url": f"{call.root}{BASE}"}],
        "tags": [{"name": name} for name in ("Capabilities", "Data", "Figures")],
        "paths": paths,
        "components": {"schemas": {**schemas.SHARED, **of_properties}},
    }


def _of_collection(call: Call, data_set: Collection) -> dict[str, Part]:
    title, about = title_of(data_set, call.words), description_of(data_set, call.words)
    known = _named(data_set, call.words)
    path = f"/collections/{data_set.id}"
    page = {GEOJSON: schemas.ref(f"{data_set.id}.features"), HTML: schemas.PAGE}
    single = {GEOJSON: schemas.ref(f"{data_set.id}.feature"), HTML: schemas.PAGE}
    feature: Part = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "description": call.words("api.parameter.feature"),
        "schema": {"type": "string", "minLength": 1},
    }
    crs = crs_parameters(data_set)[0]
    return {
        path: _described(
            call,
            title,
            about,
            f"describe.{data_set.id}",
            {JSON: schemas.ref("collection"), HTML: schemas.PAGE},
            (),
        ),
        f"{path}/items": _described(
            call, title, about, f"get.{data_set.id}", page, item_parameters(data_set), known, crs=True
        ),
        f"{path}/items/{{featureId}}": _described(
            call, title, about, f"getOne.{data_set.id}", single, (crs,), known, (feature,), crs=True
        ),
    }


def _named(data_set: Collection, words: Words) -> Mapping[str, str]:
    return {key: heading_text(column, words) for key, column in data_set.properties.items()}


def _get(call: Call, key: str, operation: str, content: Mapping[str, object]) -> Part:
    return _described(call, call.words(f"api.link.{key}"), "", operation, content, (), tag="Capabilities")


def _figures(call: Call, key: str, operation: str) -> Part:
    content = {JSON: schemas.ref(key)}
    about = call.words(f"api.{key}_about")
    return _described(
        call,
        call.words(f"api.link.{key}"),
        about,
        operation,
        content,
        figure_parameters(call.region),
        tag="Figures",
        forms=("json",),
    )


def _described(
    call: Call,
    title: str,
    about: str,
    operation: str,
    content: Mapping[str, object],
    parameters: Iterable[Parameter],
    known: Mapping[str, str] | None = None,
    before: Sequence[Part] = (),
    *,
    tag: str = "Data",
    crs: bool = False,
    forms: Sequence[str] = FORMS,
) -> Part:
    """One path with its one operation."""
    taken = [*parameters, form_of(forms), LANG, VERSION]
    headers = {"ETag": {"schema": {"type": "string"}}}
    if crs:
        headers["Content-Crs"] = {"schema": {"type": "string"}}
    described: Part = {
        "summary": title,
        "operationId": operation,
        "tags": [tag],
        "parameters": [*before, *(_parameter(definition, call.words, known or {}) for definition in taken)],
        "responses": {
            "200": {
                "description": title,
                "headers": headers,
                "content": {type_: {"schema": schema} for type_, schema in content.items()},
            },
            "304": {"description": call.words("api.same")},
            **{
                status: {
                    "description": call.words(f"api.status.{status}"),
                    "content": {JSON: {"schema": schemas.ref("refused")}},
                }
                for status in ("400", "404", "406")
            },
        },
    }
    return {"get": described | ({"description": about} if about else {})}


def _parameter(definition: Parameter, words: Words, known: Mapping[str, str]) -> Part:
    parameter: Part = {
        "name": definition.name,
        "in": "query",
        "required": False,
        "description": words(
            f"api.parameter.{definition.about}",
            **definition.values,
            **({"name": known[definition.label]} if definition.label else {}),
        ),
        "schema": definition.schema,
        "style": "form",
        "explode": False,
    }
    return parameter
