"""What somebody sends who means harm, at every place that may be written to or asked by a number."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from dashboard.login.cookies import ON_THIS_MACHINE
from dashboard.records.schema import submissions
from dashboard.submissions.case import Case
from dashboard.submissions.facts import FACTS
from dashboard.submissions.store import cases_of
from geodata.contract.access_settings import AccessSettings, RoleAccess
from geodata.publish.publish import publish
from tests.dashboard.login_page.pages import cookie, gate_of_site
from tests.dashboard.site import Site
from tests.dashboard.submissions.conftest import middle
from tests.dashboard.unit_page.conftest import browsers, case_site, shared_case_site, toy_sources
from tests.dashboard.unit_page.forms import CHANGES, UNIT, ask, decide, filled, form_with, post

__all__ = ["browsers", "case_site", "shared_case_site", "toy_sources"]
Browsers = Callable[[str], FlaskClient]
ODD_NUMBERS = ("9" * 5000, "9" * 30, str(2**31), str(2**63), "٣", "²", "-1", "0", "1.5", "0x1", "a", "")
FORM = "application/x-www-form-urlencoded"
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def cases(site: Site) -> list[Case]:
    with gate_of_site(site).database.read() as connection:
        return cases_of(connection, "toy")


def ours(client: FlaskClient) -> dict[str, str]:
    token = cookie(client, ON_THIS_MACHINE.token)
    return {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin", "X-CSRFToken": token}


@pytest.fixture
def hidden_site(case_site: Site) -> Iterator[Site]:
    """The same where something is hidden, so that the gate looks into what is asked for."""
    settings = case_site.region.settings
    access = AccessSettings({"resident": RoleAccess(hide_exports=("pptx",)), "officer": RoleAccess()})
    publish(replace(case_site.region, settings=replace(settings, access=access)), case_site.out)
    yield case_site
    publish(case_site.region, case_site.out)


def test_no_number_that_is_none_fails_or_opens_a_case(case_site: Site, browsers: Browsers) -> None:
    chief, officer = browsers("chief"), browsers("officer")
    ask(chief, "submit", capacity="12")
    usual = {"case": str(cases(case_site)[0].id), "number": "2", "reason": "Ja", "effective": "2027-03-01"}
    form = form_with(chief.get(UNIT).text, "facts-card")
    for number in ODD_NUMBERS:
        for name, do in product(("case", "number"), ("approve", "return", "keep", "yield")):
            data = MultiDict(usual | {"token": f"{number[:9]}{do}{name}", name: number, "do": do})
            answer = officer.post(CHANGES, data=data, headers=ours(officer))
            assert answer.status_code == 422, (number, name, do)
        for do in ("save", "submit", "withdraw"):
            answer = post(chief, UNIT, filled(form), do=do, case=number or "a", number="1", capacity="13")
            assert answer.status_code == 422, (number, do)
    assert [case.status for case in cases(case_site)] == ["submitted"]


def test_no_address_with_a_number_fails_at_any_number(case_site: Site, browsers: Browsers) -> None:
    officer = browsers("officer")
    rules = [rule for rule in case_site.server.url_map.iter_rules() if "<int:" in rule.rule]
    assert {"changes_map", "saved_versions"} <= {rule.endpoint for rule in rules}
    for rule in rules:
        for number in (0, 2**31, 2**63, 10**25):
            values = {
                name: number if f"<int:{name}>" in rule.rule else "scenarios" if name == "kind" else "x"
                for name in rule.arguments
            }
            with case_site.server.test_request_context():
                address = case_site.server.url_map.bind("localhost").build(rule.endpoint, values)
            assert officer.get(address).status_code in (404, 400), address


def test_a_forms_word_hands_in_nothing_but_what_it_was_first_sent_with(
    case_site: Site, browsers: Browsers
) -> None:
    """A draft may hold anything: whoever kept one with a form's word could hand it in unchecked by that."""
    chief = browsers("chief")
    page = form_with(chief.get(UNIT).text, "facts-card")
    usual = {"effective": "2027-03-01", "source": "decision", "comment": "Ja."}
    assert post(chief, UNIT, filled(page), **usual, opening="när som helst", do="save").status_code == 303
    answer = post(chief, UNIT, filled(page), **usual, opening="Mån–fre 8–17", do="submit")
    assert answer.status_code == 422
    assert [(case.status, case.label) for case in cases(case_site)] == [("draft", "")]


@pytest.mark.usefixtures("case_site")
def test_what_is_wrong_is_not_approved_however_it_was_handed_in(case_site: Site, browsers: Browsers) -> None:
    ask(browsers("chief"), "submit", opening="Mån–fre 8–17")
    with gate_of_site(case_site).database.write() as connection:
        connection.exec_driver_sql("""UPDATE submissions SET after = '{"opening":"när som helst"}'""")
    assert decide(browsers("officer"), "approve", effective="2027-03-01").status_code == 422
    assert cases(case_site)[0].status == "submitted"


def test_a_case_stays_with_its_unit(case_site: Site, browsers: Browsers) -> None:
    officer = browsers("officer")
    ask(officer, "save", f"{UNIT}?unit=v1", capacity="12")
    (case,) = cases(case_site)
    for address in (f"{UNIT}?unit=v2", f"{UNIT}?new=1"):
        answer = ask(officer, "save", address, case=str(case.id), number=str(case.number), capacity="13")
        assert answer.status_code == 422
    assert [each.draft.unit for each in cases(case_site)] == ["v1"]


@pytest.mark.usefixtures("hidden_site")
def test_nothing_that_is_sent_fails_however_odd(
    hidden_site: Site, browsers: Browsers, caplog: pytest.LogCaptureFixture
) -> None:
    deep, mail = "[" * 50_000, "application/json"
    bodies: list[dict[str, object]] = [
        {"data": deep, "content_type": mail},
        {"data": b'{"a": "\\ud800"}', "content_type": mail},
        {"data": b"\xff\x00", "content_type": mail},
        {"data": b"do=look&capacity=%00&comment=%ED%A0%80%0B&case=%FF", "content_type": FORM},
        {"data": b"&".join([b"opening=x"] * 5000), "content_type": FORM},
        {"data": b"comment=" + b"x" * 1_000_000, "content_type": FORM},
        {"data": b"x" * 100, "content_type": "multipart/form-data; boundary=a"},
        {"data": b"x" * 100, "content_type": "multipart/form-data"},
    ]
    with caplog.at_level(logging.ERROR):
        for name in ("officer", "chief", ""):
            client = browsers(name) if name else hidden_site.client
            for rule in hidden_site.server.url_map.iter_rules():
                if "POST" not in (rule.methods or ()) or rule.endpoint in ("logout", "login_role"):
                    continue
                address = rule.rule.replace("<provider>", "x")
                for body in bodies:
                    answer = client.post(address, headers=ours(client), **body)  # type: ignore[arg-type]
                    assert answer.status_code < 500, (address, name, body)
                    assert "Traceback" not in answer.text
    assert not caplog.records


@pytest.mark.usefixtures("hidden_site")
def test_a_large_presentation_is_read_where_something_is_hidden(browsers: Browsers) -> None:
    officer = browsers("officer")
    sent = {"presentation": {"x": "y" * 100_000}, "language": "sv", "kind": "json"}
    for address in ("/presentations", "/presentations/read", "/ta-med"):
        assert officer.post(address, json=sent, headers=ours(officer)).status_code != 413, address


def test_what_is_too_long_to_keep_is_refused_in_words(case_site: Site, browsers: Browsers) -> None:
    """PostgreSQL would refuse it with an error of its own."""
    chief, new = browsers("chief"), f"{UNIT}?new=1"
    for typed in ({"comment": "x" * 2001}, {"organisation": "x" * 121},
                  {"care_form": "x" * 41}, {"name": "x" * 2001}):  # fmt: skip
        answer = ask(chief, "save", new, **({"name": "Nya", "care_form": "vc"} | typed))
        assert answer.status_code == 422
        assert "för långt" in answer.text
    assert cases(case_site) == []


def test_signs_that_no_document_holds_are_kept_nowhere(case_site: Site, browsers: Browsers) -> None:
    ask(browsers("chief"), "submit", capacity="12", comment="a\x00b\x0b\r\nc")
    assert cases(case_site)[0].draft.comment == "a\ufffdb\ufffd\nc"


def test_what_is_written_is_text_on_every_page(case_site: Site, browsers: Browsers) -> None:
    chief, officer = browsers("chief"), browsers("officer")
    answer = ask(
        chief, "submit", f"{UNIT}?new=1", name=SCRIPT, organisation=SCRIPT, care_form="vc",
        place=middle(2), capacity="4", address=SCRIPT, comment=SCRIPT,
    )  # fmt: skip
    assert answer.status_code == 303
    ask(chief, "submit", capacity="12", comment=SCRIPT)
    decide(officer, "return", reason=SCRIPT)
    pages = [
        client.get(address).text
        for client in (chief, officer)
        for address in (UNIT, f"{UNIT}?tab=cases", f"{UNIT}?new=1", CHANGES, f"{CHANGES}?show=done")
    ]
    pages += [officer.get(f"{CHANGES}?case={case.id}").text for case in cases(case_site)]
    assert any("&lt;script&gt;alert(1)" in page for page in pages)
    for page in pages:
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page


def test_a_draft_is_its_authors_alone(case_site: Site, browsers: Browsers) -> None:
    ask(browsers("chief"), "save", place=middle(2), comment="HEMLIGT")
    (case,) = cases(case_site)
    officer = browsers("officer")
    assert "HEMLIGT" not in officer.get(f"{CHANGES}?case={case.id}").text
    assert officer.get(f"{CHANGES}/{case.id}/{case_site.region.version}.svg").status_code == 404


ODD = (
    "x", "-1", "1e999", "NaN", "9" * 400, "2026-13-45", "2026-99-99", "²-²-²", "0001-01-01/9999-12-31",
    "/", ";", "90.0,180.0", "57.8,13.4,1", "=1+1", "yes;no", "resident", "None", SCRIPT,
)  # fmt: skip
FIELDS = (
    *FACTS, "care_form", "organisation", "source", "effective", "closures_from", "closures_to",
    "languages_more", "services_more",
)  # fmt: skip


@pytest.mark.parametrize("address", [UNIT, f"{UNIT}?new=1"])
def test_no_value_of_any_field_fails_a_page_of_its_author_or_of_who_decides(
    case_site: Site, browsers: Browsers, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    chief, officer = browsers("chief"), browsers("officer")
    usual = {"effective": "2027-03-01", "source": "decision", "comment": "Ja."}
    if "new" in address:
        usual |= {"name": "Nya", "care_form": "vc", "place": middle(2), "capacity": "4"}
    else:
        usual |= {"capacity": "12"}
    form = form_with(chief.get(address).text, "facts-card")
    with caplog.at_level(logging.ERROR):
        for text in ODD:
            odd = dict.fromkeys(FIELDS, text)
            assert post(chief, address, filled(form), **odd, do="look").status_code == 200, text
        for at, field in enumerate(FIELDS):
            odd = usual | {field: ODD[at % len(ODD)], "token": field}
            assert post(chief, address, filled(form), **odd, do="submit").status_code in (303, 422), odd
    pages = [officer.get(f"{CHANGES}?lang=sv&case={case.id}") for case in cases(case_site)]
    pages += [client.get(address) for client in (chief, officer) for address in (UNIT, f"{UNIT}?tab=cases")]
    assert {page.status_code for page in pages} == {200}
    assert not caplog.records


def test_no_draft_that_was_kept_fails_a_page(case_site: Site, browsers: Browsers) -> None:
    """Whatever came into the database, by an older program too: a field alone, and all of a case at once."""
    chief, officer = browsers("chief"), browsers("officer")
    ask(chief, "submit", capacity="12")
    odd = ("x", "NaN", "2026-13-45", SCRIPT)
    alone = [{field: odd[at % len(odd)]} for at, field in enumerate((*FACTS, "care_form"))]
    for facts in (*alone, *(dict.fromkeys((*FACTS, "care_form"), text) for text in odd)):
        source = next(iter(facts.values())) if len(facts) > 1 else "decision"
        with gate_of_site(case_site).database.write() as connection:
            connection.execute(submissions.update().values(source=source, after=facts, before=facts))
        for page in (officer.get(CHANGES), chief.get(f"{UNIT}?tab=cases"), chief.get(UNIT)):
            assert page.status_code == 200, facts
