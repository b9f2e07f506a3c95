"""What the open interface says of itself is made once, and is never another question's or another's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from werkzeug.test import TestResponse

from dashboard.api.collections import collections_of
from dashboard.api.documents import box_of
from dashboard.api.features import stored_shapes
from dashboard.pages.kept_answers import Kept, KeptAnswers
from dashboard.pages.kept_documents import ENDPOINTS, MADE_AHEAD, make_documents_ahead
from dashboard.serve.publication import Publication
from geodata.geometry.degrees import to_degrees
from geodata.publish.publish import publish
from tests.dashboard.serve.test_every_route import ADDRESSES
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region

DOCUMENTS = [
    "/api/collections/areas-gp",
    *(ADDRESSES[name] for name in ENDPOINTS if name != "api_collection"),
]


def _without_date(answer: TestResponse) -> dict[str, str]:
    return {name: text for name, text in answer.headers if name != "Date"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keys of the documents that are made from now on."""
    keys: list[str] = []
    keep = KeptAnswers.keep

    def kept(documents: KeptAnswers, key: str, document: Kept) -> None:
        keys.append(key)
        keep(documents, key, document)

    monkeypatch.setattr(KeptAnswers, "keep", kept)
    return keys


@pytest.fixture
def own_site(tmp_path: Path) -> Site:
    return site_of(computed_small_region(), tmp_path)


@pytest.mark.parametrize("address", DOCUMENTS)
def test_a_document_is_made_once_and_sent_again_as_it_was(
    own_site: Site, made: list[str], address: str
) -> None:
    first, again = (own_site.get(address, Accept_Encoding="br") for _ in range(2))
    assert len(made) == 1
    assert again.data == first.data
    assert _without_date(again) == _without_date(first)
    unchanged = own_site.get(address, Accept_Encoding="br", If_None_Match=first.headers["ETag"])
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert own_site.client.head(address).status_code == 200


@pytest.mark.parametrize("address", DOCUMENTS)
def test_another_question_is_another_document(own_site: Site, made: list[str], address: str) -> None:
    questions = [
        own_site.get(address),
        own_site.get(address, Accept_Encoding="gzip"),
        own_site.get(address, Accept="text/html"),
        own_site.get(f"{address}{'&' if '?' in address else '?'}lang=en"),
        own_site.get(address, Host="other.example"),
    ]
    asked = sum(answer.status_code == 200 for answer in questions)
    assert len(made) == len(set(made)) == asked


def test_a_new_version_is_told_of_at_once(own_site: Site) -> None:
    before = own_site.json("/api/collections")
    region = own_site.region
    name = {"sv": "Nytt län", "en": "New county"}
    publish(replace(region, settings=replace(region.settings, name=name)), own_site.out)
    after = own_site.json("/api/collections")
    assert before["collections"][0]["version"] != after["collections"][0]["version"]


def test_what_asks_wrongly_is_refused_each_time_and_kept_never(own_site: Site, made: list[str]) -> None:
    for _ in range(2):
        assert own_site.get("/api/collections?nonsense=1").status_code == 400
        assert own_site.get("/api/collections/nothing").status_code == 404
    assert not made


def test_documents_can_be_made_before_anybody_asks(own_site: Site, made: list[str]) -> None:
    make_documents_ahead(own_site.server, Publication(own_site.out, 0))
    assert len(made) == len(MADE_AHEAD)
    for address in MADE_AHEAD:
        assert own_site.get(address).status_code == 200
    assert len(made) == len(MADE_AHEAD)


def test_a_box_is_that_of_the_shapes_themselves(own_site: Site) -> None:
    for data_set in collections_of(own_site.region).values():
        shapes = stored_shapes(data_set)
        shapes = shapes[~shapely.is_missing(shapes)]
        region = own_site.region
        bounds = shapely.total_bounds(shapes) if len(shapes) else region.areas.total_bounds
        expected = to_degrees(region.settings.crs).transform_bounds(*bounds)
        np.testing.assert_allclose(box_of(data_set), expected, atol=1e-5)
