from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from dashboard.serve.links import FORM_PAGES, PAGES
from dashboard.submissions.case import Case
from dashboard.submissions.store import cases_of
from dashboard.words.words import LANGUAGES, words
from tests.dashboard.login_page.pages import gate_of_site
from tests.dashboard.pages.test_addresses import put_up
from tests.dashboard.site import Site, site_of
from tests.dashboard.submissions.conftest import middle
from tests.dashboard.unit_page.forms import UNIT, ask, filled, form_with, post
from tests.small_region import computed_small_region

Browsers = Callable[[str], FlaskClient]


def cases(site: Site) -> list[Case]:
    with gate_of_site(site).database.read() as connection:
        return cases_of(connection, "toy")


def test_without_a_login_the_page_says_which_role_is_needed_and_offers_it(case_site: Site) -> None:
    answer = case_site.client.get(f"{UNIT}?lang=sv")
    assert answer.status_code == 401
    assert "verksamhetschef" in answer.text
    assert 'href="/login?lang=sv"' in answer.text
    assert "<form" not in answer.text


@pytest.fixture(scope="module")
def without_login(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(computed_small_region(), tmp_path_factory.mktemp("off"))


@pytest.mark.parametrize("page", FORM_PAGES.values())
@pytest.mark.parametrize("language", LANGUAGES)
def test_where_login_is_off_a_page_of_forms_says_so_and_nothing_can_be_written(
    without_login: Site, page: str, language: str
) -> None:
    answer = without_login.client.get(f"{page}?lang={language}")
    assert answer.status_code == 404
    assert words(language)("refused.no_login") in answer.text
    assert "Min enhet</a>" not in answer.text
    assert without_login.client.post(page, data={"do": "submit", "token": "a"}).status_code == 404


@pytest.mark.parametrize("address", [*PAGES.values(), *FORM_PAGES.values(), "/no-such-page"])
def test_where_login_is_off_nothing_leads_to_it(without_login: Site, address: str) -> None:
    found = (
        json.dumps(put_up(without_login, address, "?lang=sv")) if address not in FORM_PAGES.values() else ""
    )
    assert "/login" not in found + without_login.client.get(f"{address}?lang=sv").text


@pytest.mark.usefixtures("case_site")
def test_others_have_no_unit(browsers: Browsers) -> None:
    answer = browsers("analyst").get(UNIT)
    assert answer.status_code == 200
    assert "svarar inte för någon enhet" in answer.text
    assert browsers("chief").get(f"{UNIT}?unit=v2").status_code == 403
    assert post(browsers("chief"), f"{UNIT}?unit=v2", filled(""), do="save").status_code in (400, 403)


@pytest.mark.usefixtures("case_site")
def test_facts_stand_beside_whoever_answers_for_them(browsers: Browsers) -> None:
    page = browsers("chief").get(f"{UNIT}?lang=sv").text
    assert "<h1>Norra vårdcentralen</h1>" in page
    assert "enhetsregistret" in page
    form = form_with(page, "facts-card")
    assert 'name="capacity"' in form
    for locked in ('name="name"', 'name="phone"', 'name="operator"'):
        assert locked not in form
    assert browsers("chief").get(UNIT).headers["Cache-Control"] == "no-store"


def test_a_form_that_is_not_touched_changes_nothing(case_site: Site, browsers: Browsers) -> None:
    answer = ask(browsers("chief"), "submit")
    assert answer.status_code == 422
    assert "Ingenting är ändrat" in answer.text
    assert cases(case_site) == []


def test_a_draft_is_kept_and_opened_again_and_handed_in(case_site: Site, browsers: Browsers) -> None:
    chief = browsers("chief")
    assert ask(chief, "save", opening="Mån–fre 8–17", capacity="12").status_code == 303
    page = chief.get(UNIT).text
    assert 'value="Mån–fre 8–17"' in page
    assert "Tidigare" in page or "tidigare" in page
    assert [(case.status, dict(case.draft.after)) for case in cases(case_site)] == [
        ("draft", {"opening": "Mån–fre 8–17", "capacity": "12"})
    ]
    assert ask(chief, "submit").status_code == 303
    (case,) = cases(case_site)
    assert (case.status, case.label) == ("submitted", "2026-1")
    page = chief.get(f"{UNIT}?tab=cases").text
    assert "Ärende 2026-1" in page


def test_what_is_wrong_stands_at_its_field_and_on_top_and_nothing_is_lost(
    case_site: Site, browsers: Browsers
) -> None:
    answer = ask(browsers("chief"), "submit", capacity="7,5,0", opening="Mån–fre 8–17", comment="")
    assert answer.status_code == 422
    assert 'href="#fact-capacity"' in answer.text
    assert 'id="wrong-capacity"' in answer.text
    assert 'aria-describedby="wrong-capacity"' in answer.text
    assert "högst ett komma" in answer.text
    assert "2 uppgifter behöver rättas" in answer.text
    assert 'value="7,5,0"' in answer.text
    assert 'value="Mån–fre 8–17"' in answer.text
    assert cases(case_site) == []


def test_a_double_press_hands_in_once(case_site: Site, browsers: Browsers) -> None:
    chief = browsers("chief")
    data = filled(form_with(chief.get(UNIT).text, "facts-card"))
    typed = {"capacity": "12", "effective": "2027-03-01", "source": "decision", "comment": "Ja."}
    answers = [post(chief, UNIT, data.copy(), **typed, do="submit") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert [case.label for case in cases(case_site)] == ["2026-1"]


def test_without_the_pages_token_nothing_is_written(case_site: Site, browsers: Browsers) -> None:
    chief = browsers("chief")
    data = filled(form_with(chief.get(UNIT).text, "facts-card"))
    assert post(chief, UNIT, data, csrf="", capacity="12", do="save").status_code in (400, 403)
    assert cases(case_site) == []


def test_a_move_is_asked_for_with_its_address(case_site: Site, browsers: Browsers) -> None:
    answer = ask(browsers("chief"), "submit", place=middle(2), address="Nygatan 1", source="lease")
    assert answer.status_code == 303
    assert set(cases(case_site)[0].draft.after) == {"place", "address"}


def test_a_case_is_taken_back_by_its_author_alone(case_site: Site, browsers: Browsers) -> None:
    chief = browsers("chief")
    ask(chief, "submit", capacity="12")
    page = chief.get(UNIT).text
    forms = [each for each in page.split("<form") if 'value="withdraw"' in each]
    assert forms
    form = filled(forms[-1])
    assert post(chief, UNIT, form, do="withdraw").status_code == 303
    assert cases(case_site)[0].status == "withdrawn"


def test_a_new_unit_is_applied_for(case_site: Site, browsers: Browsers) -> None:
    chief, new = browsers("chief"), f"{UNIT}?new=1"
    answer = ask(
        chief, "submit", new, name="Nya vårdcentralen", care_form="vc", place=middle(2), capacity="4"
    )
    assert answer.status_code == 303
    (case,) = cases(case_site)
    assert (case.draft.kind, case.draft.after["name"]) == ("application", "Nya vårdcentralen")
    lacking = ask(chief, "submit", new, name="", care_form="vc")
    assert lacking.status_code == 422
    assert 'id="wrong-place"' in lacking.text


@pytest.mark.usefixtures("case_site")
def test_how_it_goes_is_told_beside_the_others(browsers: Browsers) -> None:
    page = browsers("other").get(f"{UNIT}?tab=how&lang=sv").text
    assert "Nöjda" in page
    assert "40\u202f%" in page
    assert "50\u202f%: inte klarad, sedan 2025" in page


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.usefixtures("case_site")
def test_every_tab_stands_in_both_languages(browsers: Browsers, language: str) -> None:
    chief = browsers("chief")
    for tab in ("facts", "cases", "how"):
        page = chief.get(f"{UNIT}?tab={tab}&lang={language}")
        assert page.status_code == 200
        assert f'<html lang="{language}">' in page.text
