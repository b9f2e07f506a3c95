"""Mina sparade: what one saves is found, opened, renamed, shared, restored and removed by plain forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from dashboard.records.audit import entries
from dashboard.saved import item_card, page_routes
from dashboard.words.words import words
from tests.dashboard.login_page.pages import gate_of_site
from tests.dashboard.site import Site
from tests.dashboard.unit_page.conftest import browsers, case_site, shared_case_site, toy_sources
from tests.dashboard.unit_page.forms import filled, form_with, post

__all__ = ["browsers", "case_site", "shared_case_site", "toy_sources"]
Browsers = Callable[[str], FlaskClient]
SAVED, NEW = "/sparade", "/sparade/ny?lang=sv&layers=nearest,units&changes=close:v1"
ID = "scenario:norra-stanger"


@pytest.fixture
def saved(case_site: Site, browsers: Browsers) -> FlaskClient:
    """An officer who has saved one view, and nothing else."""
    with gate_of_site(case_site).database.write() as connection:
        connection.exec_driver_sql("DELETE FROM documents")
    client = browsers("officer")
    answer = save(client, "Norra stänger")
    assert (answer.status_code, answer.location) == (
        303,
        f"{SAVED}?doc=scenario%3Anorra-stanger&done=saved&lang=sv#saved-one",
    )
    return client


def save(client: FlaskClient, name: str) -> TestResponse:
    return post(client, NEW, filled(form_with(client.get(NEW).text, 'id="saved-name"')), name=name)


def act(client: FlaskClient, do: str, **typed: str) -> TestResponse:
    """Open the page with the one document and send the form that does something."""
    page = client.get(f"{SAVED}?doc={ID}").text
    form: MultiDict[str, str] = filled(form_with(page, f'name="do" value="{do}"'))
    if do == "open":  # of the radios the last that is checked stands; a box is sent when it is ticked
        form.pop("confirmed", None)
    return post(client, f"{SAVED}?lang=sv", form, **typed)


def test_a_view_is_saved_under_a_name_and_opened_as_it_was(saved: FlaskClient) -> None:
    page = saved.get(f"{SAVED}?doc={ID}&lang=sv").text
    (opens,) = re.findall(r'href="([^"]*)" class="button is-first"', page) or re.findall(
        r'class="button is-first" href="([^"]*)"', page
    )
    address = unescape(opens)
    assert address.startswith("/?")
    assert {"layers=nearest,units", "changes=close:v1", "name=Norra+st%C3%A4nger"} <= set(
        address[2:].split("&")
    )
    assert "bara du" in page
    assert saved.get("/scenarios/norra-stanger.json").json["values"]["changes"] == "close:v1"  # type: ignore[index]


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_that_is_none_is_refused_in_words_and_kept_in_the_field(saved: FlaskClient, name: str) -> None:
    answer = save(saved, name)
    assert answer.status_code == 422
    assert words("sv")("scenario.not_kept.name") in answer.text


def test_it_is_renamed_and_what_it_was_called_is_restored(saved: FlaskClient) -> None:
    assert act(saved, "rename", name="Södra stänger").status_code == 303
    page = saved.get(f"{SAVED}?doc={ID}&lang=sv").text
    assert "<h2>Södra stänger</h2>" in page
    assert act(saved, "rename", name="Tredje", number="1").status_code == 422, "made from an older one"
    assert act(saved, "restore").status_code == 303
    assert "<h2>Norra stänger</h2>" in saved.get(f"{SAVED}?doc={ID}&lang=sv").text
    assert saved.get("/scenarios/norra-stanger.json").json["name"] == "Norra stänger"  # type: ignore[index]


def test_whom_it_is_shared_with_finds_it_and_nobody_else(
    saved: FlaskClient, browsers: Browsers, case_site: Site
) -> None:
    other = browsers("analyst")
    assert "Norra" not in other.get(SAVED).text
    refused = other.get(f"{SAVED}?doc={ID}&lang=sv")
    assert (refused.status_code, words("sv")("saved.closed") in refused.text) == (404, True)
    assert act(saved, "share", account=" Analyst ", access="write").status_code == 303
    page = other.get(f"{SAVED}?doc={ID}&lang=sv").text
    assert "du får ändra" in page
    for theirs in ("open", "share", "link", "remove"):
        assert f'name="do" value="{theirs}"' not in page
    stolen = filled(form_with(page, 'name="do" value="rename"'))
    assert post(other, f"{SAVED}?lang=sv", stolen, do="remove").status_code == 422
    assert act(saved, "share", account="nobody").status_code == 422
    assert act(saved, "unshare").status_code == 303
    assert "Norra" not in other.get(SAVED).text
    with gate_of_site(case_site).database.read() as connection:
        done = [each.action for each in entries(connection) if each.subject == "norra-stanger"]
    assert done[-2:] == ["scenario.share", "scenario.share"]


def test_a_link_is_shown_once_opens_it_for_whoever_has_it_and_is_taken_back(
    saved: FlaskClient, case_site: Site
) -> None:
    made = act(saved, "link", access="read")
    (link,) = re.findall(r'value="http://localhost(/sparade/oppna/[^"]*)"', made.text)
    anybody = case_site.client
    opened = anybody.get(unescape(link))
    assert opened.status_code == 303
    assert opened.location.startswith("/?")
    assert link not in saved.get(f"{SAVED}?doc={ID}").text
    assert act(saved, "unlink").status_code == 303
    closed = anybody.get(f"{unescape(link)}&lang=sv")
    assert (closed.status_code, words("sv")("saved.closed") in closed.text) == (404, True)


def test_who_is_not_logged_in_is_asked_to_and_a_foreign_form_does_nothing(
    saved: FlaskClient, case_site: Site
) -> None:
    for address in (SAVED, NEW):
        answer = case_site.client.get(address)
        assert answer.status_code == 401
        assert 'href="/login?lang=sv"' in answer.text
    form = filled(form_with(saved.get(f"{SAVED}?doc={ID}").text, 'name="do" value="remove"'))
    form["csrf"] = "guess"
    assert post(saved, SAVED, form).status_code == 403
    assert act(saved, "remove").status_code == 303
    assert "Norra" not in saved.get(SAVED).text


def test_a_view_opened_from_what_is_saved_is_saved_over_it_or_as_new(saved: FlaskClient) -> None:
    address = "/sparade/ny?lang=sv&name=Norra+st%C3%A4nger&changes=close:v2"
    form = form_with(saved.get(address).text, 'id="saved-name"')
    assert 'name="over" value="norra-stanger:1"' in form
    assert post(saved, address, filled(form), over="norra-stanger:1").status_code == 303
    kept = saved.get("/scenarios/norra-stanger.json").json
    assert kept is not None
    assert kept["values"]["changes"] == "close:v2"
    refused = post(saved, address, filled(form), over="norra-stanger:1")
    assert (refused.status_code, words("sv")("scenario.not_kept.changed") in refused.text) == (422, True)
    assert post(saved, address, filled(form)).location.startswith(f"{SAVED}?doc=scenario%3Anorra-stanger-2&")


def test_where_the_role_may_not_see_the_page_it_says_so(
    saved: FlaskClient, case_site: Site, browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(saved, "share", account="analyst", access="read")
    monkeypatch.setattr(page_routes, "page_hidden", lambda *_: True)
    monkeypatch.setattr(item_card, "page_hidden", lambda *_: True)
    other, no = browsers("analyst"), words("sv")("saved.no_page", page="Planera")
    opened = other.get("/sparade/oppna/scenario/norra-stanger?lang=sv")
    assert (opened.status_code, no in opened.text) == (403, True)
    listed = other.get(f"{SAVED}?doc={ID}&lang=sv").text
    assert no in listed
    assert "Öppna i Planera" not in listed
    assert other.get(NEW).status_code == 403
    assert case_site.client.get("/sparade/oppna/scenario/norra-stanger").status_code == 404


def test_everybody_reads_it_where_its_owner_says_so_of_what_they_have_read(
    saved: FlaskClient, case_site: Site
) -> None:
    anybody = case_site.client
    assert anybody.get("/scenarios/norra-stanger.json").status_code == 404
    assert act(saved, "open", open_to="public", number="7").status_code == 422, "changed meanwhile"
    assert act(saved, "open", open_to="public").status_code == 303
    assert anybody.get("/scenarios/norra-stanger.json").status_code == 200
    assert "alla" in saved.get(f"{SAVED}?doc={ID}&lang=sv").text
    assert act(saved, "open", open_to="").status_code == 303
    assert anybody.get("/scenarios/norra-stanger.json").status_code == 404
