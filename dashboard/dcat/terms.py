"""Statements of RDF: a subject, a property and a value, and the vocabularies they come from."""

from __future__ import annotations

from dataclasses import dataclass

VOCABULARIES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gsp": "http://www.opengis.net/ont/geosparql#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Iri:
    """A thing, named by its address."""

    address: str


@dataclass(frozen=True)
class Literal:
    """A text in a language, or a value of a kind: `xsd:date`."""

    text: str
    language: str = ""
    kind: str = ""


Value = Iri | Literal


@dataclass(frozen=True)
class Statement:
    """One triple; the property by its short name, `dcterms:title`."""

    subject: Iri
    property: str
    value: Value


def full_address(short: str) -> str:
    """Full address of a short name."""
    prefix, _, name = short.partition(":")
    return VOCABULARIES[prefix] + name
