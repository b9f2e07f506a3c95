"""Whatever a region says, what is harvested is an address and a text that others can read."""

from __future__ import annotations

import pytest
from rdflib import Graph

from dashboard.dcat.terms import Iri, Literal, Statement
from dashboard.dcat.writers import WRITERS

ODD = ("a>b", 'a"b', "a b", "a\nb", "a{b}|c^`d\\", "a\x01b", "å/ä", "a\u2028b")
PARSED = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("odd", ODD)
def test_odd_letters_are_read_back_in_every_form(form: str, odd: str) -> None:
    subject = Iri(f"https://a.example/{odd}")
    write, _ = WRITERS[form]
    text = write([Statement(subject, "dcterms:title", Literal(odd, "sv"))])
    ((_, _, title),) = Graph().parse(data=text, format=PARSED[form])
    assert str(title) == odd.replace("\x01", " ")


def test_an_address_that_is_whole_stays_as_it_is() -> None:
    address = "https://å.example/a%20b?x=[1]&y='2'#z"
    assert Iri(address).address == address
