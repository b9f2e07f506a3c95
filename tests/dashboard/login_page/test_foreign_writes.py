"""No page of another site changes anything: every address that is written to is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dashboard.login.cookies import ON_THIS_MACHINE
from dashboard.login.csrf import SAFE, token_of
from dashboard.login.foreign_writes import FROM_PROVIDERS
from tests.dashboard.login_page.conftest import GOOD
from tests.dashboard.login_page.pages import cookie, enter
from tests.dashboard.site import Site

SESSION, VISIT, TOKEN = ON_THIS_MACHINE.session, ON_THIS_MACHINE.visit, ON_THIS_MACHINE.token
SAID = "begäran kom inte från en sida här"


def writes(site: Site) -> Iterator[tuple[str, str, str]]:
    """Method, address and endpoint of everything that may change something."""
    for rule in site.server.url_map.iter_rules():
        address = rule.rule
        for name in rule.arguments:
            address = address.replace(f"<{name}>", "region" if name == "provider" else "x")
        for method in sorted((rule.methods or set()) - set(SAFE)):
            yield method, address.replace("<path:path>", "x"), rule.endpoint


def test_every_write_is_refused_with_a_login_but_without_its_token(
    local_site: Site, anna: Callable[..., str]
) -> None:
    anna()
    client = local_site.client
    enter(client, "anna", GOOD)
    number = cookie(client, SESSION)
    found = list(writes(local_site))
    assert {
        "/_dash-update-component",
        "/login",
        "/logout",
        "/login/role",
        "/login/password",
        "/presentations",
    } <= {address for _, address, _ in found}
    for method, address, endpoint in found:
        for headers in (
            {},
            {"X-CSRFToken": "x"},
            {"X-CSRFToken": token_of("another")},
            {"X-CSRFToken": number},
        ):
            answer = client.open(address, method=method, headers=headers)
            assert (answer.status_code == 403 and SAID in answer.text) == (endpoint not in FROM_PROVIDERS), (
                address
            )
    assert cookie(client, SESSION) == number


def test_every_write_of_another_origin_is_refused_even_with_the_token_or_without_a_login(
    local_site: Site, anna: Callable[..., str]
) -> None:
    anna()
    client = local_site.client
    enter(client, "anna", GOOD)
    token = cookie(client, TOKEN)
    for method, address, endpoint in writes(local_site):
        if endpoint in FROM_PROVIDERS:
            continue
        for foreign in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://localhost:8080"},
            {"Origin": "http://localhost.evil.example"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        ):
            for each, headers in ((client, foreign | {"X-CSRFToken": token}), (local_site.client, foreign)):
                answer = each.open(address, method=method, headers=headers)
                assert answer.status_code == 403, (method, address, foreign)
                assert SAID in answer.text


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/presentations/read"), ("POST", "/login/role?role=x")]
)
def test_with_its_token_a_write_of_our_own_page_is_looked_at(
    local_site: Site, anna: Callable[..., str], method: str, path: str
) -> None:
    anna()
    client = local_site.client
    enter(client, "anna", GOOD)
    ours = {
        "Origin": "http://localhost",
        "Sec-Fetch-Site": "same-origin",
        "X-CSRFToken": cookie(client, TOKEN),
    }
    answer = client.open(path, method=method, headers=ours)
    assert SAID not in answer.text


def test_logging_in_needs_the_form_of_a_page_that_this_browser_opened(
    local_site: Site, anna: Callable[..., str]
) -> None:
    """Or somebody could be logged in as another, and write what they think is their own."""
    anna()
    typed = {"name": "anna", "password": GOOD, "next": "/"}
    other = local_site.client
    other.get("/login")
    for client, token in (
        (local_site.client, ""),
        (local_site.client, cookie(other, TOKEN)),
    ):
        answer = client.post("/login", data=typed | {"csrf": token})
        assert cookie(client, SESSION) == "", answer.text
        assert answer.status_code in (400, 403)


def test_without_a_login_and_without_cookies_reading_by_post_is_as_before(local_site: Site) -> None:
    answer = local_site.client.post("/presentations/read", json={"presentation": {}, "language": "sv"})
    assert answer.status_code == 422


def test_a_token_that_the_browser_lost_comes_back_with_the_next_page(
    local_site: Site, anna: Callable[..., str]
) -> None:
    anna()
    client = local_site.client
    enter(client, "anna", GOOD)
    client.delete_cookie(TOKEN)
    client.get("/hitta")
    assert cookie(client, TOKEN) == token_of(cookie(client, SESSION))
