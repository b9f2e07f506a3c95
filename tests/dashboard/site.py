"""A site of a region, asked without a network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.factory import create_app
from dashboard.serve.publication import Publication
from dashboard.serve.settings import Settings
from geodata.publish.publish import publish
from geodata.region.region import Region


@dataclass(frozen=True)
class Site:
    """What is published, and how to ask for it."""

    region: Region
    server: Flask
    out: Path

    @property
    def client(self) -> FlaskClient:
        return self.server.test_client()

    def get(self, path: str, **headers: str) -> TestResponse:
        sent = {name.replace("_", "-"): one for name, one in headers.items()}
        return self.client.get(path, headers=sent, buffered=True)

    def json(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.get_json(force=True)

    def features(self, collection: str, query: str = "") -> list[Any]:
        found: list[Any] = self.json(f"/api/collections/{collection}/items?limit=1000&{query}")["features"]
        return found

    def ids(self, collection: str, query: str = "") -> list[str]:
        return [one["id"] for one in self.features(collection, query)]


def site_of(region: Region, out: Path, **settings: str) -> Site:
    publish(region, out)
    publication = Publication(out, 0)
    app = create_app(publication, Settings(data_dir=out, **settings))  # type: ignore[arg-type]
    current = publication.current()
    assert current is not None
    return Site(current, app.server, out)
