"""What the page asks for is answered; what another page, or a stranger, sends is not."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.drawing.tokens import palette
from dashboard.present.routes import BODY_MOST, register_present
from dashboard.presentation.shelf import Shelf
from dashboard.presentation.steps import Presentation, Step, write_presentation
from dashboard.records.database import sqlite_url
from dashboard.serve.publication import Publication
from dashboard.tables.report import report
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.focus.places import place_of
from geodata.publish.publish import publish
from geodata.scenario.scenario import parse
from tests.dashboard.records.databases import migrated
from tests.small_region import computed_small_region

OURS = {"Sec-Fetch-Site": "same-origin"}
STEPS = (Step("Läget", "Säg hej.", ""), Step("Utan U1", "", "layers=change,units&changes=close:U1"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out: Path = tmp_path_factory.mktemp("published")
    publish(computed_small_region(), out)
    return out


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "presentations", True, migrated(sqlite_url(tmp_path)))


def client_of(out: Path, shelf: Shelf) -> FlaskClient:
    server = Flask("test")
    register_present(server, Publication(out, 0.0), shelf)
    return server.test_client()


@pytest.fixture
def client(published: Path, shelf: Shelf) -> FlaskClient:
    return client_of(published, shelf)


def presentation(**changes: object) -> dict[str, Any]:
    whole = Presentation("Nämnden", STEPS, "", "sv", "egen-1", "small")
    found: dict[str, Any] = json.loads(write_presentation(whole)) | changes
    return found


def told(client: FlaskClient, step: int = 1, **more: object) -> TestResponse:
    content = {"presentation": presentation(), "step": step, "language": "sv", **more}
    return client.post("/presentations/told", json=content, headers=OURS)


def test_a_step_is_told_with_its_map_and_the_reports_figures(client: FlaskClient) -> None:
    answer = told(client).json
    assert answer is not None
    region = computed_small_region()
    assessment = assess(region, parse(region, {}))
    lines = {
        line["key"]: line for line in report(assessment, place_of(assessment, "region"), words("sv"))["kpis"]
    }  # type: ignore[attr-defined]
    big = answer["places"]["present-figures"][0]
    assert big[2][2] == words("sv").count(lines["underserved"]["numerator"])
    assert answer["map"]["fill"]["key"] == "underserved"
    assert (answer["heading"], answer["note"], answer["next"]) == ("Läget", "Säg hej.", "Utan U1")


def test_the_map_is_coloured_for_a_dark_room(client: FlaskClient) -> None:
    answer = told(client).json
    assert answer is not None
    assert "var(--sev-4)" in answer["map"]["fill"]["colours"], "as the page's own theme has it"
    assert palette("meeting").of("sev-4") == "#fff3b0", "the worst is the brightest"
    assert not re.search("#[0-9a-fA-F]{6}", json.dumps(answer))


def test_a_step_that_changes_units_has_a_before_and_an_after(client: FlaskClient) -> None:
    after, before = told(client, 2).json, told(client, 2, before=True).json
    assert after is not None
    assert before is not None
    assert (after["has_before"], after["before"], before["has_before"], before["before"]) == (
        True,
        False,
        True,
        True,
    )
    assert after["map"]["fill"]["key"] == "change"
    assert before["map"]["fill"]["key"] == "change"
    first = told(client, 1).json
    assert first is not None
    assert not first["has_before"]


def test_a_newer_version_is_told_and_what_can_be_shown_instead(client: FlaskClient, published: Path) -> None:
    older = told(client, presentation=presentation(version="0123456789ab")).json
    assert older is not None
    said = json.dumps(older["places"]["present-version"], ensure_ascii=False)
    assert "version 012345, som inte längre finns" in said
    assert "data-version" not in said, "there is nothing to go back to"
    now = (published / "current").read_text().strip()
    same = told(client, presentation=presentation(version=now)).json
    assert same is not None
    assert same["places"]["present-version"] == []


def test_both_versions_are_offered_while_both_are_kept(tmp_path: Path, shelf: Shelf) -> None:
    region = computed_small_region()
    made = publish(region, tmp_path)
    persons = region.population.assign(persons=2 * region.population["persons"])
    newest = publish(replace(region, population=persons), tmp_path)
    client, older = client_of(tmp_path, shelf), presentation(version=made)
    now, then = told(client, presentation=older), told(client, presentation=older, version=made)
    assert now.json is not None
    assert then.json is not None
    assert (now.json["map"]["version"], then.json["map"]["version"]) == (newest, made)
    for answer, other in ((now, made), (then, newest)):
        assert answer.json is not None
        said = json.dumps(answer.json["places"]["present-version"])
        assert f'"data-version": "{other}"' in said


def test_a_presentation_of_another_region_says_so(client: FlaskClient) -> None:
    answer = told(client, presentation=presentation(region="leeds")).json
    assert answer is not None
    assert "annan region (leeds)" in json.dumps(answer["places"]["present-version"], ensure_ascii=False)


def test_a_name_that_the_region_does_not_have_is_told_on_the_page(client: FlaskClient) -> None:
    steps = [{"heading": "x", "note": "", "view": "area=A9"}]
    answer = told(client, presentation=presentation(steps=steps)).json
    assert answer is not None
    assert "nämner ”A9”" in json.dumps(answer["places"]["present-version"], ensure_ascii=False)


@pytest.mark.parametrize("step", [0, 3, -1, "1", None, 1.5])
def test_a_step_that_is_none_is_refused(client: FlaskClient, step: object) -> None:
    assert told(client, step).status_code == 400  # type: ignore[arg-type]


def test_what_is_wrong_with_a_file_is_told_in_sentences(client: FlaskClient) -> None:
    answer = client.post(
        "/presentations/read", json={"presentation": '{"format": "x"}', "language": "sv"}, headers=OURS
    )
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["problems"][0].startswith("Det här är ingen presentation")


def test_what_is_saved_can_be_opened_changed_and_removed_by_who_saved_it(client: FlaskClient) -> None:
    saved = client.post("/presentations", json={"presentation": presentation()}, headers=OURS).json
    assert saved is not None
    key, word = saved["presentation"]["key"], saved["word"]
    file = client.get(f"/presentations/{key}.json")
    assert file.json == saved["presentation"]
    assert "word" not in file.text
    assert file.headers["Content-Disposition"] == f'attachment; filename="{key}.json"'
    again = {**saved["presentation"], "name": "Nämnden igen"}
    assert (
        client.put(
            f"/presentations/{key}", json={"presentation": again, "word": "x"}, headers=OURS
        ).status_code
        == 403
    )
    assert (
        client.put(
            f"/presentations/{key}", json={"presentation": again, "word": word}, headers=OURS
        ).status_code
        == 200
    )
    assert client.delete(f"/presentations/{key}", json={"word": "x"}, headers=OURS).status_code == 403
    assert client.delete(f"/presentations/{key}", json={"word": word}, headers=OURS).status_code == 200
    assert client.get(f"/presentations/{key}.json").status_code == 404


def test_where_saving_is_off_the_answer_says_what_to_do(published: Path, tmp_path: Path) -> None:
    client = client_of(published, Shelf(tmp_path / "none"))
    answer = client.post(
        "/presentations", json={"presentation": presentation(), "language": "en"}, headers=OURS
    )
    assert answer.status_code == 403
    assert answer.json == {"problems": ["Presentations are not saved here. Get it as a file instead."]}
    assert told(client).status_code == 200, "and showing works all the same"


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
     {"Origin": "https://evil.example"}, {"Origin": "null"}],
)  # fmt: skip
def test_another_page_cannot_save(client: FlaskClient, shelf: Shelf, headers: dict[str, str]) -> None:
    assert (
        client.post("/presentations", json={"presentation": presentation()}, headers=headers).status_code
        == 403
    )
    assert not shelf.folder.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_a_form_of_another_page_could_send_is_refused(client: FlaskClient, kind: str) -> None:
    answer = client.post(
        "/presentations", data=json.dumps({"presentation": presentation()}), content_type=kind
    )
    assert answer.status_code == 403


def test_a_question_that_is_too_large_is_not_read(client: FlaskClient, shelf: Shelf) -> None:
    huge = json.dumps({"presentation": "x" * (BODY_MOST + 1)})
    answer = client.post("/presentations", data=huge, content_type="application/json", headers=OURS)
    assert answer.status_code == 413
    assert not shelf.folder.exists()


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "1", "[" * 50_000])
def test_nonsense_is_refused(client: FlaskClient, body: str) -> None:
    answer = client.post("/presentations/told", data=body, content_type="application/json", headers=OURS)
    assert answer.status_code == 400


@pytest.mark.parametrize("key", ["..%2f..%2fcurrent", "%2e%2e", ".pass", "A", "a_b"])
def test_no_other_file_is_served(client: FlaskClient, key: str) -> None:
    assert client.get(f"/presentations/{key}.json").status_code == 404
