from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from dashboard.changes_page import routes
from dashboard.records.schema import audit
from dashboard.submissions.case import Case, Draft
from dashboard.submissions.command import publish_decided
from dashboard.submissions.effect import AccessEffect
from dashboard.submissions.store import cases_of
from geodata.region.region import Region
from tests.dashboard.login_page.pages import gate_of_site
from tests.dashboard.site import Site
from tests.dashboard.submissions.conftest import NOW, middle
from tests.dashboard.unit_page.conftest import browsers, case_site, shared_case_site, toy_sources
from tests.dashboard.unit_page.forms import CHANGES, UNIT, ask, decide, filled, form_with, post

__all__ = ["browsers", "case_site", "shared_case_site", "toy_sources"]
Browsers = Callable[[str], FlaskClient]


def only(site: Site) -> Case:
    with gate_of_site(site).database.read() as connection:
        (case,) = cases_of(connection, "toy")
    return case


def test_only_those_who_decide_see_cases(case_site: Site, browsers: Browsers) -> None:
    assert case_site.client.get(CHANGES).status_code == 401
    for name in ("chief", "analyst"):
        assert browsers(name).get(CHANGES).status_code == 403
    assert browsers("officer").get(CHANGES).status_code == 200


def test_a_case_shows_its_difference_its_effect_and_its_map(case_site: Site, browsers: Browsers) -> None:
    """v1 moves from 0101 to 0201: 1,000 get a longer way, 500 a shorter one, all within 15 minutes still."""
    ask(browsers("chief"), "submit", place=middle(2), source="lease", comment="Kontrakt.")
    page = browsers("officer").get(f"{CHANGES}?lang=sv").text
    assert "Norra vårdcentralen: flyttar 20 km" in page
    assert "Ändrar restid" in page
    for figure in ("<strong>0</strong>", "<strong>1\u202f000</strong>", "<strong>500</strong>"):
        assert figure in page
    assert "Hyreskontrakt" in page
    assert "Förslag till beslut, ärende 2026-1" in page
    case = only(case_site)
    address = f"{CHANGES}/{case.id}/{case_site.region.version}.svg?lang=sv"
    drawn = browsers("officer").get(address)
    assert drawn.mimetype == "image/svg+xml"
    assert "Ändrad" in drawn.text or "ändrad" in drawn.text
    assert "private" in drawn.headers["Cache-Control"]
    assert browsers("chief").get(address).status_code == 404
    assert case_site.client.get(address).status_code == 404


@pytest.mark.usefixtures("case_site")
def test_a_decided_case_shows_the_figures_that_the_decision_rested_on(
    browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the move is published, moving there again changes nobody's way."""
    ask(browsers("chief"), "submit", place=middle(2), source="lease", comment="Kontrakt.")
    decide(browsers("officer"), "approve", effective="2027-03-01")
    page = browsers("officer").get(f"{CHANGES}?lang=sv&show=planned").text
    assert "Räknat när ärendet avgjordes" in page
    assert "changes-map" in page
    now = routes.effect_of

    def published(region: Region, draft: Draft) -> AccessEffect | None:
        found = now(region, draft)
        return found and replace(found, longer=0, shorter=0)

    monkeypatch.setattr(routes, "effect_of", published)
    page = browsers("officer").get(f"{CHANGES}?lang=sv&show=planned").text
    for figure in ("<strong>1\u202f000</strong>", "<strong>500</strong>"):
        assert figure in page
    assert "changes-map" not in page


@pytest.mark.usefixtures("case_site")
def test_a_case_that_changes_no_supply_has_no_map(browsers: Browsers) -> None:
    ask(browsers("chief"), "submit", opening="Mån–fre 8–17")
    page = browsers("officer").get(CHANGES).text
    assert "Ändrar ingens väg" in page
    assert ".svg" not in page.replace("favicon.svg", "")


def test_a_return_needs_a_reason_that_the_unit_then_reads(case_site: Site, browsers: Browsers) -> None:
    ask(browsers("chief"), "submit", capacity="12")
    assert decide(browsers("officer"), "return", reason=" ").status_code == 422
    assert decide(browsers("officer"), "return", reason="Hyreskontrakt saknas").status_code == 303
    assert only(case_site).status == "returned"
    assert "Hyreskontrakt saknas" in browsers("chief").get(UNIT).text
    assert ask(browsers("chief"), "submit", comment="Bifogat.").status_code == 303
    assert only(case_site).status == "submitted"


@pytest.mark.usefixtures("case_site")
def test_an_officers_own_case_offers_no_decision(browsers: Browsers) -> None:
    ask(browsers("officer"), "submit", f"{UNIT}?unit=v1", capacity="12")
    page = browsers("officer").get(f"{CHANGES}?lang=sv").text
    assert "Du har skrivit ärendet själv" in page
    assert 'value="approve"' not in page
    assert 'value="approve"' in browsers("second").get(CHANGES).text


def test_a_day_that_is_past_approves_nothing(case_site: Site, browsers: Browsers) -> None:
    ask(browsers("chief"), "submit", capacity="12")
    assert decide(browsers("officer"), "approve", effective="2020-01-01").status_code == 422
    assert only(case_site).status == "submitted"


def test_whoever_opens_a_case_stands_in_the_audit(case_site: Site, browsers: Browsers) -> None:
    ask(browsers("chief"), "submit", capacity="12")
    browsers("officer").get(CHANGES)
    with gate_of_site(case_site).database.read() as connection:
        last = connection.execute(select(audit).order_by(audit.c.number.desc())).first()
    assert last is not None
    assert (last.actor, last.role, last.action) == ("officer", "officer", "case-read")
    assert last.subject == "case 2026-1 unit v1"


BADGE = re.compile(r'<a[^>]*href="([^"?]*)[^>]*>[^<]*<span class="count-badge">(\d+)')


@pytest.mark.usefixtures("case_site")
def test_what_waits_is_the_same_number_in_tab_head_and_menu(browsers: Browsers) -> None:
    assert "count-badge" not in browsers("officer").get(CHANGES).text
    assert "count-badge" not in browsers("chief").get(UNIT).text
    ask(browsers("chief"), "submit", capacity="12")
    # The header's tab, the same in the menu of a narrow screen, the page's tab and the menus of roles.
    assert BADGE.findall(browsers("officer").get(CHANGES).text) == [
        ("/folj-upp/andringar", "1") if "followup" not in place else ("/folj-upp", "1")
        for place in ("header", "role", "header on a phone", "role on a phone", "page")
    ]
    of_unit = BADGE.findall(browsers("chief").get(UNIT).text)
    assert of_unit == [(UNIT, "1")] * 5
    assert "count-badge" not in browsers("other").get(UNIT).text
    assert "count-badge" not in browsers("second").get("/metod").text


def listed(client: FlaskClient, query: str) -> list[str]:
    queue = client.get(f"{CHANGES}?lang=sv&{query}").text.partition("changes-queue")[2].partition("</ol>")[0]
    return re.findall(r"<li>.*?<strong>(.*?)</strong>", queue)


@pytest.mark.usefixtures("case_site")
def test_cases_are_ordered_and_chosen_by_kind(browsers: Browsers) -> None:
    ask(browsers("chief"), "submit", capacity="12", effective="2027-05-01")
    ask(browsers("other"), "submit", opening="Mån–fre 8–17", effective="2027-04-01")
    first, second = "Norra vårdcentralen", "Södra vårdcentralen"
    officer = browsers("officer")
    assert listed(officer, "") == [first, second]
    assert listed(officer, "sort=newest") == [second, first]
    assert listed(officer, "sort=soonest") == [second, first]
    assert listed(officer, "sort=sideways&kind=none") == [first, second]
    assert listed(officer, "kind=capacity") == [first]
    assert listed(officer, "kind=facts") == [second]
    assert listed(officer, "kind=travel") == []
    page = officer.get(f"{CHANGES}?lang=sv&kind=facts&sort=newest").text
    assert "Inga ärenden av det slaget" in officer.get(f"{CHANGES}?lang=sv&kind=travel").text
    assert "Väntar 1" in page, "a group counts what it lists"
    assert '<option value="facts" selected="selected">' in page
    form = form_with(page, 'name="do" value="approve"')
    answer = post(officer, re.search(r'action="([^"]*)"', form)[1].replace("&amp;", "&"), filled(form))
    assert "kind=facts" in answer.headers["Location"]
    assert "sort=newest" in answer.headers["Location"]


@pytest.mark.usefixtures("case_site")
def test_what_is_chosen_of_the_queue_goes_along_to_no_other_page(browsers: Browsers) -> None:
    page = browsers("officer").get(f"{CHANGES}?lang=sv&sort=newest&kind=facts&form=vc").text
    links = re.findall(r'<a href="(/[^"]*)"[^>]*data-keep', page)
    others = [link for link in links if not link.startswith(CHANGES)]
    assert len(others) > 5
    assert not [link for link in others if "sort=" in link or "kind=" in link]
    assert all("form=vc" in link for link in others), "the question itself goes along"
    english = re.findall(r'href="([^"]*)"[^>]*data-keep="en"', page)
    assert any("sort=newest" in link for link in english), "a language keeps the page as it stands"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.usefixtures("case_site")
def test_each_group_stands_in_both_languages(browsers: Browsers, language: str) -> None:
    ask(browsers("chief"), "submit", place=middle(2))
    for show in ("waiting", "planned", "done"):
        page = browsers("officer").get(f"{CHANGES}?show={show}&lang={language}")
        assert page.status_code == 200
        assert f'<html lang="{language}">' in page.text


def test_a_case_goes_from_the_form_to_the_published_map(
    case_site: Site, browsers: Browsers, toy_sources: Path
) -> None:
    ask(browsers("chief"), "submit", opening="Mån–fre 7–18", capacity="12")
    answer = decide(browsers("officer"), "approve", effective="2027-03-01")
    assert answer.status_code == 303
    assert only(case_site).status == "scheduled"
    asked = argparse.Namespace(
        region=toy_sources,
        data=None,
        out=case_site.out,
        lang="sv",
        progress=False,
        due=True,
        audit_head=None,
        write=None,
    )
    database, before = gate_of_site(case_site).database, case_site.region.version
    assert publish_decided(asked, database, date(2027, 3, 1), NOW) == 0
    assert only(case_site).status == "in_force"
    version = case_site.client.get("/readyz").get_json()["version"]
    assert version != before
    assert "7–18" in case_site.client.get(f"/find/{version}/sv/vc.json").text
    assert 'value="12"' in browsers("chief").get(UNIT).text
    assert publish_decided(asked, database, date(2027, 1, 1), NOW) == 0  # as before, for other tests
