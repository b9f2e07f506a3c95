"""Every role by every page, route, callback and kind of file: answered or refused, as `[access]` says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from dashboard.exports.making import FORMATS
from dashboard.exports.table_files import TABLE_KINDS
from dashboard.factory import create_app
from dashboard.serve import route_needs
from dashboard.serve.audience import LOGIN_ADDRESS
from dashboard.serve.links import PAGES, TABS
from dashboard.serve.publication import Publication
from dashboard.serve.route_needs import UndeclaredError
from dashboard.serve.settings import Settings
from dashboard.words.words import LANGUAGES, words
from geodata.contract.access_settings import ROLES, AccessSettings, RoleAccess
from geodata.region.audience import EVERYBODY, Audience
from tests.dashboard.serve.canaries import by_role
from tests.dashboard.serve.test_every_route import ADDRESSES, BODIES, QUESTIONS, path_of
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region

ALL_PAGES = ("compare", "plan", "followup", "present", "data", "news", "embed")
SAID: Mapping[str, RoleAccess] = {
    "resident": RoleAccess(hide_pages=("plan", "present"), hide_exports=("gpkg", "api")),
    "unit_manager": RoleAccess(hide_pages=("compare", "embed"), hide_exports=("csv", "json")),
    "officer": RoleAccess(),
    "analyst": RoleAccess(hide_pages=("present", "news"), hide_exports=("pdf", "pptx")),
    "management": RoleAccess(hide_pages=("data",), hide_exports=("svg", "zip")),
    "politician": RoleAccess(hide_pages=ALL_PAGES),
    "administrator": RoleAccess(hide_exports=("xlsx", "parquet", "png", "csv")),
}
"""Each role without something else, so that every cell is decided by what is said of it."""
SHELL = (
    "static", "_dash_assets.static", "/_dash-layout", "/_dash-dependencies", "/_reload-hash",
    "/_favicon.ico", "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>", "module",
    "library", "health", "readiness", "geometry", "ground", "find", "find_form",
    "unit", "unit_file", "unit_map", "changes", "changes_file", "changes_map",
    "planning", "upload", "upload_problems", "upload_state", "saved", "save_view", "open_saved",
    *(f"POST {path}" for path in ("/min-enhet", "/folj-upp/andringar", "/folj-upp/uppfoljningar")),
    "POST /folj-upp/las-in",
    "POST /sparade", "POST /sparade/ny",
)  # fmt: skip
"""What everybody is answered, whatever is said: pages of forms look after themselves."""
PART_OF: Mapping[str, tuple[tuple[str, ...], str]] = {
    "download": (("plan", "compare", "data"), "csv"),
    "view": (("plan", "present"), "csv"),
    "scenario": (("plan",), "json"),
    "thumbnail": (("plan", "present"), "svg"),
    "compare": (("compare",), ""),
    "compare_csv": (("compare",), "csv"),
    "compare_txt": (("compare",), "csv"),
    "siting": (("plan",), ""),
    "development_of": (("plan",), ""),
    "ruler_of": (("plan",), ""),
    "reach_of": (("plan",), ""),
    "reach_file": (("plan",), "csv"),
    "carry": (("plan",), ""),
    "file": (("present",), "json"),
    "followup": (("followup",), ""),
    "followup_ground": (("followup",), ""),
    "saved_scenarios": (("plan",), ""),
    "saved_scenario": (("plan",), "json"),
    "saved_versions": (("plan", "present"), "json"),
    "POST /scenarios": (("plan",), ""),
    "PUT /scenarios/<key>": (("plan",), ""),
    "DELETE /scenarios/<key>": (("plan",), ""),
    **{
        f"PUT /<any(presentations, scenarios):kind>/<key>/{what}": (("plan", "present"), "")
        for what in ("link", "share")
    },
    **{name: (("data",), "api") for name in ADDRESSES if name.startswith("api_")},
    "dcat": (("data",), "api"),
    "POST /ta-med": (("present",), "csv"),
    "POST /presentations/told": (("present",), ""),
    "POST /presentations/read": (("present",), ""),
    "POST /presentations": (("plan", "present"), ""),
    "PUT /presentations/<key>": (("plan", "present"), ""),
    "DELETE /presentations/<key>": (("plan", "present"), ""),
}
"""By route: the pages of which one is needed, and the kind of file that its address in these tests is."""
OF_CALLBACK = {"answer.data": ("plan", "present", "embed"), "table.data": ("plan",), "trends.data": ("plan",)}
NOW = {role: Audience(role) for role in ROLES}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    region = computed_small_region()
    region = replace(region, settings=replace(region.settings, access=AccessSettings(dict(SAID))))
    site = site_of(region, tmp_path_factory.mktemp("matrix"), save_presentations="yes")
    by_role(site.server, **{role: audience for role, audience in NOW.items() if role != "resident"})
    return site


def refused(role: str, pages: tuple[str, ...], kind: str = "") -> bool:
    hidden = SAID[role]
    return (bool(pages) and set(pages) <= set(hidden.hide_pages)) or kind in hidden.hide_exports


def is_refusal(answer: TestResponse) -> bool:
    """Whether an answer says that something is not for the role: a shelf refuses a wrong word by 403 too."""
    if answer.status_code != 403:
        return False
    said, text = words("sv"), repr(answer.get_json()) if answer.is_json else answer.text
    return any(
        begin.rstrip(" .") in text for begin in (said("refused.roles", roles=""), said("refused.nobody"))
    )


def refusals(site: Site, role: str) -> Iterator[tuple[str, bool]]:
    """Every route and callback, and whether a good question to it is refused."""
    client, version, sent = site.client, site.region.version, {"Role": role}
    for endpoint, address in ADDRESSES.items():
        if endpoint not in ("/", "/<path:path>", SHELL[6]):  # Dash fails of itself at the last
            answer = client.get(address.format(version=version), headers=sent, buffered=True)
            yield endpoint, is_refusal(answer)
    for (method, path), body in BODIES.items():
        at = path_of(path)
        answer = client.open(at, method=method, json=body, headers=sent, buffered=True)
        yield f"{method} {path}", is_refusal(answer)
    for output, question in QUESTIONS.items():
        asked = json.loads(json.dumps(question).replace('"version": ""', f'"version": "{version}"'))
        answer = client.post("/_dash-update-component", json=asked, headers=sent, buffered=True)
        yield output, is_refusal(answer)


def test_the_table_is_of_every_route_and_every_body() -> None:
    shell = {*SHELL, "/", "/<path:path>"}
    posts = {f"{method} {path}" for method, path in BODIES}
    assert {*PART_OF} | shell == {*ADDRESSES} | posts
    assert {*OF_CALLBACK, "page.children"} == {*QUESTIONS}


@pytest.mark.parametrize("role", ROLES)
def test_every_route_and_callback_is_answered_or_refused_as_is_said_of_the_role(
    guarded: Site, role: str
) -> None:
    for name, is_refused in refusals(guarded, role):
        pages, kind = PART_OF.get(name, (OF_CALLBACK.get(name, ()), ""))
        assert is_refused is refused(role, pages, kind), (role, name)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_put_up_or_refused_with_its_status_title_and_links(guarded: Site, role: str) -> None:
    for page, path in PAGES.items():
        first = guarded.get(path, Role=role)
        hidden = page in SAID[role].hide_pages
        moved = page == "plan" and hidden
        assert first.status_code == (302 if moved else 403 if hidden else 200), (role, page)
        body = json.loads(json.dumps(QUESTIONS["page.children"]).replace('"/"', f'"{path}"'))
        sent = {"Role": role}
        put_up = guarded.client.post("/_dash-update-component", json=body, headers=sent, buffered=True)
        text = put_up.text.encode().decode("unicode_escape", "ignore")
        name = words("sv")(f"ui.page.{page}")
        assert (words("sv")("refused.what", page=name) in put_up.get_json()["response"].__repr__()) is hidden
        for tab in TABS:
            shown = f'"href": "{PAGES[tab]}?lang=sv"' in put_up.text or f'"{PAGES[tab]}?lang=sv"' in text
            if tab in SAID[role].hide_pages:
                assert not shown, (role, page, tab)
        if page != "embed":
            assert f"{PAGES['find']}?lang=sv" in text, (role, page)


@pytest.mark.parametrize("role", ROLES)
def test_every_kind_of_file_is_written_or_refused_as_is_said_of_the_role(guarded: Site, role: str) -> None:
    version, sent = guarded.region.version, {"Role": role}
    plain = BODIES["POST", "/ta-med"]
    for kind in TABLE_KINDS:
        answer = guarded.get(f"/download/{version}/nearest.{kind}", Role=role)
        wanted = refused(role, ("plan", "compare", "data"), kind)
        assert answer.status_code == (403 if wanted else 200), (role, kind)
    for kind in FORMATS:
        answer = guarded.client.post("/ta-med", json={**plain, "kind": kind}, headers=sent, buffered=True)
        assert answer.status_code == (403 if refused(role, ("present",), kind) else 200), (role, kind)
        answer = guarded.get(f"/ta-med/{version}.{kind}?layers=nearest", Role=role)
        assert answer.status_code == (403 if refused(role, ("plan", "present"), kind) else 200), (role, kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_says_which_roles_may_and_where_one_logs_in(guarded: Site, language: str) -> None:
    said = words(language)
    body = json.loads(json.dumps(QUESTIONS["page.children"]).replace('"/"', '"/presentera"'))
    body["state"][0]["value"] = f"?lang={language}"

    def put_up() -> str:
        return repr(guarded.client.post("/_dash-update-component", json=body).get_json())

    roles = ", ".join(
        said(f"role.{role}") for role in ("unit_manager", "officer", "management", "administrator")
    )
    assert said("refused.roles", roles=roles) in put_up()
    assert said("refused.login") not in put_up()
    guarded.server.config[LOGIN_ADDRESS] = "/logga-in"
    try:
        assert "/logga-in" in put_up()
        assert said("refused.login") in put_up()
    finally:
        guarded.server.config.pop(LOGIN_ADDRESS)


def test_a_link_into_a_hidden_map_is_refused_and_the_bare_address_leads_to_what_everybody_sees(
    guarded: Site,
) -> None:
    assert guarded.get("/?form=gp").status_code == 403
    answer = guarded.get("/?lang=en")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/hitta?lang=en")


def test_no_cache_keeps_what_is_answered_to_others_than_everybody(guarded: Site) -> None:
    version = guarded.region.version
    for address in ADDRESSES.values():
        at = address.format(version=version)
        if at.startswith(("/assets", "/_dash-comp", "/static", "/chart", "/healthz", "/readyz")):
            continue
        own, everybodys = guarded.get(at, Role="officer"), guarded.get(at)
        assert own.headers["Cache-Control"] == "private, no-store", at
        assert "Cookie" in own.headers["Vary"], at
        assert "ETag" not in own.headers, at
        assert "Cookie" in everybodys.headers["Vary"], at


def test_what_a_browser_has_kept_of_everybody_is_no_answer_to_a_role(guarded: Site) -> None:
    at = f"/geo/{guarded.region.version}/units.json"
    tag = guarded.get(at).headers["ETag"]
    assert guarded.get(at, If_None_Match=tag).status_code == 304
    assert guarded.get(at, If_None_Match=tag, Role="officer").status_code == 200


def test_with_nothing_declared_every_answer_and_header_is_as_without_roles(
    site: Site,
) -> None:
    other = create_app(Publication(site.out, 0), Settings(data_dir=site.out)).server
    by_role(other, officer=Audience("officer", units=("U1",)))
    for endpoint in ("geometry", "find", "api_kpis", "download", "compare", "dcat", "thumbnail"):
        at = ADDRESSES[endpoint].format(version=site.region.version)
        ours = other.test_client().get(at, headers={"Role": "officer"}, buffered=True)
        theirs = site.get(at)
        assert ours.data == theirs.data, endpoint
        assert {**ours.headers, "Date": ""} == {**theirs.headers, "Date": ""}, endpoint
        assert "Cookie" not in ours.headers.get("Vary", "")


def test_audiences_that_see_the_same_share_one_region(guarded: Site) -> None:
    asking = EVERYBODY
    publication = Publication(guarded.out, 0, audience=lambda: asking)
    regions = {}
    for role in (*ROLES, *ROLES):
        asking = NOW[role]
        region = publication.current()
        assert region is not None
        assert regions.setdefault(role, region) is region, "the same each time: what is kept by it is found"
    assert len({id(region) for region in regions.values()}) == len(ROLES)
    asking = Audience("officer", units=("U1",))
    assert publication.current() is regions["officer"]


def _started(site: Site) -> None:
    create_app(Publication(site.out, 0), Settings(data_dir=site.out))


@pytest.mark.parametrize(
    ("table", "name", "said"),
    [
        ("ROUTES", "ruler_of", "route ruler_of"),
        ("CALLBACKS", "trends", "callback trends"),
    ],
)
def test_an_undeclared_route_or_callback_stops_the_start(
    site: Site, monkeypatch: pytest.MonkeyPatch, table: str, name: str, said: str
) -> None:
    monkeypatch.delitem(getattr(route_needs, table), name)
    with pytest.raises(UndeclaredError, match=said):
        _started(site)


@pytest.mark.parametrize("kind", ["page", "question", "layer", "measure", "export"])
def test_anything_else_that_is_undeclared_stops_the_start(
    site: Site, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setitem(route_needs.DECLARED, kind, ())  # type: ignore[arg-type]
    with pytest.raises(UndeclaredError, match=f"nobody has said who may see {kind} "):
        _started(site)
