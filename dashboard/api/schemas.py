"""What the answers look like, as the JSON schemas of OpenAPI 3.0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from dashboard.api.collections import UNREACHABLE, Collection
from dashboard.layers.base import NUMBERS
from dashboard.tables.rows import heading_text
from dashboard.words.question import Part
from dashboard.words.words import Words

Schema = dict[str, object]
TEXT: Schema = {"type": "string"}
PAGE: Schema = {"type": "string"}
"""A page to read."""
COUNT: Schema = {"type": "integer", "minimum": 0}
GEOMETRIES: Mapping[str, Sequence[str]] = {
    "area": ("Polygon", "MultiPolygon"),
    "zone": ("Polygon", "MultiPolygon"),
    "municipality": ("Polygon", "MultiPolygon"),
    "unit": ("Point",),
    "flow": ("LineString",),
}
"""Types of geometry, by kind of row; what stands nowhere, such as a year, has none."""
PLACELESS: Schema = {"type": "object", "nullable": True, "enum": [None]}
"""A geometry that is always null."""


def ref(name: str) -> Schema:
    """A reference to a schema of the description."""
    return {"$ref": f"#/components/schemas/{name}"}


def maybe(schema: Schema) -> Schema:
    """The same, or nothing known."""
    return {**schema, "nullable": True}


def record(required: Mapping[str, object], more: Mapping[str, object] | None = None) -> Schema:
    """An object with some members always, and perhaps others."""
    return {"type": "object", "required": list(required), "properties": {**required, **(more or {})}}


def several(schema: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": schema}


NUMBER: Schema = {"type": "number"}
LINKS = several(ref("link"))
_KPI = {
    **dict.fromkeys(("family", "key", "name", "unit", "better", "missing", "source", "date"), TEXT),
    **{
        key: maybe(NUMBER)
        for key in ("value", "numerator", "denominator", "region", "today", "target", "threshold")
    },
    "unreachable": {"type": "boolean"},
}
_QUESTION = {
    "question": record({}, dict.fromkeys(get_args(Part), TEXT)),
    "link": TEXT,
    "noise": maybe(record({"of": TEXT, "variance": NUMBER, "exact_from": COUNT, "at_most": NUMBER})),
}
_FIGURES = {
    **_QUESTION,
    "region": record(dict.fromkeys(("id", "name", "notice", "version", "built", "residents_date"), TEXT)),
    "scenario": record(
        {
            "care_form": TEXT,
            "period": TEXT,
            "operators": several(TEXT),
            "age_group": TEXT,
            "limit_min": NUMBER,
            "rules": several({"type": "object"}),
            "changes": several({"type": "object"}),
            "as_of": TEXT,
        }
    ),
    "focus": record({"kind": TEXT, "id": TEXT, "areas": COUNT, "units": COUNT}),
    "kpis": several(record(_KPI)),
    "payment": maybe(
        record(
            {
                "tariff": maybe({"type": "object"}),
                **dict.fromkeys(("words", "missing"), TEXT),
                "kpis": several(record(_KPI)),
                **dict.fromkeys(("parts", "operators", "fifths"), several({"type": "object"})),
            }
        )
    ),
    "provenance": several(TEXT),
}
SHARED: Schema = {
    "link": record({"href": TEXT, "rel": TEXT}, {"type": TEXT, "title": TEXT, "hreflang": TEXT}),
    "refused": record({"code": TEXT, "description": TEXT}),
    "landing": record(
        {"title": TEXT, "description": TEXT, "version": TEXT, "built": TEXT, "links": LINKS},
        {"release": record({"label": TEXT, "key": TEXT})},
    ),
    "conformance": record({"conformsTo": several(TEXT)}, {"links": LINKS}),
    "collections": record({"links": LINKS, "collections": several(ref("collection"))}),
    "collection": record(
        {
            "id": TEXT,
            "title": TEXT,
            "description": TEXT,
            "itemType": TEXT,
            "extent": record(
                {
                    "spatial": record({"bbox": several(several(NUMBER)), "crs": TEXT}),
                    "temporal": record({"interval": several(several(maybe(TEXT)))}),
                }
            ),
            "crs": several(TEXT),
            "storageCrs": TEXT,
            "version": TEXT,
            **_QUESTION,
            "attribution": several(TEXT),
            "attributes": several(
                record({"name": TEXT, "title": TEXT, "kind": TEXT, "number": {"type": "boolean"}})
            ),
            "links": LINKS,
        }
    ),
    "news": record(
        {
            **dict.fromkeys(("version", "built", "about"), TEXT),
            "listed_most": COUNT,
            "previous": maybe(record({"version": TEXT, "built": TEXT})),
        },
        {
            "protected": {"type": "boolean"},
            "persons": record({"before": COUNT, "after": COUNT}),
            "counts": {"type": "object", "additionalProperties": COUNT},
            **dict.fromkeys(
                ("figures", "units", "areas", "residents", "visits", "indicators", "settings"),
                several({"type": "object"}),
            ),
        },
    ),
    "reach": record(
        {
            "type": TEXT,
            "place": record(
                {**dict.fromkeys(("kind", "text", "name"), TEXT), "latitude": NUMBER, "longitude": NUMBER}
            ),
            **dict.fromkeys(("care_form", "mode", "version", "link"), TEXT),
            "rounded_to": COUNT,
            "notes": several(TEXT),
            "features": several({"type": "object"}),
        }
    ),
    "kpis": record(_FIGURES),
    "report": record(
        {
            **_FIGURES,
            "effects": maybe({"type": "object"}),
            "choice_model": maybe({"type": "object"}),
            "choice_calibration": maybe({"type": "object"}),
            "totals": {"type": "object"},
            "accounts": several(
                record(
                    {
                        **dict.fromkeys(("table", "reason", "handling"), TEXT),
                        "rows": maybe(COUNT),
                        "amount": COUNT,
                        "examples": several(TEXT),
                    }
                )
            ),
        }
    ),
}


def of_collection(data_set: Collection, words: Words) -> Schema:
    """Schemas of one feature of a collection, and of a page of them."""
    types = GEOMETRIES.get(data_set.table.row_kind, ())
    shape = record(
        {
            "type": {"type": "string", "enum": list(types)},
            "coordinates": {"type": "array", "items": {}},
        }
    )
    feature = {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": TEXT,
        "geometry": maybe(shape) if types else PLACELESS,
        "properties": {**record(_properties(data_set, words)), "additionalProperties": False},
    }
    whole = {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "links": LINKS,
        "timeStamp": {"type": "string", "format": "date-time"},
        "numberMatched": COUNT,
        "numberReturned": COUNT,
        **_QUESTION,
        "features": several(record(feature)),
    }
    return {
        f"{data_set.id}.feature": record(feature, {"links": LINKS, **_QUESTION}),
        f"{data_set.id}.features": record(whole),
    }


def _properties(data_set: Collection, words: Words) -> Schema:
    found: Schema = {}
    for key, column in data_set.properties.items():
        kind = "number" if column.kind in NUMBERS else "boolean" if column.kind == "flag" else "string"
        found[key] = {"type": kind, "nullable": True, "title": heading_text(column, words)}
        if column.kind == "minutes":
            title = words("api.unreachable", name=heading_text(column, words))
            found[key + UNREACHABLE] = {"type": "boolean", "title": title}
    return found
