"""Statements of RDF: a subject, a property and a value, and the vocabularies they come from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|\\^`]')
NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

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
    """A thing, named by its address; what an address may not hold of it is written by its code."""

    address: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", NOT_IN_IRI.sub(lambda each: quote(each[0]), self.address))


@dataclass(frozen=True)
class Literal:
    """A text in a language, or a value of a kind: `xsd:date`; what no XML may hold is a blank."""

    text: str
    language: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", NOT_IN_XML.sub(" ", self.text))


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
