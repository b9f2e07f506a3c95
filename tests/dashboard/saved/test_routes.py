"""Scenarios are saved by the page itself, found again, shared, and never another's to change."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from dashboard.presentation.shelf import Shelf
from dashboard.records.author import Author
from dashboard.records.database import sqlite_url
from dashboard.records.schema import accounts
from dashboard.saved.routes import register_saved
from dashboard.serve.publication import Publication
from geodata.publish.publish import publish
from geodata.scenario.saved import read_scenario_file
from tests.dashboard.records.databases import NOW, migrated
from tests.small_region import computed_small_region

OURS = {"Sec-Fetch-Site": "same-origin"}
ANNA, BO, NOBODY = Author(1, "anna", "analyst"), Author(2, "bo", "analyst"), Author()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out: Path = tmp_path_factory.mktemp("published")
    publish(computed_small_region(), out)
    return out


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    database = migrated(sqlite_url(tmp_path))
    with database.write() as connection:
        for who in (ANNA, BO):
            values = {"name": who.name, "role": who.role, "scope": {}, "created_at": NOW, "changed_at": NOW}
            connection.execute(insert(accounts).values(values))
    return Shelf(tmp_path / "presentations", True, database, lambda: NOW)


def client_of(published: Path, shelf: Shelf, who: Author = NOBODY) -> FlaskClient:
    server = Flask("test")
    register_saved(server, Publication(published, 0.0), replace(shelf, author=lambda: who))
    return server.test_client()


def scenario(**changes: object) -> dict[str, Any]:
    whole = {"format": "utbudskarta-scenario", "format_version": 1, "region": "small", "name": "Utan U1"}
    return {**whole, "values": {"changes": "close:U1", "operators": ["own"], "limit_min": 15}, **changes}


def added(client: FlaskClient, **changes: object) -> dict[str, Any]:
    body = {"scenario": scenario(**changes), "language": "sv"}
    answer = client.post("/scenarios", json=body, headers=OURS)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json  # type: ignore[assignment]
    return found


def test_what_is_saved_is_the_file_that_the_map_saves(published: Path, shelf: Shelf, tmp_path: Path) -> None:
    client = client_of(published, shelf)
    saved = added(client)
    answer = client.get(f"/scenarios/{saved['key']}.json")
    assert answer.json == scenario()
    assert answer.headers["Cache-Control"] == "no-store"
    (tmp_path / "s.json").write_bytes(answer.data)
    assert read_scenario_file(tmp_path / "s.json", computed_small_region()) == scenario()["values"]
    listed = client.get("/scenarios.json").json
    assert listed == {
        "scenarios": [
            {
                "key": "utan-u1",
                "name": "Utan U1",
                "number": 1,
                "changed": "2026-11-30T08:15:00.000000+00:00",
                "own": False,
            }
        ]
    }


def test_without_login_its_word_changes_and_removes_it(published: Path, shelf: Shelf) -> None:
    client = client_of(published, shelf)
    saved = added(client)
    path = f"/scenarios/{saved['key']}"
    body = {"scenario": scenario(name="Ändrad"), "word": saved["word"], "number": 1, "language": "sv"}
    refused = client.put(path, json={**body, "word": "guess"}, headers=OURS)
    assert (refused.status_code, refused.json) == (
        403,
        {"problems": ["Någon annan har sparat det här scenariot. Spara det som ett eget."]},
    )
    assert client.put(path, json=body, headers=OURS).json == {"key": "utan-u1", "number": 2}
    assert client.put(path, json=body, headers=OURS).status_code == 409, "made from an older one"
    word = saved["word"]
    assert [each["number"] for each in client.get(f"{path}/versions.json").json["versions"]] == [2, 1]  # type: ignore[index]
    assert client.get(f"{path}/versions/1.json").json == scenario()
    assert client.delete(path, json={"word": word}, headers=OURS).json == {"removed": "utan-u1"}
    assert client.get(f"{path}.json").status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        None,
        "x",
        {},
        scenario(region="leeds"),
        scenario(format_version=2),
        scenario(name=""),
        scenario(name="x" * 1000),
        scenario(name="a\ud800"),
        scenario(values={"changes": "close:U99"}),
        scenario(values={"secret": "x"}),
        scenario(values={"limit_min": "often"}),
    ],
    ids=str,
)
def test_what_is_no_scenario_of_this_region_is_refused_in_words(
    published: Path, shelf: Shelf, content: object
) -> None:
    client = client_of(published, shelf)
    body = json.dumps({"scenario": content, "language": "en"})
    answer = client.post("/scenarios", data=body, headers=OURS, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json == {"problems": ["This is no scenario that the map has saved for this region."]}


def test_another_page_saves_nothing(published: Path, shelf: Shelf) -> None:
    client, body = client_of(published, shelf), {"scenario": scenario()}
    foreign = ("https://evil.example", "null", "http://[", "//localhost", "http://localhost:8080")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, *({"Origin": origin} for origin in foreign)):
        assert client.post("/scenarios", json=body, headers=headers).status_code == 403
    assert client.post("/scenarios", data=json.dumps(body), headers=OURS).status_code == 403, "a form's type"


def test_where_saving_is_off_nothing_is_saved(published: Path, tmp_path: Path) -> None:
    client = client_of(published, Shelf(tmp_path))
    answer = client.post("/scenarios", json={"scenario": scenario(), "language": "en"}, headers=OURS)
    assert (answer.status_code, answer.json) == (
        403,
        {
            "problems": [
                "Scenarios are not saved here. They stay in this browser, and can be downloaded as files."
            ]
        },
    )
    assert client.get("/scenarios.json").json == {"scenarios": []}


def test_an_account_shares_what_it_owns(published: Path, shelf: Shelf) -> None:
    anna, bo, anyone = (client_of(published, shelf, who) for who in (ANNA, BO, Author()))
    saved = added(anna)
    assert saved["word"] == ""
    path = f"/scenarios/{saved['key']}"
    assert [client.get(f"{path}.json").status_code for client in (anna, bo, anyone)] == [200, 404, 404]
    shared = anna.put(f"{path}/share", json={"account": "bo", "access": "read"}, headers=OURS)
    assert shared.json == {"shares": {"bo": "read"}}
    assert [client.get(f"{path}.json").status_code for client in (anna, bo, anyone)] == [200, 200, 404]
    assert bo.put(f"{path}/link", json={"access": "read"}, headers=OURS).status_code == 403
    word = anna.put(f"{path}/link", json={"access": "read"}, headers=OURS).json["word"]  # type: ignore[index]
    assert anyone.get(f"{path}.json?word={word}").json == scenario()
    assert anyone.get(f"{path}/versions/1.json?word={word}").json == scenario()
    assert [each["own"] for each in anna.get("/scenarios.json").json["scenarios"]] == [True]  # type: ignore[index]
    assert [each["own"] for each in bo.get("/scenarios.json").json["scenarios"]] == [False]  # type: ignore[index]
    unknown = anna.put(f"{path}/share", json={"account": "nobody", "access": "read"}, headers=OURS)
    assert unknown.status_code == 422


@pytest.mark.parametrize("key", ["%00", "x" * 100, "..%2F..", "none"])
def test_a_key_that_is_none_is_not_found(published: Path, shelf: Shelf, key: str) -> None:
    client = client_of(published, shelf)
    assert client.get(f"/scenarios/{key}.json").status_code == 404
    assert client.get(f"/scenarios/{key}/versions.json").status_code == 404
    assert client.delete(f"/scenarios/{key}", json={"word": "a"}, headers=OURS).status_code == 404
