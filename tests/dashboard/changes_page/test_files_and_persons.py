"""Files of a case, who is given them, who may decide, and when what is decided is published."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.changes_page.routes import _Officer
from dashboard.login.accounts import find_account, set_person
from dashboard.submissions.at_once import AtOnce
from dashboard.submissions.store import cases_of
from dashboard.unit_page.files import BODY_MOST
from geodata.overlay.rows import AppliedOverlay, Conflict
from tests.dashboard.login_page.pages import gate_of_site
from tests.dashboard.site import Site
from tests.dashboard.submissions.conftest import NOW, middle
from tests.dashboard.unit_page.conftest import browsers, case_site, shared_case_site, toy_sources
from tests.dashboard.unit_page.forms import CHANGES, UNIT, ask, decide, filled, form_with, post

__all__ = ["browsers", "case_site", "shared_case_site", "toy_sources"]
Browsers = Callable[[str], FlaskClient]
PDF = b"%PDF-1.7"
LINK = re.compile(r'href="([^"?]*/bilagor/[0-9/]+)')


def pdf(name: str = "Avtal.pdf", content: bytes = PDF) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def test_a_file_goes_with_the_form_and_is_a_download_to_who_may_see_the_case_alone(
    case_site: Site, browsers: Browsers
) -> None:
    chief, officer = browsers("chief"), browsers("officer")
    assert ask(chief, "save", capacity="12", files=pdf()).status_code == 303
    (own,) = LINK.findall(chief.get(UNIT).text)
    assert "Avtal.pdf" in chief.get(f"{UNIT}?lang=sv").text
    assert ask(chief, "submit", capacity="12").status_code == 303
    (theirs,) = LINK.findall(officer.get(CHANGES).text)
    for client, address in ((chief, own), (officer, theirs)):
        given = client.get(address)
        assert (given.data, given.mimetype) == (PDF, "application/pdf")
        assert given.headers["Content-Disposition"] == "attachment; filename=Avtal.pdf"
        assert given.headers["X-Content-Type-Options"] == "nosniff"
        assert given.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert given.headers["Cache-Control"] == "private, no-store"
    for name in ("other", "analyst"):
        assert [browsers(name).get(address).status_code for address in (own, theirs)] == [404, 404]
    assert [case_site.client.get(address).status_code for address in (own, theirs)] == [404, 404]
    assert chief.get(theirs).status_code == 404


@pytest.mark.usefixtures("case_site")
def test_a_file_is_taken_away_and_what_else_is_typed_stays(browsers: Browsers) -> None:
    chief = browsers("chief")
    ask(chief, "save", capacity="12", files=pdf())
    page = chief.get(UNIT).text
    button = re.search(r'value="(detach-\d+)"', page)
    assert button is not None
    form = filled(form_with(page, "facts-card"))
    answer = post(chief, UNIT, form, capacity="11", do=button[1])
    assert answer.status_code == 200
    assert "Avtal.pdf" not in answer.text.replace("Bilagan", "")
    assert 'value="11"' in answer.text
    assert not LINK.findall(chief.get(UNIT).text)


@pytest.mark.usefixtures("case_site")
def test_a_file_that_is_not_taken_is_told_and_nothing_of_the_form_is_kept(
    case_site: Site, browsers: Browsers
) -> None:
    answer = ask(browsers("chief"), "submit", capacity="12", files=pdf("a.pdf", b"<script>"))
    assert answer.status_code == 422
    assert "PDF, PNG, JPEG" in answer.text
    with gate_of_site(case_site).database.read() as connection:
        assert cases_of(connection, "toy") == []
    wrong = ask(browsers("chief"), "submit", f"{UNIT}?lang=sv", capacity="minus", files=pdf())
    assert "Välj filerna igen" in wrong.text


@pytest.mark.usefixtures("case_site")
def test_nobody_else_sends_a_body_as_large_as_files(case_site: Site, browsers: Browsers) -> None:
    def sent(client: FlaskClient, size: int, length: int | None = None) -> int:
        files = {"files": (io.BytesIO(b"%PDF-" + b"x" * size), "a.pdf"), "do": "save"}
        headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        lying = {"CONTENT_LENGTH": str(length)} if length else {}
        return client.post(UNIT, data=files, headers=headers, environ_overrides=lying).status_code

    assert sent(case_site.client, 200_000) == 413
    assert sent(browsers("analyst"), 200_000) == 413
    assert sent(browsers("chief"), 200_000) == 403, "read, and without the page's own word"
    assert sent(browsers("chief"), 10, BODY_MOST + 1) == 413, "not a byte of it is read"


def test_another_account_of_the_author_is_offered_no_decision(case_site: Site, browsers: Browsers) -> None:
    def both_are(person: str) -> None:
        database = gate_of_site(case_site).database
        with database.write() as connection:
            for name in ("chief", "officer"):
                account = find_account(connection, name)
                assert account is not None
                set_person(connection, account, person, NOW)

    ask(browsers("chief"), "submit", capacity="12")
    both_are("anna")
    try:
        page = browsers("officer").get(f"{CHANGES}?lang=sv").text
        assert "Du har skrivit ärendet själv" in page
        assert 'value="approve"' not in page
        assert "count-badge" not in page
        assert 'value="approve"' in browsers("second").get(CHANGES).text
    finally:
        both_are("")


@pytest.mark.usefixtures("case_site")
def test_an_approval_from_today_begins_a_publication_and_one_from_later_does_not(
    browsers: Browsers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path | None] = []
    monkeypatch.setattr(AtOnce, "start", lambda self: begun.append(self.source))
    usual = _Officer.__init__

    def with_sources(self: _Officer, *arguments: object) -> None:
        usual(self, *arguments[:5], AtOnce(tmp_path, tmp_path))  # type: ignore[arg-type]

    monkeypatch.setattr(_Officer, "__init__", with_sources)
    today = NOW.astimezone().date().isoformat()
    ask(browsers("chief"), "submit", capacity="12", effective=today)
    ask(browsers("other"), "submit", opening="Mån–fre 8–17", effective="2027-04-01")
    answer = decide(browsers("officer"), "approve", effective=today)
    assert begun == [tmp_path]
    assert "Publiceras nu" in browsers("officer").get(f"{answer.headers['Location']}&lang=sv").text
    decide(browsers("officer"), "approve", effective="2027-04-01")
    assert begun == [tmp_path]


@pytest.mark.usefixtures("case_site")
def test_without_the_sources_the_page_says_that_the_next_publication_shows_it(browsers: Browsers) -> None:
    today = NOW.astimezone().date().isoformat()
    ask(browsers("chief"), "submit", capacity="12", effective=today)
    decide(browsers("officer"), "approve", effective=today)
    assert (
        "Syns på kartan när regionen publiceras"
        in browsers("officer").get(f"{CHANGES}?lang=sv&show=planned").text
    )


def test_a_decided_case_whose_source_has_changed_says_so_to_its_unit_and_to_officers(
    case_site: Site, browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.serve.publication import Publication
    from dashboard.submissions.overlay import rows_of

    ask(browsers("chief"), "submit", capacity="12")
    decide(browsers("officer"), "approve", effective="2027-03-01")
    with gate_of_site(case_site).database.read() as connection:
        (case,) = cases_of(connection, "toy")
    conflict = Conflict(rows_of(case)[0], "source_changed", "99")
    region = replace(case_site.region, overlay=AppliedOverlay("", (), (), (conflict,)))
    monkeypatch.setattr(Publication, "current", lambda _: region)
    for client, page in (("chief", f"{UNIT}?lang=sv&tab=cases"), ("officer", f"{CHANGES}?lang=sv")):
        text = browsers(client).get(page).text
        assert "Källan har ändrats" in text
        assert "gäller snart" not in text


@pytest.mark.usefixtures("case_site")
def test_a_move_shows_the_other_units_and_that_no_floor_is_stated(browsers: Browsers) -> None:
    ask(browsers("chief"), "submit", place=middle(2), source="lease")
    page = browsers("officer").get(f"{CHANGES}?lang=sv").text
    assert "Andra enheter om det godkänns" in page
    assert "har inte angett hur få" in page or "går inte att räkna fram" in page
    assert "Norra vårdcentralen: flyttar 20 km" in page


def test_the_map_of_a_place_is_of_those_who_write_cases(case_site: Site, browsers: Browsers) -> None:
    address = f"{UNIT}/karta/{case_site.region.version}.svg"
    drawn = browsers("chief").get(f"{address}?form=vc&at=10/57.8/13.4&lang=sv")
    assert drawn.mimetype == "image/svg+xml"
    assert "Norra vårdcentralen" in drawn.text or "<svg" in drawn.text
    for wrong in ("form=none&at=10/57.8/13.4", "form=vc&at=x", "form=vc", "form=vc&at=nan/nan/nan"):
        assert browsers("chief").get(f"{address}?{wrong}").status_code == 404
    assert browsers("analyst").get(f"{address}?form=vc&at=10/57.8/13.4").status_code == 404
    assert case_site.client.get(f"{address}?form=vc&at=10/57.8/13.4").status_code == 404
    page = browsers("chief").get(UNIT).text
    assert re.search(r'src="/assets/modules/[0-9a-f]+/page-unit/place.js"', page)
    assert 'name="place"' in page
