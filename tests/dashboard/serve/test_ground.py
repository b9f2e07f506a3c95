"""The route of the map's ground, from a region folder with an extract to the answer."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.serve.ground import add_ground_route
from dashboard.serve.publication import Publication
from geodata.checks import check
from geodata.publish.build import computed, with_ground
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from tests.geodata.ground.toy_extract import write_ground
from tests.toy import write_toy_region


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_toy_region(tmp_path_factory.mktemp("region"))
    write_ground(folder / "toy.osm")
    with (folder / "region.toml").open("a", encoding="utf-8") as text:
        text.write('\n[ground]\nfile = "toy.osm"\n')
    region = check(folder).region
    assert region is not None
    out = tmp_path_factory.mktemp("published")
    publish(with_ground(computed(region)), out)
    return out


@pytest.fixture
def client(published: Path) -> FlaskClient:
    server = Flask(__name__)
    add_ground_route(server, Publication(published, refresh_s=0))
    return server.test_client()


@pytest.fixture
def square(published: Path) -> str:
    """Address of the first square that the index has."""
    region = open_snapshot(published)
    shapes = json.loads((published / "versions" / region.version / "shapes.json").read_bytes())
    level = shapes["ground"]["levels"][-1]
    first = next(at for at, bit in enumerate(_bits(level["has"])) if bit)
    row, column = divmod(first, level["columns"])
    return (
        f"/geo/{region.version}/ground/{level['zoom']}-{level['column'] + column}-{level['row'] + row}.json"
    )


def _bits(text: str) -> str:
    import base64

    return "".join(f"{byte:08b}"[::-1] for byte in base64.b64decode(text))


def test_a_square_comes_packed_and_is_kept_for_ever(client: FlaskClient, square: str) -> None:
    answer = client.get(square, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(square, headers={"Accept-Encoding": ""})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(answer.data) == plain.data
    assert set(plain.json) == {"lines", "water", "stops", "names"}
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert (
        client.get(
            square, headers={"If-None-Match": plain.headers["ETag"], "Accept-Encoding": ""}
        ).status_code
        == 304
    )


@pytest.mark.parametrize(
    "name", ["12-0-0", "1-1-1", "99-1-1", "12-99999999-1", "12-1", "a-b-c", "12-1-1-1", "..-..-.."]
)
def test_what_is_no_square_is_not_found(client: FlaskClient, square: str, name: str) -> None:
    folder = square.rsplit("/", 1)[0]
    assert client.get(f"{folder}/{name}.json").status_code == 404
    assert client.get(f"/geo/0123456789ab/ground/{square.rsplit('/', 1)[1]}").status_code == 404
    assert client.get(f"/geo/none/ground/{square.rsplit('/', 1)[1]}").status_code == 404


def test_the_origin_of_the_ground_stands_with_the_sources_and_the_extract_is_not_published(
    published: Path,
) -> None:
    region = open_snapshot(published)
    assert "OpenStreetMap" in region.settings.sources[-1].publisher
    assert region.settings.sources[-1].licence == "ODbL 1.0"
    assert region.extract is None
    assert not list(published.rglob("toy.osm"))
