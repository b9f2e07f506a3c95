"""RDF as text: Turtle, RDF/XML and JSON-LD, each with the same statements."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from dashboard.dcat.terms import VOCABULARIES, Iri, Literal, Statement, full_address


def turtle(statements: Iterable[Statement]) -> str:
    """Statements as Turtle (W3C 2014), grouped by subject."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in VOCABULARIES.items()]
    for subject, described in _by_subject(statements):
        rows = [
            f"    {_turtle_name(statement.property)} {_turtle_value(statement)}" for statement in described
        ]
        lines.append(f"\n<{subject.address}>\n" + " ;\n".join(rows) + " .")
    return "\n".join(lines) + "\n"


def rdf_xml(statements: Iterable[Statement]) -> str:
    """Statements as RDF/XML (W3C 2014)."""
    names = "".join(f'\n    xmlns:{name}="{address}"' for name, address in VOCABULARIES.items())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<rdf:RDF{names}>"]
    for subject, described in _by_subject(statements):
        lines.append(f"  <rdf:Description rdf:about={quoteattr(subject.address)}>")
        lines += [f"    {_xml_value(statement)}" for statement in described]
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>"]) + "\n"


def json_ld(statements: Iterable[Statement]) -> str:
    """Statements as JSON-LD 1.1 (W3C 2020), the vocabularies' addresses in the context."""
    things = []
    for subject, described in _by_subject(statements):
        thing: dict[str, object] = {"@id": subject.address}
        for name, several in groupby(
            sorted(described, key=lambda statement: statement.property),
            key=lambda statement: statement.property,
        ):
            thing["@type" if name == "rdf:type" else name] = [_json_value(statement) for statement in several]
        things.append(thing)
    return json.dumps({"@context": VOCABULARIES, "@graph": things}, ensure_ascii=False, indent=1) + "\n"


WRITERS: Mapping[str, tuple[Callable[[Iterable[Statement]], str], str]] = {
    "ttl": (turtle, "text/turtle"),
    "rdf": (rdf_xml, "application/rdf+xml"),
    "jsonld": (json_ld, "application/ld+json"),
}
"""By the form's name in an address: how it is written, and its media type."""


def _by_subject(statements: Iterable[Statement]) -> list[tuple[Iri, list[Statement]]]:
    found: dict[Iri, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.subject, []).append(statement)
    return list(found.items())


def _turtle_name(short: str) -> str:
    return "a" if short == "rdf:type" else short


def _turtle_value(statement: Statement) -> str:
    value = statement.value
    if isinstance(value, Iri):
        return f"<{value.address}>"
    text = json.dumps(value.text, ensure_ascii=False)  # Turtle escapes as JSON does
    return text + (f"@{value.language}" if value.language else f"^^{value.kind}" if value.kind else "")


def _xml_value(statement: Statement) -> str:
    value, name = statement.value, statement.property
    if isinstance(value, Iri):
        return f"<{name} rdf:resource={quoteattr(value.address)}/>"
    attributes = f' xml:lang="{value.language}"' if value.language else ""
    attributes += f' rdf:datatype="{full_address(value.kind)}"' if value.kind else ""
    return f"<{name}{attributes}>{escape(value.text)}</{name}>"


def _json_value(statement: Statement) -> object:
    value = statement.value
    if isinstance(value, Iri):
        return value.address if statement.property == "rdf:type" else {"@id": value.address}
    return _json_literal(value)


def _json_literal(value: Literal) -> dict[str, str]:
    if value.language:
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text, **({"@type": value.kind} if value.kind else {})}
