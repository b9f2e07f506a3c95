"""A question that has been answered is answered again with the very same bytes, without working them out."""

from __future__ import annotations

import gc
import json
import weakref
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

import dashboard.pages.kept_answers as kept_answers
import dashboard.plan.callbacks as callbacks
from dashboard.login.identity import Identity
from dashboard.pages.kept_answers import Kept, KeptAnswers
from geodata.publish.publish import publish
from geodata.region.audience import EVERYBODY
from geodata.region.region import Region
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region


@pytest.fixture
def fresh(tmp_path: Path) -> Site:
    return site_of(computed_small_region(), tmp_path)


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often an answer was worked out, by the place in focus."""
    counted: Counter[str] = Counter()
    view = callbacks.answer_view  # type: ignore[attr-defined]

    def counting(request: Any, *args: Any) -> Any:
        counted[request.focus.id] += 1
        return view(request, *args)

    monkeypatch.setattr(callbacks, "answer_view", counting)
    return counted


def ask(client: FlaskClient, version: str, area: str = "A1", encoding: str = "br") -> Any:
    def value(id_: str, content: object) -> dict[str, object]:
        return {"id": id_, "property": "data", "value": content}

    body = {
        "output": "answer.data",
        "outputs": {"id": "answer", "property": "data"},
        "inputs": [value("scenario", None), value("selection", {"area": area}), value("display", None)],
        "state": [value("version", {"version": version, "language": "sv", "linked": ""})],
        "changedPropIds": ["selection.data"],
    }
    return client.post("/_dash-update-component", json=body, headers={"Accept-Encoding": encoding})


def test_the_same_question_is_worked_out_once_and_each_other_question_anew(
    fresh: Site, worked_out: Counter[str]
) -> None:
    version = fresh.region.version
    first, again, other = (ask(fresh.client, version, area) for area in ("A1", "A1", "A3"))
    assert first.data == again.data != other.data
    assert again.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in again.headers["Vary"]
    assert worked_out == {"A1": 1, "A3": 1}


def test_an_answer_is_packed_as_whoever_asks_can_unpack_it(fresh: Site) -> None:
    packed, plain = (ask(fresh.client, fresh.region.version, encoding=each) for each in ("br", "identity"))
    assert "Content-Encoding" not in plain.headers
    assert plain.get_json()
    assert packed.data != plain.data


def test_an_address_that_somebody_asked_by_is_told_to_nobody_else(fresh: Site) -> None:
    def page(host: str) -> str:
        body = {
            "output": "page.children",
            "outputs": {"id": "page", "property": "children"},
            "inputs": [{"id": "address", "property": "pathname", "value": "/data"}],
            "state": [{"id": "address", "property": "search", "value": ""}],
            "changedPropIds": [],
        }
        headers = {"Host": host, "Accept-Encoding": "identity"}
        answer = fresh.client.post("/_dash-update-component", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return json.dumps(answer.get_json())

    assert "http://evil.example/api" in page("evil.example")
    assert "evil.example" not in page("localhost")


def test_another_version_is_answered_by_itself(fresh: Site, worked_out: Counter[str]) -> None:
    old = fresh.region.version
    before = ask(fresh.client, old, encoding="identity").get_json()
    settings = replace(fresh.region.settings, short="other")
    new = publish(replace(computed_small_region(), settings=settings), fresh.out)
    after = ask(fresh.client, old, encoding="identity").get_json()
    assert before != after, "a page of an older version says that there is a newer one"
    assert ask(fresh.client, new, encoding="identity").get_json() not in (before, after)
    assert worked_out["A1"] == 3


def test_what_could_not_be_answered_is_tried_again(fresh: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(callbacks, "answer_view", fails)
        unanswered = ask(fresh.client, fresh.region.version, encoding="identity").get_json()
        assert "answer" not in unanswered.get("response", {})
    mended = ask(fresh.client, fresh.region.version, encoding="identity").get_json()
    assert mended["response"]["answer"]["data"]["places"]


def test_nothing_is_kept_of_who_has_logged_in(
    fresh: Site, worked_out: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_answers, "current", lambda: Identity("anna", "Anna", "officer", EVERYBODY))
    for _ in range(2):
        assert ask(fresh.client, fresh.region.version).status_code == 200
    assert worked_out["A1"] == 2


@pytest.mark.parametrize("page", ["/", "/hitta", "/metod"])
def test_a_page_is_put_up_from_what_is_kept(fresh: Site, page: str) -> None:
    first, again = (put_up(fresh.client, page) for _ in range(2))
    assert first.status_code == 200
    assert first.data == again.data


def test_a_page_that_says_where_the_site_is_is_kept_by_that(fresh: Site) -> None:
    """Else whoever asks by a name of their own sends those who ask after them there."""
    first, other = (
        put_up(fresh.client, "/data", f"http://{site}").get_data(as_text=True)
        for site in ("elsewhere.example", "care.example")
    )
    assert "elsewhere.example" in first
    assert "care.example" in other
    assert "elsewhere.example" not in other


def put_up(client: FlaskClient, page: str, site: str = "http://localhost") -> Any:
    body = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "address", "property": "pathname", "value": page}],
        "state": [{"id": "address", "property": "search", "value": ""}],
        "changedPropIds": [],
    }
    return client.post("/_dash-update-component", json=body, base_url=site)


def test_a_worker_keeps_so_many_bytes_and_lets_the_longest_unasked_go() -> None:
    region = computed_small_region()
    answers = KeptAnswers(most=250)
    for name in ("first", "second"):
        answers.keep(name, kept(region))
    assert answers.find("first", region)
    answers.keep("third", kept(region))
    assert [name for name in ("first", "second", "third") if answers.find(name, region)] == ["first", "third"]
    for _ in range(1_000):
        answers.keep("first", kept(region))
    assert len(answers) == 2, "an answer that is kept twice counts once"


def test_a_region_that_nobody_holds_any_more_goes() -> None:
    region = replace(computed_small_region())
    gone = weakref.ref(region)
    answers = KeptAnswers()
    answers.keep("question", kept(region))
    del region
    gc.collect()
    assert gone() is None


def kept(region: Region) -> Kept:
    return Kept(weakref.ref(region), b"x" * 100, "application/json", None)
