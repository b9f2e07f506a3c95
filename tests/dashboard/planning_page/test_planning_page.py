"""The page where follow-ups are planned: who may, what is sent from it, and where it is then counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from dashboard.records.schema import audit
from geodata.library.regions import open_folder
from geodata.region.audience import Audience
from tests.accounts import SECRET, add_people
from tests.dashboard.login_page.pages import browsers_of, gate_of_site
from tests.dashboard.site import Site, site_of
from tests.dashboard.submissions.conftest import NOW
from tests.dashboard.unit_page.forms import filled, form_with, post
from tests.toy_followup import write_toy_followup

PLANNING = "/folj-upp/uppfoljningar"
PEOPLE = {
    "officer": Audience("officer"),
    "local": Audience("officer", units=("v2",)),
    "analyst": Audience("analyst"),
}
Browsers = Callable[[str], FlaskClient]


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The toy with follow-up and a login, on 24 November 2026; judged on 31 March."""
    region = open_folder(write_toy_followup(tmp_path_factory.mktemp("planning") / "toy"))
    site = site_of(region, tmp_path_factory.mktemp("planning-site"), login="local")
    gate = gate_of_site(site)
    object.__setattr__(gate, "now", lambda: NOW)
    add_people(gate.database, PEOPLE, NOW)
    yield site
    gate.database.engine.dispose()


@pytest.fixture
def planning_site(shared_site: Site) -> Site:
    """The same without anything planned."""
    with gate_of_site(shared_site).database.write() as connection:
        connection.exec_driver_sql("DELETE FROM follow_ups")
    return shared_site


@pytest.fixture(scope="module")
def browsers(shared_site: Site) -> Browsers:
    return browsers_of(shared_site, SECRET)


def plan(client: FlaskClient, /, **typed: str) -> TestResponse:
    page = client.get(f"{PLANNING}?lang=sv").text
    usual = {"unit": "v1", "kind": "contract", "due": "2026-12-20", "do": "plan"}
    return post(client, f"{PLANNING}?lang=sv", filled(form_with(page, 'value="plan"')), **(usual | typed))


def change(client: FlaskClient, do: str = "change", /, **typed: str) -> TestResponse:
    """Open what was planned last, and send its form."""
    listed = client.get(f"{PLANNING}?lang=sv").text
    record = max(int(part.split('"')[0].split("&")[0]) for part in listed.split("change=")[1:])
    page = client.get(f"{PLANNING}?lang=sv&change={record}").text
    return post(client, f"{PLANNING}?lang=sv", filled(form_with(page, f'value="{do}"')), **typed, do=do)


def kinds(site: Site, client: FlaskClient | None = None) -> list[tuple[str, str, str]]:
    """Unit, kind and state of every follow-up, as everybody's file has them."""
    rows = (
        (client or site.client).get("/api/collections/followup_plan-vc/items?f=json").get_json()["features"]
    )
    return [tuple(row["properties"][key] for key in ("unit", "kind", "state")) for row in rows]  # type: ignore[misc]


def test_only_those_who_decide_plan_and_others_read_why(planning_site: Site, browsers: Browsers) -> None:
    outside = planning_site.client.get(f"{PLANNING}?lang=sv")
    assert outside.status_code == 401
    assert "Logga in" in outside.text
    refused = browsers("analyst").get(f"{PLANNING}?lang=sv")
    assert refused.status_code == 403
    assert "Handläggare gör det" in refused.text
    assert browsers("officer").get(PLANNING).status_code == 200


def test_where_login_is_off_the_page_is_not_there_and_says_so(site: Site) -> None:
    answer = site.get(f"{PLANNING}?lang=sv")
    assert answer.status_code == 404
    assert "Det går inte att logga in här" in answer.text


def test_what_is_planned_noted_and_removed_is_in_every_view_at_once(
    planning_site: Site, browsers: Browsers
) -> None:
    officer, version = browsers("officer"), planning_site.region.version
    assert len(kinds(planning_site)) == 8
    assert plan(officer).status_code == 303
    new = ("Norra vårdcentralen", "Avtal", "kommande")
    assert new in kinds(planning_site)
    csv = planning_site.get(f"/download/{version}/followup_plan.csv?lang=sv").text
    assert csv.count("2026-12-20") == 1
    report = planning_site.json("/api/report?form=vc")["followup"]["plan"]
    assert len(report) == 9
    noted = change(officer, done="2026-11-20", outcome="Brister", action="Varning given", open="yes")
    assert noted.status_code == 303
    assert ("Norra vårdcentralen", "Avtal", "gjord") in kinds(planning_site)
    shown = planning_site.get(f"/followup/{version}/sv?form=vc").text
    assert "Varning given" in shown.encode().decode("unicode_escape"), "it is v1's last action"
    assert "Varning given" in planning_site.get(f"/find/{version}/sv/vc.json").text.encode().decode(
        "unicode_escape"
    ), "it is open to residents"
    listed = officer.get(f"{PLANNING}?lang=sv&show=done").text
    assert "Varning given" in listed
    with gate_of_site(planning_site).database.read() as connection:
        acts = connection.execute(select(audit.c.action).where(audit.c.action.like("follow-up-%"))).scalars()
        assert list(acts)[-2:] == ["follow-up-plan", "follow-up-change"]
    page = officer.get(f"{PLANNING}?lang=sv&show=done").text
    record = page.split("change=")[1].split('"')[0]
    form = officer.get(f"{PLANNING}?lang=sv&change={record}").text
    gone = post(officer, PLANNING, filled(form_with(form, 'value="remove"')), do="remove")
    assert gone.status_code == 303
    assert len(kinds(planning_site)) == 8


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    planning_site: Site, browsers: Browsers
) -> None:
    answer = plan(browsers("officer"), due="2026-11-01", outcome="Bra & <b>")
    assert answer.status_code == 422
    assert "2 uppgifter behöver rättas" in answer.text
    assert 'aria-describedby="wrong-due"' in answer.text
    assert "välj 24 november 2026 eller senare" in answer.text
    assert "Bra &amp; &lt;b&gt;" in answer.text
    assert len(kinds(planning_site)) == 8


@pytest.mark.usefixtures("planning_site")
def test_rows_of_the_folder_are_locked_and_stand_where_both_have_one(browsers: Browsers) -> None:
    page = browsers("officer").get(f"{PLANNING}?lang=sv").text
    assert page.count("regionens fil") == 4
    assert "change=" not in page
    answer = plan(browsers("officer"), unit="v2", due="2026-03-16", done="2026-03-20")
    assert answer.status_code == 422
    assert "regionens fil har redan en sådan" in answer.text


def test_who_is_limited_to_units_plans_for_them_alone(planning_site: Site, browsers: Browsers) -> None:
    assert plan(browsers("officer")).status_code == 303
    local = browsers("local")
    page = local.get(f"{PLANNING}?lang=sv").text
    assert "Norra" not in page
    assert plan(local, unit="v1").status_code == 422
    other = browsers("officer").get(f"{PLANNING}?lang=sv").text.split("change=")[1].split('"')[0]
    refused = local.get(f"{PLANNING}?lang=sv&change={other}").text
    assert "som du inte svarar för" in refused
    token = filled(form_with(page, 'value="plan"'))["csrf"]
    sent = {"csrf": token, "record": other, "number": "1", "do": "remove"}
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert local.post(PLANNING, data=sent, headers=headers).status_code == 422
    assert len(kinds(planning_site)) == 9


def test_a_form_of_another_site_writes_nothing(planning_site: Site, browsers: Browsers) -> None:
    sent = {"unit": "v1", "kind": "contract", "due": "2026-12-20", "do": "plan"}
    assert browsers("officer").post(PLANNING, data=sent).status_code == 403
    assert len(kinds(planning_site)) == 8


@pytest.mark.usefixtures("planning_site")
@pytest.mark.parametrize("sent", [{}, {"do": "fly"}, {"do": "change", "record": "9" * 40}, {"do": "remove"}])
def test_odd_forms_are_answered_in_words(browsers: Browsers, sent: dict[str, str]) -> None:
    officer = browsers("officer")
    token = filled(form_with(officer.get(PLANNING).text, 'value="plan"'))["csrf"]
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    answer = officer.post(PLANNING, data=sent | {"csrf": token}, headers=headers)
    assert answer.status_code == 422
    assert "is-error" in answer.text


def test_only_planners_have_the_way_to_the_form(planning_site: Site, browsers: Browsers) -> None:
    assert plan(browsers("officer")).status_code == 303
    address = f"/followup/{planning_site.region.version}/sv?form=vc"
    assert "change=" in browsers("officer").get(address).text
    assert "change=" not in browsers("analyst").get(address).text


def test_what_the_region_has_by_now_waits_to_be_removed(planning_site: Site, browsers: Browsers) -> None:
    """As if the folder had been given v2's contract of 16 March after it was planned here, and lost v9."""
    assert plan(browsers("officer")).status_code == 303
    with gate_of_site(planning_site).database.write() as connection:
        connection.exec_driver_sql("UPDATE follow_ups SET unit = 'v2', due = '2026-03-16', number = 7")
    page = browsers("officer").get(f"{PLANNING}?lang=sv").text
    assert "Räknas inte" in page
    assert "regionens fil har samma uppföljning nu" in page
    assert len(kinds(planning_site)) == 8
    with gate_of_site(planning_site).database.write() as connection:
        connection.exec_driver_sql("UPDATE follow_ups SET unit = 'v9', number = 8")
    assert "enheten finns inte längre" in browsers("officer").get(f"{PLANNING}?lang=sv").text
    assert change(browsers("officer"), "remove").status_code == 303
    assert "Räknas inte" not in browsers("officer").get(f"{PLANNING}?lang=sv").text
