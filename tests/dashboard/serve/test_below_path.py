"""A site that lies below a path of its host: every address that leaves it begins there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client

from dashboard.components import ids
from dashboard.login.cookies import cookies_of
from dashboard.login.own_address import own_address
from dashboard.serve.below_path import around
from dashboard.serve.links import FORM_PAGES, PAGES
from dashboard.serve.settings import Settings
from dashboard.serve.site_address import beneath, within
from geodata.contract.errors import SettingsError
from tests.dashboard.serve.test_every_route import ADDRESSES
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HOME = "https://region.example/utbud"
LOGIN = ("/login", "/login/password", "/logout")
DIFFERENT = ("/siting",)
"""Answers that are worked on meanwhile."""
IN_HTML = re.compile(r'\b(?:href|src|action|formaction)="(/[^"]*)"')
ASSETS = Path(__file__).parents[3] / "assets"
HANDED_OUT = re.compile(
    r"(?:\bfetch\(|\blocation\.(?:assign|replace)\(|\.(?:href|src|action) = )(?P<what>[^;\n]{0,60})"
)
"""Where a script itself gives the browser an address."""
WHOLE = re.compile(r"beneath\(|base \+ |location\.href|there\)|newest\)|address\(|[\"\']#|^src")
"""What has been put beneath the site before, or is the page's own address."""


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(computed_small_region(), tmp_path_factory.mktemp("below"), public_url=HOME, login="local")


def read() -> Iterator[str]:
    yield from (address for address in ADDRESSES.values() if not address.startswith(DIFFERENT))
    yield from (*PAGES.values(), *FORM_PAGES.values(), *LOGIN)
    yield from (
        "/api?f=html",
        "/api/collections?f=html",
        "/api/collections/areas/items?f=html",
        "/dcat?f=jsonld",
    )


@pytest.mark.parametrize("address", sorted(set(read())))
def test_every_address_answers_below_the_path_and_leads_nowhere_else(below: Site, address: str) -> None:
    asked = address.format(version=below.region.version)
    kept, taken_away = below.get(f"/utbud{asked}"), below.get(asked)  # by the proxy in front
    assert (kept.status_code, kept.mimetype) == (taken_away.status_code, taken_away.mimetype)
    location = kept.headers.get("Location", HOME)
    assert location.startswith((HOME, "/utbud/")), location
    if kept.mimetype == "text/html":
        outside = [link for link in IN_HTML.findall(kept.text) if not f"{link}/".startswith("/utbud/")]
        assert not outside
        for link in {link for link in IN_HTML.findall(kept.text) if "/assets/" in link}:
            assert below.get(link).status_code == 200, link
    elif kept.is_json and not asked.startswith(("/_dash", "/geo")):
        text = kept.get_data(as_text=True)
        assert not re.search(r"https?://(?:localhost|region\.example/(?!utbud\b))", text)


@pytest.mark.parametrize("path", [*PAGES.values(), "/nothing"])
def test_a_page_is_put_up_by_the_address_that_the_browser_has(below: Site, path: str) -> None:
    def page(pathname: str) -> object:
        body = {
            "output": f"{ids.PAGE}.children",
            "outputs": {"id": ids.PAGE, "property": "children"},
            "inputs": [{"id": ids.ADDRESS, "property": "pathname", "value": pathname}],
            "state": [{"id": ids.ADDRESS, "property": "search", "value": "?lang=sv"}],
            "changedPropIds": [],
        }
        client = below.client
        client.get("/utbud/login")
        answer = client.post("/utbud/_dash-update-component", json=body)
        assert answer.status_code in (200, 403), answer.text
        return answer.text

    assert page(f"/utbud{path}") == page(path)


def test_what_stays_a_component_of_dash_leads_below_the_path_too(below: Site) -> None:
    body = {
        "output": f"{ids.PAGE}.children",
        "outputs": {"id": ids.PAGE, "property": "children"},
        "inputs": [{"id": ids.ADDRESS, "property": "pathname", "value": "/utbud/"}],
        "state": [{"id": ids.ADDRESS, "property": "search", "value": ""}],
    }
    answer = below.client.post("/utbud/_dash-update-component", json=body)
    tree = json.loads(answer.text)["response"][ids.PAGE]["children"][0]
    addresses = re.findall(r'"(?:href|src|action)": "(/[^"]*)"', json.dumps(tree))
    assert all(address.startswith("/utbud/") for address in addresses)


def test_the_path_itself_leads_to_where_the_site_begins(below: Site) -> None:
    answer = below.get("/utbud?lang=en")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/utbud/?lang=en")


def test_what_stands_around_the_server_is_asked_without_the_path_as_well(below: Site) -> None:
    asked: list[tuple[str, str]] = []

    def standing(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked.append((environ["SCRIPT_NAME"], environ["PATH_INFO"]))
        return below.server.wsgi_app(environ, start_response)

    client = Client(around(below.server, standing))
    for address in ("/utbud/hitta", "/hitta"):
        assert client.get(address).status_code == 200
    assert client.get("/utbud/utbud/hitta").status_code == 404, "taken away once"
    assert asked == [("/utbud", "/hitta"), ("/utbud", "/hitta"), ("/utbud", "/utbud/hitta")]


def test_a_table_says_below_the_path_where_its_metadata_are(below: Site) -> None:
    answer = below.get(f"/utbud/download/{below.region.version}/nearest.csv")
    assert answer.headers["Link"].startswith("</utbud/download/")


def test_cookies_of_a_path_are_sent_to_it_alone(below: Site) -> None:
    cookies = below.get("/utbud/login").headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert "Path=/utbud" in cookie
        assert cookie.startswith("__Secure-")
    assert cookies_of(Settings(public_url="https://region.example")).path == "/"


@pytest.mark.parametrize("sent", ["//[", "//[/utbud/", "http://[", "https://a.example/utbud/", "/[?/utbud"])
def test_what_is_no_address_of_ours_is_none_below_a_path_either(below: Site, sent: str) -> None:
    with below.server.test_request_context("/"):
        assert within(sent) == sent
        assert beneath(sent) == (f"/utbud{sent}" if sent.startswith("/[") else sent)
        assert own_address(sent) == (sent if sent.startswith("/[") else "/")


@pytest.mark.parametrize("path", ["api", "hitta", "assets/karta", "dcat", "folj-upp"])
def test_a_path_that_the_site_has_itself_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(SettingsError, match=path.partition("/")[0]):
        site_of(computed_small_region(), tmp_path, public_url=f"https://region.example/{path}")


def test_scripts_put_every_address_beneath_the_site() -> None:
    bare = [
        f"{file.relative_to(ASSETS)}: {found['what']}"
        for file in sorted(ASSETS.rglob("*.js"))
        for found in HANDED_OUT.finditer(file.read_text("utf-8"))
        if not WHOLE.search(found["what"])
    ]
    assert not bare


def test_styles_name_their_files_by_where_they_stand() -> None:
    rooted = [
        file.name for file in ASSETS.rglob("*.css") if re.search(r"url\([\"\']?/", file.read_text("utf-8"))
    ]
    assert not rooted
