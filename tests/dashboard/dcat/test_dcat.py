"""The catalogue is RDF that others can read, with everything that DCAT-AP asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from dashboard.api.collections import collections_of
from geodata.checks import check
from geodata.contract.settings import OpenData, Source
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region
from tests.toy import write_toy_region

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
FORMS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
SAID = OpenData(
    {"sv": 'Lilla regionen & "vännerna"', "en": "The <small> region\n\\ and friends"},
    "https://region.example/om?a=1&b=2",
    {"sv": "Statistik", "en": "Statistics"},
    "data@region.example",
    "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC0 1.0",
)
FETCHED = Source(
    "Folkmängd", "SCB", "CC0", "2026-06-08", {"sv": "", "en": ""}, (), "2026-11-30", "https://a.example/å b"
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose region says everything about its open data."""
    region = computed_small_region()
    settings = replace(region.settings, open_data=SAID, sources=(*region.settings.sources, FETCHED))
    return site_of(replace(region, settings=settings), tmp_path_factory.mktemp("told"))


def graph(site: Site, form: str = "ttl") -> Graph:
    answer = site.get(f"/dcat?f={form}")
    assert answer.status_code == 200
    return Graph().parse(data=answer.text, format=FORMS[form])


# rdflib's own reader of JSON-LD uses what rdflib warns of.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_all_three_forms_say_the_same(told: Site) -> None:
    graphs = [graph(told, form) for form in FORMS]
    assert len(graphs[0]) > 100
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


def test_every_collection_is_a_data_set_that_can_be_had(told: Site) -> None:
    found = graph(told)
    (catalogue,) = found.subjects(RDF.type, DCAT.Catalog)
    sets = set(found.objects(catalogue, DCAT.dataset))
    assert sets == set(found.subjects(RDF.type, DCAT.Dataset))
    assert len(sets) == len(collections_of(told.region))
    for one in sets:
        ways = list(found.objects(one, DCAT.distribution))
        assert ways
        for way in ways:
            for where in (*found.objects(way, DCAT.accessURL), *found.objects(way, DCAT.downloadURL)):
                parts = urlsplit(str(where))
                answer = told.get(f"{parts.path}?{parts.query}")
                assert answer.status_code == 200, where
                media = str(next(found.objects(way, DCAT.mediaType))).partition("media-types/")[2]
                assert answer.mimetype == media


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        (
            DCAT.Catalog,
            [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCAT.dataset],
        ),
        (
            DCAT.Dataset,
            [
                DCTERMS.title,
                DCTERMS.description,
                DCTERMS.publisher,
                DCAT.contactPoint,
                DCAT.theme,
                DCTERMS.spatial,
            ],
        ),
        (DCAT.Distribution, [DCAT.accessURL, DCTERMS.license, DCTERMS.format]),
        (DCAT.DataService, [DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription, DCTERMS.license]),
        (FOAF.Agent, [FOAF.name]),
        (VCARD.Organization, [VCARD.fn, VCARD.hasEmail]),
    ],
)
def test_everything_says_what_it_must(told: Site, kind: URIRef, properties: list[URIRef]) -> None:
    found = graph(told)
    things = list(found.subjects(RDF.type, kind))
    assert things
    for thing in things:
        for one in properties:
            assert (thing, one, None) in found, (thing, one)


def test_every_data_set_says_where_what_was_fetched_came_from(told: Site) -> None:
    found = graph(told)
    for one in found.subjects(RDF.type, DCAT.Dataset):
        assert (one, DCTERMS.source, URIRef("https://a.example/%C3%A5%20b")) in found
    (label, *_) = [str(each) for each in found.objects() if "30 november 2026" in str(each)]
    assert "Folkmängd, SCB, CC0, 2026-06-08, hämtad 30 november 2026" in label


def test_everything_that_is_named_is_told_of(told: Site) -> None:
    found = graph(told)
    named = {value for value in found.objects() if isinstance(value, URIRef) and "localhost/dcat#" in value}
    assert named <= set(found.subjects())


@pytest.mark.long
def test_texts_are_in_both_languages_and_as_they_were_written(told: Site) -> None:
    (publisher,) = graph(told).subjects(RDF.type, FOAF.Agent)
    names = set(graph(told).objects(publisher, FOAF.name))
    assert SAID.publisher is not None
    assert names == {Literal(text, lang=language) for language, text in SAID.publisher.items()}
    for one in graph(told).subjects(RDF.type, DCAT.Dataset):
        assert {text.language for text in graph(told).objects(one, DCTERMS.title)} == {"sv", "en"}
        (modified,) = graph(told).objects(one, DCTERMS.modified)
        assert modified.datatype == XSD.dateTime
        assert modified.value.isoformat() == told.region.built


def test_a_region_that_says_nothing_publishes_under_its_name_without_a_licence(site: Site) -> None:
    found = graph(site)
    (publisher,) = found.subjects(RDF.type, FOAF.Agent)
    assert Literal("Litet län", lang="sv") in set(found.objects(publisher, FOAF.name))
    assert (None, DCTERMS.license, None) not in found
    assert (None, DCAT.contactPoint, None) not in found


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json, text/turtle;q=0.5", "application/ld+json"),
        ("*/*", "text/turtle"),
    ],
)
def test_the_harvester_says_which_form_it_takes(site: Site, accept: str, type_: str) -> None:
    assert site.get("/dcat", Accept=accept).mimetype == type_


def test_a_form_that_there_is_none_of_is_refused_with_a_sentence(site: Site) -> None:
    for answer in (site.get("/dcat?f=xlsx"), site.get("/dcat", Accept="image/png")):
        assert answer.status_code in (400, 406)
        assert answer.get_json()["description"].endswith(".")


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    tag = site.get("/dcat").headers["ETag"]
    assert site.get("/dcat", If_None_Match=tag).status_code == 304


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('licence = "CC0"', "bad_url"),
        ('publisher_url = "region.example"', "bad_url"),
        ('email = "ask us"', "bad_email"),
        ('license = "https://x.example"', "unknown_key"),
        ("publisher = 5", "wrong_type"),
    ],
)
def test_what_cannot_be_meant_is_a_problem_of_the_region(tmp_path: Path, line: str, code: str) -> None:
    folder = write_toy_region(tmp_path)
    file = folder / "region.toml"
    file.write_text(file.read_text(encoding="utf-8") + f"\n[open_data]\n{line}\n", encoding="utf-8")
    assert code in {each.code for each in check(folder).problems}
