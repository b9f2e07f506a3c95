"""Logging in with a password: what the page says, what the browser keeps, and what ends it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from dashboard.login.accounts import add_account, disable, find_account, give_role, take_role
from dashboard.login.cookies import ON_THIS_MACHINE
from dashboard.login.csrf import token_of
from dashboard.login.current import current
from dashboard.login.sessions import IDLE
from dashboard.records.schema import audit
from geodata.region.audience import Audience
from tests.dashboard.login_page.conftest import GOOD
from tests.dashboard.login_page.pages import cookie, enter, fields, gate_of_site, send, set_cookies
from tests.dashboard.records.databases import NOW
from tests.dashboard.site import Site

SESSION, VISIT, TOKEN = ON_THIS_MACHINE.session, ON_THIS_MACHINE.visit, ON_THIS_MACHINE.token
Add = Callable[..., str]


def asker(site: Site, client: object) -> tuple[str, str]:
    """Account and role that the server sees in a browser."""
    number = cookie(client, SESSION)  # type: ignore[arg-type]
    here = {"REMOTE_ADDR": "127.0.0.1", "HTTP_COOKIE": f"{SESSION}={number}"}
    with site.server.test_request_context("/", environ_base=here):
        found = current()
    return found.account, found.role


def at(site: Site, now: datetime) -> None:
    object.__setattr__(gate_of_site(site), "now", lambda: now)


def test_the_page_is_swedish_first_names_its_fields_and_is_kept_nowhere(local_site: Site) -> None:
    answer = local_site.client.get("/login")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert '<html lang="sv">' in answer.text
    assert "<h1>Logga in</h1>" in answer.text
    assert 'autocomplete="username"' in answer.text
    assert 'autocomplete="current-password"' in answer.text
    english = local_site.client.get("/login?lang=en").text
    assert '<html lang="en">' in english
    assert "<h1>Log in</h1>" in english


def test_who_logs_in_comes_back_to_where_they_were_under_a_new_number(local_site: Site, anna: Add) -> None:
    anna()
    client = local_site.client
    answer = enter(client, "Anna", GOOD, "/login?next=/jamfor?form=gp")
    assert (answer.status_code, answer.location) == (303, "/jamfor?form=gp")
    first = cookie(client, SESSION)
    assert asker(local_site, client) == ("anna", "officer")
    enter(client, "anna", GOOD)
    assert cookie(client, SESSION) != first
    other = local_site.client
    other.set_cookie(SESSION, first)
    assert asker(local_site, other) == ("", "resident"), "the session before ended when another began"


def test_the_page_that_led_here_is_come_back_to_and_no_other_site(local_site: Site) -> None:
    client = local_site.client
    page = client.get("/login", headers={"Referer": "http://localhost/hitta?place=1"})
    assert fields(page.text, "/login")["next"] == "/hitta?place=1"
    for foreign in ("http://localhost.evil.example/x", "https://evil.example/hitta", "http://localhost"):
        page = client.get("/login", headers={"Referer": foreign})
        assert fields(page.text, "/login")["next"] == "/"


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:0"]
)
def test_no_link_leads_elsewhere(local_site: Site, anna: Add, wanted: str) -> None:
    anna()
    client = local_site.client
    page = client.get("/login", query_string={"next": wanted})
    assert "evil" not in page.text
    answer = send(client, page, "/login", name="anna", password=GOOD, next=wanted)
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_number_that_was_planted_is_not_the_one_that_is_logged_in_under(
    local_site: Site, anna: Add
) -> None:
    anna()
    client = local_site.client
    client.set_cookie(SESSION, "planted")
    client.set_cookie(VISIT, "planted-too")
    answer = enter(client, "anna", GOOD)
    assert answer.status_code == 303
    assert cookie(client, SESSION) not in ("", "planted", "planted-too")
    thief = local_site.client
    thief.set_cookie(SESSION, "planted")
    assert asker(local_site, thief) == ("", "resident")


def test_cookies_say_http_only_lax_and_the_whole_site(local_site: Site, anna: Add) -> None:
    anna()
    client = local_site.client
    opened = set_cookies(client.get("/login"), ON_THIS_MACHINE)
    assert opened == {VISIT: "HttpOnly; Path=/; SameSite=Lax", TOKEN: "Path=/; SameSite=Lax"}
    entered = set_cookies(enter(client, "anna", GOOD), ON_THIS_MACHINE)
    assert entered == {SESSION: "HttpOnly; Path=/; SameSite=Lax", TOKEN: "Path=/; SameSite=Lax"}
    assert cookie(client, TOKEN) == token_of(cookie(client, SESSION))


def test_what_is_wrong_is_said_in_words_and_does_not_tell_who_there_is(local_site: Site, anna: Add) -> None:
    anna()
    known, unknown = (enter(local_site.client, name, "fel lösenord") for name in ("anna", "nobody"))
    assert known.status_code == unknown.status_code == 403
    for answer, name in ((known, "anna"), (unknown, "nobody")):
        assert 'role="alert"' in answer.text
        assert "Användarnamnet eller lösenordet stämmer inte." in answer.text
        assert "<title>Fel: Logga in" in answer.text
        assert f'value="{name}"' in answer.text
        assert "fel lösenord" not in answer.text

    def without(text: str, name: str) -> str:
        token = fields(text, "/login")["csrf"]
        return text.replace(name, "").replace(token, "")

    assert without(known.text, "anna") == without(unknown.text, "nobody")


def test_the_sixth_try_waits_and_says_how_long(local_site: Site, anna: Add) -> None:
    anna()
    for name in ("anna", "nobody"):
        tries = [enter(local_site.client, name, "fel") for _ in range(6)]
        assert [answer.status_code for answer in tries] == [403] * 5 + [429]
        assert tries[-1].headers["Retry-After"] == "30"
        assert "Vänta 1 min" in tries[-1].text
    assert enter(local_site.client, "anna", GOOD).status_code == 429
    at(local_site, NOW + timedelta(seconds=30))
    assert enter(local_site.client, "anna", GOOD).status_code == 303


def test_a_first_password_must_be_changed_before_anything_else(local_site: Site) -> None:
    with gate_of_site(local_site).database.write() as connection:
        first = add_account(connection, "bo", "Bo Ek", Audience("analyst"), NOW)
    client = local_site.client
    answer = enter(client, "bo", first, "/login?next=/data")
    assert answer.status_code == 303
    assert answer.location.startswith("/login/password?next=%2Fdata")
    assert asker(local_site, client) == ("", "resident")
    page = client.get(answer.location)
    assert "bara gäller en gång" in page.text
    assert "current-password" not in page.text
    before = cookie(client, SESSION)
    for new, again, said in (
        ("kort", "kort", "för kort"),
        (GOOD, f"{GOOD}!", "inte lika"),
        ("lösenord1234", "lösenord1234", "lätt att gissa"),
    ):
        wrong = send(client, page, "/login/password", new=new, again=again)
        assert wrong.status_code == 422
        assert said in wrong.text
    answer = send(client, page, "/login/password", new=GOOD, again=GOOD)
    assert (answer.status_code, answer.location) == (303, "/data")
    assert cookie(client, SESSION) != before
    assert asker(local_site, client) == ("bo", "analyst")
    assert enter(local_site.client, "bo", first).status_code == 403
    assert enter(local_site.client, "bo", GOOD).status_code == 303


def test_an_own_password_is_changed_with_the_one_before_and_ends_other_logins(
    local_site: Site, anna: Add
) -> None:
    anna()
    client, elsewhere = local_site.client, local_site.client
    enter(client, "anna", GOOD)
    enter(elsewhere, "anna", GOOD)
    page = client.get("/login/password")
    new = "åtta blå hattar sover"
    assert send(client, page, "/login/password", password="fel", new=new, again=new).status_code == 403
    assert send(client, page, "/login/password", password=GOOD, new=new, again=new).status_code == 303
    assert asker(local_site, client) == ("anna", "officer")
    assert asker(local_site, elsewhere) == ("", "resident")
    assert client.get("/login/password").status_code == 200
    assert local_site.client.get("/login/password").location.startswith("/login?next=%2Flogin%2Fpassword")


def test_logging_out_ends_this_login_or_every_one(local_site: Site, anna: Add) -> None:
    anna()
    clients = [local_site.client for _ in range(3)]
    for client in clients:
        enter(client, "anna", GOOD)

    def leave(client: object, **asked: str) -> int:
        number = cookie(client, SESSION)  # type: ignore[arg-type]
        answer = client.post("/logout", query_string=asked, data={"csrf": token_of(number)})  # type: ignore[attr-defined]
        kept = local_site.client
        kept.set_cookie(SESSION, number)
        assert asker(local_site, kept) == ("", "resident"), "the number opens nothing, whoever kept it"
        assert cookie(client, SESSION) == cookie(client, TOKEN) == ""  # type: ignore[arg-type]
        return int(answer.status_code)

    assert leave(clients[0]) == 303
    assert asker(local_site, clients[1]) == ("anna", "officer")
    assert leave(clients[1], everywhere="yes") == 303
    assert asker(local_site, clients[2]) == ("", "resident")
    page = clients[0].get("/logout?lang=sv")
    assert "Du är utloggad" in page.text


def test_what_is_taken_is_gone_at_the_next_request(local_site: Site, anna: Add) -> None:
    database = gate_of_site(local_site).database

    def act(do: Callable[..., object]) -> None:
        with database.write() as connection:
            do(connection, find_account(connection, "anna"))

    anna("anna", Audience("officer"), Audience("analyst"))
    for do in (
        lambda c, a: take_role(c, a, "officer", NOW),
        lambda c, a: give_role(c, a, Audience("officer", units=("u-north",)), NOW),
        lambda c, a: disable(c, a, NOW),
    ):
        client = local_site.client
        enter(client, "anna", GOOD)
        assert asker(local_site, client)[0] == "anna"
        act(do)
        assert asker(local_site, client) == ("", "resident")


def test_another_of_ones_roles_is_a_press_away_and_no_other_is(local_site: Site, anna: Add) -> None:
    anna("anna", Audience("officer"), Audience("analyst"))
    client = local_site.client
    enter(client, "anna", GOOD)
    before = cookie(client, SESSION)
    token = {"csrf": token_of(before)}
    assert client.post("/login/role?role=administrator", data=token).status_code == 404
    answer = client.post(
        "/login/role?role=analyst", data=token, headers={"Referer": "http://localhost/data?x=1"}
    )
    assert (answer.status_code, answer.location) == (303, "/data?x=1")
    assert cookie(client, SESSION) != before
    assert asker(local_site, client) == ("anna", "analyst")


def test_a_login_ends_when_nothing_is_asked_for_an_hour(local_site: Site, anna: Add) -> None:
    anna()
    client = local_site.client
    enter(client, "anna", GOOD)
    at(local_site, NOW + timedelta(minutes=50))
    assert asker(local_site, client) == ("anna", "officer")
    at(local_site, NOW + timedelta(minutes=100))
    assert asker(local_site, client) == ("anna", "officer"), "a request was made in between"
    at(local_site, NOW + timedelta(minutes=100) + IDLE + timedelta(seconds=1))
    assert asker(local_site, client) == ("", "resident")


def test_what_was_done_is_in_the_audit_without_a_password(local_site: Site, anna: Add) -> None:
    anna()
    client = local_site.client
    enter(client, "anna", "ett helt annat ord")
    enter(client, "anna", GOOD)
    client.post("/logout", data={"csrf": token_of(cookie(client, SESSION))})
    with gate_of_site(local_site).database.read() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.number.desc()).limit(2)).all()
    assert [(row.actor, row.role, row.action) for row in rows] == [
        ("anna", "officer", "logout"),
        ("anna", "officer", "login"),
    ]
    assert GOOD not in str(rows)


def test_the_header_names_who_is_logged_in_and_offers_their_roles(local_site: Site, anna: Add) -> None:
    anna("anna", Audience("officer"), Audience("analyst"))
    client = local_site.client

    def shown() -> str:
        question = {
            "output": "page.children",
            "outputs": {"id": "page", "property": "children"},
            "inputs": [{"id": "address", "property": "pathname", "value": "/hitta"}],
            "state": [{"id": "address", "property": "search", "value": "?lang=sv"}],
            "changedPropIds": ["address.pathname"],
        }
        headers = {"X-CSRFToken": cookie(client, TOKEN)}
        answer = client.post("/_dash-update-component", json=question, headers=headers)
        assert answer.status_code == 200, answer.text
        return json.dumps(answer.get_json(), ensure_ascii=False)

    out = shown()
    assert "/login?lang=sv" in out
    assert "/logout" not in out
    enter(client, "anna", GOOD)
    text = shown()
    assert "/login?lang=sv" not in text
    for part in (
        "Anna Berg",
        "anna",
        "/login/role?role=analyst",
        "/login/role?role=officer",
        "/logout?lang=sv",
    ):
        assert part in text
    assert token_of(cookie(client, SESSION)) in text
    assert cookie(client, SESSION) not in text
