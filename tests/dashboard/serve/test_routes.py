from __future__ import annotations

import gzip
import json
from datetime import datetime, timedelta
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.serve.publication import Publication
from dashboard.serve.routes import add_routes
from geodata.publish.publish import publish
from tests.small_region import computed_small_region


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published")
    publish(computed_small_region(), out)
    return out


def client_of(out: Path, late: timedelta = timedelta(0)) -> FlaskClient:
    server = Flask(__name__)
    publication = Publication(out, refresh_s=0)
    region = publication.current()
    built = datetime.fromisoformat(region.built) if region else datetime.min
    add_routes(server, publication, now=lambda: built + late)
    server.add_url_rule("/", view_func=lambda: "a page")
    return server.test_client()


@pytest.fixture
def client(published: Path) -> FlaskClient:
    return client_of(published)


@pytest.fixture
def version(client: FlaskClient) -> str:
    return str(client.get("/readyz").json["version"])


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("name", ["shapes.json", "units.json"])
def test_geometry_comes_compressed_as_the_browser_takes_it(
    client: FlaskClient, version: str, name: str, accepted: str, encoding: str | None
) -> None:
    answer = client.get(f"/geo/{version}/{name}", headers={"Accept-Encoding": accepted})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.mimetype == "application/json"
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert "ids" in json.loads(unpack(answer.data))


def test_what_the_search_knows_comes_the_same_way(client: FlaskClient, version: str) -> None:
    answer = client.get(f"/geo/{version}/search.json", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    found = json.loads(brotli.decompress(answer.data))
    assert found.keys() == {"aliases", "beyond", "parts"}
    for part in range(found["parts"]):
        assert client.get(f"/geo/{version}/addresses-{part}.json").status_code == 200


def test_geometry_is_kept_for_ever_by_the_browser(client: FlaskClient, version: str) -> None:
    answer = client.get(f"/geo/{version}/shapes.json")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    again = client.get(f"/geo/{version}/shapes.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/geo/0123456789ab/shapes.json",
        "/geo/{}/settings.json",
        "/geo/{}/addresses-999.json",
        "/geo/{}/addresses-1%2f..%2fsettings.json",
        "/geo/{}/addresses.parquet",
        "/geo/..%2f../shapes.json",
        "/geo/{}/../manifest.json",
    ],
)
def test_nothing_else_is_served_from_a_version(client: FlaskClient, version: str, path: str) -> None:
    answer = client.get(path.format(version))
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_ready_says_which_version_and_how_old_the_data_are(published: Path) -> None:
    answer = client_of(published, late=timedelta(minutes=2)).get("/readyz")
    assert answer.status_code == 200
    assert answer.json["region"] == "small"
    assert answer.json["age_s"] == 120
    assert answer.headers["Cache-Control"] == "no-store"


def test_when_nothing_is_published_every_page_says_so_in_both_languages(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    for path in ("/", "/find", "/_dash-layout"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "Ingen karta är publicerad än" in answer.text
        assert "No map has been published yet" in answer.text
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").json == {"ready": False, "version": None}
    assert client.get("/healthz").status_code == 200


def test_the_map_is_there_as_soon_as_it_is_published(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    assert client.get("/").status_code == 503
    publish(computed_small_region(), tmp_path)
    assert client.get("/").text == "a page"
