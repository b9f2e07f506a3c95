"""The open data as a catalogue of DCAT-AP 3: data sets, how each is had, who answers, under which licence.

DCAT-AP 3.0 (SEMIC 2024), with what the Swedish profile DCAT-AP-SE adds: publisher, contact and licence are
said wherever `region.toml` says them. Every thing has an address of its own, so that nothing is nameless.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from dashboard.api.call import BASE
from dashboard.api.collections import TABLE_OF_KIND, Collection, collections_of
from dashboard.api.documents import CONFORMS_TO, box_of, description_of, interval_of, title_of
from dashboard.components.take_along import PLACED
from dashboard.dcat.terms import Iri, Literal, Statement, Value, full_address
from dashboard.tables.csv_files import provenance
from dashboard.words.words import LANGUAGES, Words, words_of
from geodata.region.region import Region

AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA = "https://www.iana.org/assignments/media-types"
LANGUAGE = {"sv": f"{AUTHORITY}/language/SWE", "en": f"{AUTHORITY}/language/ENG"}
HEALTH = f"{AUTHORITY}/data-theme/HEAL"
PUBLIC = f"{AUTHORITY}/access-right/PUBLIC"
IN_AN_ADDRESS = ":/%~!$&'()*+,;=@"
"""What stands in an address as it is."""
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
        for data_set in collections_of(self.region).values():
            yield from self._data_set(data_set)

    @property
    def words(self) -> Mapping[str, Words]:
        """The words of each language."""
        return {key: words_of(self.region.settings, key) for key in LANGUAGES}

    def _iri(self, name: str) -> Iri:
        return Iri(f"{self.root}/dcat#{name}")

    def _catalogue(self) -> Iterator[Statement]:
        subject = self._iri("catalogue")
        yield _is(subject, "dcat:Catalog")
        yield from self._texts(
            subject, "dcterms:title", lambda w: w("api.title", region=w.of(self.region.settings.name))
        )
        yield from self._texts(subject, "dcterms:description", lambda w: w("api.about"))
        yield Statement(subject, "foaf:homepage", Iri(f"{self.root}/data"))
        yield Statement(subject, "dcat:themeTaxonomy", Iri(f"{AUTHORITY}/data-theme"))
        yield from self._answered_for(subject)
        for language in LANGUAGES:
            yield Statement(subject, "dcterms:language", Iri(LANGUAGE[language]))
        for id_ in collections_of(self.region):
            yield Statement(subject, "dcat:dataset", self._iri(id_))
        yield Statement(subject, "dcat:service", self._iri("service"))

    def _agents(self) -> Iterator[Statement]:
        open_data, settings = self.region.settings.open_data, self.region.settings
        publisher, contact = self._iri("publisher"), self._iri("contact")
        yield _is(publisher, "foaf:Agent")
        name = open_data.publisher or settings.accessibility.body or settings.name
        yield from self._texts(publisher, "foaf:name", lambda w: w.of(name))
        if open_data.publisher_url:
            yield Statement(publisher, "foaf:homepage", Iri(open_data.publisher_url))
        if open_data.contact or open_data.email:
            yield _is(contact, "vcard:Organization")
            yield from self._texts(contact, "vcard:fn", lambda w: w.of(open_data.contact or name))
            if open_data.email:
                yield Statement(contact, "vcard:hasEmail", Iri(f"mailto:{open_data.email}"))

    def _service(self) -> Iterator[Statement]:
        subject = self._iri("service")
        yield _is(subject, "dcat:DataService")
        yield from self._texts(subject, "dcterms:title", lambda w: w("api.name"))
        yield from self._texts(subject, "dcterms:description", lambda w: w("api.about"))
        yield Statement(subject, "dcat:endpointURL", Iri(f"{self.root}{BASE}"))
        yield Statement(subject, "dcat:endpointDescription", Iri(f"{self.root}{BASE}/openapi?f=json"))
        for standard in CONFORMS_TO:
            yield Statement(subject, "dcterms:conformsTo", Iri(standard))
        yield from self._answered_for(subject)
        yield Statement(subject, "dcterms:accessRights", Iri(PUBLIC))
        for id_ in collections_of(self.region):
            yield Statement(subject, "dcat:servesDataset", self._iri(id_))

    def _data_set(self, data_set: Collection) -> Iterator[Statement]:
        subject = self._iri(data_set.id)
        yield _is(subject, "dcat:Dataset")
        yield from self._texts(subject, "dcterms:title", lambda w: title_of(data_set, w))
        yield from self._texts(subject, "dcterms:description", lambda w: description_of(data_set, w))
        for key in ("care", "map", "access"):
            yield from self._texts(subject, "dcat:keyword", lambda w, key=key: w(f"api.keyword.{key}"))
        yield Statement(subject, "dcterms:identifier", Literal(f"{self.region.settings.id}/{data_set.id}"))
        yield Statement(subject, "dcat:version", Literal(self.region.version))
        yield Statement(subject, "dcterms:modified", Literal(self.region.built, kind="xsd:dateTime"))
        yield Statement(subject, "dcat:theme", Iri(HEALTH))
        yield Statement(subject, "dcterms:accessRights", Iri(PUBLIC))
        yield Statement(subject, "dcat:landingPage", Iri(f"{self.root}/data"))
        yield from self._answered_for(subject, licence=False)
        yield from self._extent(subject, data_set)
        origin = self._iri(f"{data_set.id}-origin")
        yield Statement(subject, "dcterms:provenance", origin)
        yield _is(origin, "dcterms:ProvenanceStatement")
        yield from self._texts(origin, "rdfs:label", lambda w: " · ".join(provenance(data_set.assessment, w)))
        for address in dict.fromkeys(each.address for each in self.region.settings.sources if each.address):
            yield Statement(subject, "dcterms:source", Iri(quote(address, safe=IN_AN_ADDRESS)))
        for end, address, media, form in self._had_as(data_set):
            yield from self._distribution(subject, data_set, end, address, media, form)

    def _extent(self, subject: Iri, data_set: Collection) -> Iterator[Statement]:
        place, time = self._iri(f"{data_set.id}-place"), self._iri(f"{data_set.id}-time")
        west, south, east, north = box_of(data_set)
        corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
        ring = ", ".join(f"{lon} {lat}" for lon, lat in corners)
        yield Statement(subject, "dcterms:spatial", place)
        yield _is(place, "dcterms:Location")
        yield Statement(place, "dcat:bbox", Literal(f"POLYGON(({ring}))", kind="gsp:wktLiteral"))
        first, last = interval_of(data_set)
        if first or last:
            yield Statement(subject, "dcterms:temporal", time)
            yield _is(time, "dcterms:PeriodOfTime")
            for edge, moment in (("dcat:startDate", first), ("dcat:endDate", last)):
                if moment:
                    yield Statement(time, edge, Literal(moment[:10], kind="xsd:date"))

    def _had_as(self, data_set: Collection) -> Iterator[tuple[str, str, str, str]]:
        """Name, address, media type and the EU's file type of each way to have a data set."""
        yield (
            "geojson",
            f"{self.root}{BASE}/collections/{data_set.id}/items?f=json",
            "application/geo+json",
            "GEOJSON",
        )
        if data_set.kind in TABLE_OF_KIND:
            query = urlencode(
                {"form": data_set.assessment.scenario.care_form, "lang": self.region.settings.language}
            )
            files = {end: file for end, file in FILES.items() if data_set.has_places or end not in PLACED}
            for end, (form, media) in files.items():
                path = f"/download/{self.region.version}/{TABLE_OF_KIND[data_set.kind]}.{end}"
                yield end, f"{self.root}{path}?{query}", media, form

    def _distribution(
        self, of: Iri, data_set: Collection, end: str, address: str, media: str, form: str
    ) -> Iterator[Statement]:
        subject = self._iri(f"{data_set.id}-{end}")
        yield Statement(of, "dcat:distribution", subject)
        yield _is(subject, "dcat:Distribution")
        yield from self._texts(
            subject, "dcterms:title", lambda w: w("api.distribution", name=title_of(data_set, w), form=form)
        )
        yield Statement(subject, "dcat:accessURL", Iri(address))
        if end == "geojson":
            yield Statement(subject, "dcat:accessService", self._iri("service"))
        else:
            yield Statement(subject, "dcat:downloadURL", Iri(address))
        yield Statement(subject, "dcat:mediaType", Iri(f"{MEDIA}/{media}"))
        yield Statement(subject, "dcterms:format", Iri(f"{AUTHORITY}/file-type/{form}"))
        yield Statement(subject, "adms:status", Iri("http://purl.org/adms/status/Completed"))
        if licence := self.region.settings.open_data.licence:
            yield Statement(subject, "dcterms:license", Iri(licence))

    def _answered_for(self, subject: Iri, *, licence: bool = True) -> Iterator[Statement]:
        open_data = self.region.settings.open_data
        yield Statement(subject, "dcterms:publisher", self._iri("publisher"))
        if (open_data.contact or open_data.email) and subject != self._iri("catalogue"):
            yield Statement(subject, "dcat:contactPoint", self._iri("contact"))
        if licence and open_data.licence:
            yield Statement(subject, "dcterms:license", Iri(open_data.licence))

    def _texts(self, subject: Iri, name: str, say: object) -> Iterator[Statement]:
        for language, words in self.words.items():
            yield Statement(subject, name, Literal(say(words), language))  # type: ignore[operator]


def _is(subject: Iri, kind: str) -> Statement:
    value: Value = Iri(full_address(kind))
    return Statement(subject, "rdf:type", value)
