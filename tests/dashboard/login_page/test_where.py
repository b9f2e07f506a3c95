"""Where one may log in: over TLS, or on this very machine; and where the demo may be tried."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.login.cookies import OVER_TLS, comes_from_this_machine, cookies_of
from dashboard.serve.loopback import is_loopback
from dashboard.serve.settings import Settings
from geodata.contract.errors import SettingsError
from tests.dashboard.login_page.conftest import GOOD
from tests.dashboard.login_page.pages import fields, gate_of_site, send, set_cookies
from tests.dashboard.login_page.test_local import asker
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region

LOOPBACK = {"REMOTE_ADDR": "127.0.0.1"}


def demo_site(out: Path, **settings: str) -> Site:
    from dataclasses import replace

    region = computed_small_region()
    return site_of(replace(region, settings=replace(region.settings, id="demo-small")), out, **settings)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return demo_site(tmp_path_factory.mktemp("demo"), login="local")


def test_on_this_machine_the_demo_may_be_tried_in_every_role(demo: Site) -> None:
    client = demo.client
    page = client.get("/login?next=/data")
    assert "Prova som handläggare" in page.text
    assert "Prova som invånare" not in page.text
    answer = send(client, page, "/login/demo", role="unit_manager")
    assert (answer.status_code, answer.location) == (303, "/data")
    assert asker(demo, client) == ("demo:unit_manager", "unit_manager")
    assert send(client, client.get("/login"), "/login/demo", role="resident").status_code == 404


@pytest.mark.parametrize(
    ("headers", "environment"),
    [
        ({"X-Forwarded-For": "127.0.0.1"}, LOOPBACK),
        ({"X-Forwarded-Host": "localhost"}, LOOPBACK),
        ({"X-Forwarded-Proto": "https"}, LOOPBACK),
        ({"Forwarded": "for=127.0.0.1;host=localhost"}, LOOPBACK),
        ({"X-Real-IP": "127.0.0.1"}, LOOPBACK),
        ({"Via": "1.1 proxy"}, LOOPBACK),
        ({"X-Forwarded-Server": "karta"}, LOOPBACK),
        ({"x-client-ip": "127.0.0.1"}, LOOPBACK),
        ({"True-Client-IP": "127.0.0.1"}, LOOPBACK),
        ({"CF-Connecting-IP": "127.0.0.1"}, LOOPBACK),
        ({"Host": "karta.example"}, LOOPBACK),
        ({"Host": "127.0.0.1.evil.example"}, LOOPBACK),
        ({"Host": "10.0.0.1"}, LOOPBACK),
        ({}, {"REMOTE_ADDR": "10.0.0.7"}),
        ({"Host": "localhost", "X-Forwarded-For": "127.0.0.1"}, {"REMOTE_ADDR": "10.0.0.7"}),
        ({"Host": "localhost"}, {"REMOTE_ADDR": ""}),
    ],
)
def test_no_header_opens_the_demo_or_any_login_from_elsewhere(
    demo: Site, headers: dict[str, str], environment: dict[str, str]
) -> None:
    client = demo.client
    page = client.get("/login")
    token = fields(page.text, "/login/demo")["csrf"]
    shown = client.get("/login", headers=headers, environ_base=environment)
    assert shown.status_code == 403
    assert "Prova som" not in shown.text
    host = headers.get("Host", "localhost")
    answer = client.post(
        "/login/demo",
        data={"csrf": token, "role": "administrator"},
        headers={**headers, "Origin": f"http://{host}"},
        environ_base=environment,
    )
    assert answer.status_code == 403
    assert not set_cookies(answer, gate_of_site(demo).cookies)


def test_a_login_of_this_machine_is_nobodys_elsewhere(demo: Site) -> None:
    client = demo.client
    send(client, client.get("/login"), "/login/demo", role="officer")
    name = gate_of_site(demo).cookies.session
    number = client.get_cookie(name)
    assert number is not None
    elsewhere = {"REMOTE_ADDR": "10.0.0.7", "HTTP_COOKIE": f"{name}={number.value}"}
    from dashboard.login.current import current

    with demo.server.test_request_context("/", environ_base=elsewhere):
        assert not current().is_logged_in


def test_a_region_that_is_no_demo_is_not_tried_without_a_password(local_site: Site) -> None:
    client = local_site.client
    page = client.get("/login")
    assert "Prova som" not in page.text
    token = fields(page.text, "/login")["csrf"]
    assert client.post("/login/demo", data={"csrf": token, "role": "officer"}).status_code == 404


@pytest.mark.parametrize(
    "settings",
    [{"host": "0.0.0.0", "public_url": "https://karta.example"}, {"public_url": "https://karta.example"}],
)
def test_where_there_is_an_address_cookies_go_over_tls_alone_and_the_demo_is_not_tried(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    site = demo_site(tmp_path, login="local", **settings)
    client = site.client
    https = "https://karta.example"
    page = client.get("/login", base_url=https)
    assert page.status_code == 200
    assert "Prova som" not in page.text
    assert set_cookies(page, OVER_TLS) == {
        OVER_TLS.visit: "Secure; HttpOnly; Path=/; SameSite=Lax",
        OVER_TLS.token: "Secure; Path=/; SameSite=Lax",
    }
    typed = fields(page.text, "/login")
    answer = client.post(
        "/login/demo",
        data={"csrf": typed["csrf"], "role": "officer"},
        base_url=https,
        headers={"Origin": https},
    )
    assert answer.status_code == 404
    foreign = client.post("/login", data=typed, base_url=https, headers={"Origin": "http://karta.example"})
    assert foreign.status_code == 403
    from dashboard.login.accounts import add_account, change_password, find_account
    from geodata.region.audience import Audience
    from tests.dashboard.records.databases import NOW

    gate = gate_of_site(site)
    object.__setattr__(gate, "now", lambda: NOW)
    with gate.database.write() as connection:
        add_account(connection, "anna", "", Audience("officer"), NOW)
        account = find_account(connection, "anna")
        assert account is not None
        change_password(connection, account, GOOD, NOW)
    answer = client.post(
        "/login", data=typed | {"name": "anna", "password": GOOD}, base_url=https, headers={"Origin": https}
    )
    assert answer.status_code == 303
    assert set_cookies(answer, OVER_TLS) == {
        OVER_TLS.session: "Secure; HttpOnly; Path=/; SameSite=Lax",
        OVER_TLS.token: "Secure; Path=/; SameSite=Lax",
    }
    assert all(name.startswith("__Host-") for name in (OVER_TLS.session, OVER_TLS.visit, OVER_TLS.token))


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({"login": "local", "host": "0.0.0.0"}, "TLS"),
        ({"login": "local", "host": "0.0.0.0", "public_url": "http://karta.example"}, "TLS"),
        ({"login": "local", "public_url": "http://karta.example"}, "TLS"),
        ({"login": "oidc"}, "oidc_file"),
        ({"login": "oidc"}, "public_url"),
        ({"login": "both"}, "oidc_file"),
    ],
)
def test_settings_that_would_send_a_login_in_the_open_stop_the_start(
    tmp_path: Path, settings: dict[str, str], part: str
) -> None:
    with pytest.raises(SettingsError, match=part):
        site_of(computed_small_region(), tmp_path, **settings)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost"])
def test_loopback_is_known(host: str) -> None:
    assert is_loopback(host)
    assert not cookies_of(Settings(host=host)).secure


@pytest.mark.parametrize(
    "host", ["", "0.0.0.0", "::", "10.0.0.1", "localhost.evil.example", "127.0.0.1.x", "0"]
)
def test_everything_else_is_not(host: str) -> None:
    assert not is_loopback(host)
    assert cookies_of(Settings(host=host)).secure


def test_with_login_off_nothing_of_it_is_there(site: Site) -> None:
    for path in ("/login", "/login/oidc/x", "/logout", "/login/password"):
        assert site.client.get(path).status_code == 404
    assert site.client.post("/login", data={}).status_code == 405
    assert not site.client.get("/hitta").headers.getlist("Set-Cookie")
    assert "_csrf_token" in site.client.get("/hitta").text


@pytest.mark.parametrize(("protocol", "is_here"), [("HTTP/1.1", True), ("HTTP/1.0", False)])
def test_who_speaks_as_only_proxies_do_is_not_at_this_machine(
    demo: Site, protocol: str, is_here: bool
) -> None:
    """A proxy with its usual settings may name this machine as the host, and tell of nobody behind it."""
    spoken = LOOPBACK | {"SERVER_PROTOCOL": protocol}
    with demo.server.test_request_context("/login", environ_overrides=spoken):
        assert comes_from_this_machine() is is_here
