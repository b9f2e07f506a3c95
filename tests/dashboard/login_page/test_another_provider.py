"""Logging in through a second program for OpenID Connect, which says who answers and insists on PKCE."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urljoin

import pytest
import requests

from dashboard.login.cookies import ON_THIS_MACHINE
from tests.dashboard.login_page.pages import cookie, query_of
from tests.dashboard.login_page.providers import come_back, leave_for
from tests.dashboard.login_page.test_provider import asker
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region

MODULES = Path(__file__).parents[3] / "var" / "node" / "node_modules"
SCRIPT = Path(__file__).with_name("node_provider.mjs")
HOME = "http://localhost"
FILE = """
[providers.node]
name = "Node"
issuer = "{issuer}"
client_id = "karta"
client_secret_file = "secret"
userinfo = true

[[providers.node.roles]]
role = "officer"
claim = "groups"
value = "Handläggare"
"""

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "oidc-provider").is_dir(),
    reason="no oidc-provider is installed",
)


@pytest.fixture(scope="module")
def node_provider() -> Iterator[str]:
    """Issuer of a provider that runs."""
    command = ["node", str(SCRIPT), str(MODULES), f"{HOME}/login/callback/node", f"{HOME}/logout"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture(scope="module")
def node_site(node_provider: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("node")
    (folder / "secret").write_text("hemlig", encoding="utf-8")
    file = folder / "oidc.toml"
    file.write_text(FILE.format(issuer=node_provider), encoding="utf-8")
    return site_of(
        computed_small_region(), folder / "out", login="oidc", oidc_file=str(file), public_url=HOME
    )


def agreed(address: str) -> str:
    """Log in and agree at the provider as a browser does; where it sends the browser in the end."""
    with requests.Session() as browser:
        answer = browser.get(address, allow_redirects=False, timeout=20)
        for _ in range(12):
            if answer.is_redirect:
                address = urljoin(answer.url, answer.headers["Location"])
                if address.startswith(HOME):
                    return address
                answer = browser.get(address, allow_redirects=False, timeout=20)
                continue
            form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert form is not None, answer.text
            assert prompt is not None, answer.text
            typed = {"prompt": prompt[1], "login": "anna", "password": "x"}
            answer = browser.post(
                urljoin(answer.url, unescape(form[1])), data=typed, allow_redirects=False, timeout=20
            )
    raise AssertionError("the provider never sends the browser back")


def test_who_it_vouches_for_is_let_in_by_claims_of_its_userinfo(node_site: Site) -> None:
    client = node_site.client
    answer = come_back(client, agreed(leave_for(client, "node", "/data")))
    assert (answer.status_code, answer.location) == (303, "/data")
    assert asker(node_site, client)[:2] == ("node:anna", "officer")


def test_an_answer_that_does_not_say_whose_it_is_or_says_another_is_not_taken(node_site: Site) -> None:
    for issuer in (None, "https://evil.example"):
        client = node_site.client
        query = query_of(agreed(leave_for(client, "node")))
        assert query.pop("iss").startswith("http://127.0.0.1:")
        answer = client.get(f"/login/callback/node?{urlencode(query | ({'iss': issuer} if issuer else {}))}")
        assert answer.status_code == 403
        assert "går inte att lita på" in answer.text
        assert cookie(client, ON_THIS_MACHINE.session) == ""


def test_a_code_of_another_login_is_worth_nothing_without_its_verifier(node_site: Site) -> None:
    thief, victim = node_site.client, node_site.client
    stolen = query_of(agreed(leave_for(thief, "node")))
    state = query_of(leave_for(victim, "node"))["state"]
    answer = victim.get(f"/login/callback/node?{urlencode(stolen | {'state': state})}")
    assert answer.status_code == 403
    assert cookie(victim, ON_THIS_MACHINE.session) == ""


def test_it_knows_the_address_where_its_own_login_ends(node_site: Site) -> None:
    client = node_site.client
    come_back(client, agreed(leave_for(client, "node")))
    answer = client.post("/logout", data={"csrf": cookie(client, ON_THIS_MACHINE.token)})
    links = [unescape(link) for link in re.findall(r'href="(http[^"]+)"', answer.text)]
    assert len(links) == 1
    assert "id_token_hint" in links[0]
    ended = requests.get(links[0], timeout=20)
    assert ended.status_code == 200
    assert "logout" in ended.text.lower()
