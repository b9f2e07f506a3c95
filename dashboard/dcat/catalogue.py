"""The open data as a catalogue of DCAT-AP 3: data sets, how each is had, who answers, under which licence.

DCAT-AP 3.0 (SEMIC 2024), with what the Swedish profile DCAT-AP-SE adds: publisher, contact and licence are
said wherever `region.toml` says them. Every thing has an address of its own, so that nothing is nameless.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.api.call import BASE
from dashboard.api.collections import TABLE_OF_KIND, Collection, collections_of
from dashboard.api.documents import CONFORMS_TO, box_of, description_of, interval_of, title_of
from dashboard.dcat.terms import Iri, Literal, Statement, Value, full
from dashboard.tables.csv_files import provenance
from dashboard.words.words import LANGUAGES, Words, words_of
from geodata.region.region import Region

AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA = "https://www.iana.org/assignments/media-types"
LANGUAGE = {"sv": f"{AUTHORITY}/language/SWE", "en": f"{AUTHORITY}/language/ENG"}
HEALTH = f"{AUTHORITY}/data-theme/HEAL"
PUBLIC = f"{AUTHORITY}/access-right/PUBLIC"
FILES: Mapping[str, tuple[str, str]] = {
    "csv": ("CSV", "text/csv"),
    "gpkg": ("GPKG", "application/geopackage+sqlite3"),
}
"""Type of each file by its ending: the EU's name of it, and the media type."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What a site publishes as open data, to be told as statements."""

    region: Region
    root: str

    def statements(self) -> Iterator[Statement]:
        """All of them, the catalogue's own first."""
        yield from self._catalogue()
        yield from self._agents()
        yield from self._service()
        for one in collections_of(self.region).values():
            yield from self._data_set(one)

    @property
    def words(self) -> Mapping[str, Words]:
        """The words of each language."""
        return {key: words_of(self.region.settings, key) for key in LANGUAGES}

    def _iri(self, name: str) -> Iri:
        return Iri(f"{self.root}/dcat#{name}")

    def _catalogue(self) -> Iterator[Statement]:
        it = self._iri("catalogue")
        yield _is(it, "dcat:Catalog")
        yield from self._texts(
            it, "dcterms:title", lambda w: w("api.title", region=w.of(self.region.settings.name))
        )
        yield from self._texts(it, "dcterms:description", lambda w: w("api.about"))
        yield Statement(it, "foaf:homepage", Iri(f"{self.root}/data"))
        yield Statement(it, "dcat:themeTaxonomy", Iri(f"{AUTHORITY}/data-theme"))
        yield from self._answered_for(it)
        for language in LANGUAGES:
            yield Statement(it, "dcterms:language", Iri(LANGUAGE[language]))
        for id_ in collections_of(self.region):
            yield Statement(it, "dcat:dataset", self._iri(id_))
        yield Statement(it, "dcat:service", self._iri("service"))

    def _agents(self) -> Iterator[Statement]:
        said, settings = self.region.settings.open_data, self.region.settings
        publisher, contact = self._iri("publisher"), self._iri("contact")
        yield _is(publisher, "foaf:Agent")
        name = said.publisher or settings.accessibility.body or settings.name
        yield from self._texts(publisher, "foaf:name", lambda w: w.of(name))
        if said.publisher_url:
            yield Statement(publisher, "foaf:homepage", Iri(said.publisher_url))
        if said.contact or said.email:
            yield _is(contact, "vcard:Organization")
            yield from self._texts(contact, "vcard:fn", lambda w: w.of(said.contact or name))
            if said.email:
                yield Statement(contact, "vcard:hasEmail", Iri(f"mailto:{said.email}"))

    def _service(self) -> Iterator[Statement]:
        it = self._iri("service")
        yield _is(it, "dcat:DataService")
        yield from self._texts(it, "dcterms:title", lambda w: w("api.name"))
        yield from self._texts(it, "dcterms:description", lambda w: w("api.about"))
        yield Statement(it, "dcat:endpointURL", Iri(f"{self.root}{BASE}"))
        yield Statement(it, "dcat:endpointDescription", Iri(f"{self.root}{BASE}/openapi?f=json"))
        for standard in CONFORMS_TO:
            yield Statement(it, "dcterms:conformsTo", Iri(standard))
        yield from self._answered_for(it)
        yield Statement(it, "dcterms:accessRights", Iri(PUBLIC))
        for id_ in collections_of(self.region):
            yield Statement(it, "dcat:servesDataset", self._iri(id_))

    def _data_set(self, one: Collection) -> Iterator[Statement]:
        it = self._iri(one.id)
        yield _is(it, "dcat:Dataset")
        yield from self._texts(it, "dcterms:title", lambda w: title_of(one, w))
        yield from self._texts(it, "dcterms:description", lambda w: description_of(one, w))
        for key in ("care", "map", "access"):
            yield from self._texts(it, "dcat:keyword", lambda w, key=key: w(f"api.keyword.{key}"))
        yield Statement(it, "dcterms:identifier", Literal(f"{self.region.settings.id}/{one.id}"))
        yield Statement(it, "dcat:version", Literal(self.region.version))
        yield Statement(it, "dcterms:modified", Literal(self.region.built, kind="xsd:dateTime"))
        yield Statement(it, "dcat:theme", Iri(HEALTH))
        yield Statement(it, "dcterms:accessRights", Iri(PUBLIC))
        yield Statement(it, "dcat:landingPage", Iri(f"{self.root}/data"))
        yield from self._answered_for(it, licence=False)
        yield from self._extent(it, one)
        origin = self._iri(f"{one.id}-origin")
        yield Statement(it, "dcterms:provenance", origin)
        yield _is(origin, "dcterms:ProvenanceStatement")
        yield from self._texts(origin, "rdfs:label", lambda w: " · ".join(provenance(one.assessment, w)))
        for end, address, media, form in self._had_as(one):
            yield from self._distribution(it, one, end, address, media, form)

    def _extent(self, it: Iri, one: Collection) -> Iterator[Statement]:
        place, time = self._iri(f"{one.id}-place"), self._iri(f"{one.id}-time")
        west, south, east, north = box_of(one)
        corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
        ring = ", ".join(f"{lon} {lat}" for lon, lat in corners)
        yield Statement(it, "dcterms:spatial", place)
        yield _is(place, "dcterms:Location")
        yield Statement(place, "dcat:bbox", Literal(f"POLYGON(({ring}))", kind="gsp:wktLiteral"))
        first, last = interval_of(one)
        if first or last:
            yield Statement(it, "dcterms:temporal", time)
            yield _is(time, "dcterms:PeriodOfTime")
            for edge, moment in (("dcat:startDate", first), ("dcat:endDate", last)):
                if moment:
                    yield Statement(time, edge, Literal(moment[:10], kind="xsd:date"))

    def _had_as(self, one: Collection) -> Iterator[tuple[str, str, str, str]]:
        """Name, address, media type and the EU's file type of each way to have a data set."""
        yield (
            "geojson",
            f"{self.root}{BASE}/collections/{one.id}/items?f=json",
            "application/geo+json",
            "GEOJSON",
        )
        if one.kind in TABLE_OF_KIND:
            query = urlencode(
                {"form": one.assessment.scenario.care_form, "lang": self.region.settings.language}
            )
            for end, (form, media) in FILES.items():
                path = f"/download/{self.region.version}/{TABLE_OF_KIND[one.kind]}.{end}"
                yield end, f"{self.root}{path}?{query}", media, form

    def _distribution(
        self, of: Iri, one: Collection, end: str, address: str, media: str, form: str
    ) -> Iterator[Statement]:
        it = self._iri(f"{one.id}-{end}")
        yield Statement(of, "dcat:distribution", it)
        yield _is(it, "dcat:Distribution")
        yield from self._texts(
            it, "dcterms:title", lambda w: w("api.distribution", name=title_of(one, w), form=form)
        )
        yield Statement(it, "dcat:accessURL", Iri(address))
        if end == "geojson":
            yield Statement(it, "dcat:accessService", self._iri("service"))
        else:
            yield Statement(it, "dcat:downloadURL", Iri(address))
        yield Statement(it, "dcat:mediaType", Iri(f"{MEDIA}/{media}"))
        yield Statement(it, "dcterms:format", Iri(f"{AUTHORITY}/file-type/{form}"))
        yield Statement(it, "adms:status", Iri("http://purl.org/adms/status/Completed"))
        if licence := self.region.settings.open_data.licence:
            yield Statement(it, "dcterms:license", Iri(licence))

    def _answered_for(self, it: Iri, *, licence: bool = True) -> Iterator[Statement]:
        said = self.region.settings.open_data
        yield Statement(it, "dcterms:publisher", self._iri("publisher"))
        if (said.contact or said.email) and it != self._iri("catalogue"):
            yield Statement(it, "dcat:contactPoint", self._iri("contact"))
        if licence and said.licence:
            yield Statement(it, "dcterms:license", Iri(said.licence))

    def _texts(self, it: Iri, name: str, say: object) -> Iterator[Statement]:
        for language, words in self.words.items():
            yield Statement(it, name, Literal(say(words), language))  # type: ignore[operator]


def _is(it: Iri, kind: str) -> Statement:
    value: Value = Iri(full(kind))
    return Statement(it, "rdf:type", value)
