"""What holds of every route of the whole app, whatever it serves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy

import pytest

from dashboard.pages.envelope import ADDRESS
from dashboard.presentation.steps import TEXT_MOST, Presentation, Step, write_presentation
from dashboard.saved.routes import BODY_MOST as SCENARIO_MOST
from dashboard.saved.routes import PAIR_MOST
from dashboard.serve.routes import BODY_MOST
from dashboard.words.words import words
from geodata.publish.manifest import current_version
from tests.dashboard.site import Site

ADDRESSES = {
    "static": "/static/none",
    "_dash_assets.static": "/assets/favicon.svg",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": (
        "/_dash-component-suites/dash/deps/none.js"
    ),
    "/_dash-layout": "/_dash-layout",
    "/_dash-dependencies": "/_dash-dependencies",
    "/_reload-hash": "/_reload-hash",
    "/_favicon.ico": "/_favicon.ico",
    "/": "/",
    "/<path:path>": "/find",
    "module": "/assets/modules/{version}/none.js",
    "download": "/download/{version}/nearest.csv",
    "view": "/ta-med/{version}.csv?layers=nearest",
    "compare_csv": "/compare/{version}/sv.csv",
    "compare_txt": "/compare/{version}/sv.txt",
    "thumbnail": "/thumbnail/{version}.svg?layers=nearest",
    "scenario": "/scenario/{version}.json?changes=close:u-north",
    "compare": "/compare/{version}/sv",
    "library": "/chart/6.9.0/plotly.min.js",
    "followup": "/followup/{version}/sv",
    "followup_ground": "/followup/{version}/ground.svg",
    "unit": "/min-enhet",
    "unit_file": "/min-enhet/bilagor/1/1",
    "unit_map": "/min-enhet/karta/{version}.svg?form=gp&at=10/57/13",
    "changes": "/folj-upp/andringar",
    "changes_file": "/folj-upp/andringar/1/bilagor/1",
    "changes_map": "/folj-upp/andringar/1/{version}.svg",
    "saved": "/sparade",
    "save_view": "/sparade/ny",
    "open_saved": "/sparade/oppna/presentation/none",
    "planning": "/folj-upp/uppfoljningar",
    "upload": "/folj-upp/las-in",
    "upload_problems": "/folj-upp/las-in/problem.csv",
    "upload_state": "/folj-upp/las-in/lage.json",
    "find": "/find/{version}/sv.json",
    "find_form": "/find/{version}/sv/gp.json",
    "siting": "/siting/{version}?objective=coverage&sites=1",
    "development_of": "/development/{version}/covered",
    "ruler_of": "/ruler/{version}?line=0,10.5;0.1,10.5",
    "reach_of": "/reach/{version}?reach=area:A1",
    "reach_file": "/reach/{version}.csv?reach=area:A1",
    "carry": "/carry/{version}/homes.json",
    "api_landing": "/api",
    "api_conformance": "/api/conformance",
    "api_openapi": "/api/openapi?f=json",
    "api_collections": "/api/collections",
    "api_collection": "/api/collections/areas",
    "api_items": "/api/collections/areas/items",
    "api_item": "/api/collections/areas/items/A1",
    "api_kpis": "/api/kpis",
    "api_report": "/api/report",
    "api_news": "/api/news",
    "api_reach": "/api/reach?reach=area:A1",
    "api_nothing": "/api/none",
    "file": "/presentations/utbudet.json",
    "saved_scenarios": "/scenarios.json",
    "saved_scenario": "/scenarios/none.json",
    "saved_versions": "/presentations/none/versions.json",
    "dcat": "/dcat",
    "health": "/healthz",
    "readiness": "/readyz",
    "geometry": "/geo/{version}/shapes.json",
    "ground": "/geo/{version}/ground/12-1-1.json",
}
"""An address of every endpoint that is read."""
NEVER_THE_SAME = {"/", "/<path:path>", "readiness", "siting"}
"""Those that tell of the moment or the work as well."""


def test_the_addresses_are_of_every_endpoint(site: Site) -> None:
    read = {rule.endpoint for rule in site.server.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert read == set(ADDRESSES)


@pytest.mark.parametrize("endpoint", ADDRESSES)
def test_who_asks_for_the_head_alone_takes_nothing_from_who_asks_next(site: Site, endpoint: str) -> None:
    address = ADDRESSES[endpoint].format(version=site.region.version)
    client = site.client
    before = client.get(address, buffered=True)
    head = client.head(address)
    head.close()
    after = client.get(address, buffered=True)
    assert (head.status_code, head.mimetype) == (before.status_code, before.mimetype)
    assert head.data == b""
    assert after.status_code == before.status_code
    if endpoint not in NEVER_THE_SAME:
        assert after.data == before.data
    assert (b"problem" in after.data) == (b"problem" in before.data)


SHOWN = json.loads(
    write_presentation(
        Presentation("Utbud", (Step("A", "b", "layers=nearest", ("covered",)),), "", "sv", "utbud", "small")
    )
)
PLAIN = {"presentation": SHOWN, "language": "sv"}
SCENARIO_FILE = {
    "scenario": {
        "format": "utbudskarta-scenario",
        "format_version": 1,
        "region": "small",
        "name": "U1 stänger",
        "values": {"changes": "close:U1"},
    },
    "language": "sv",
}
SHARING = {"language": "sv", "word": "a", "access": "read"}
BODIES = {
    ("POST", "/ta-med"): {**PLAIN, "version": "", "kind": "csv", "step": 1},
    ("POST", "/presentations/told"): {**PLAIN, "version": "", "step": 1, "before": False},
    ("POST", "/presentations/read"): PLAIN,
    ("POST", "/presentations"): PLAIN,
    ("PUT", "/presentations/<key>"): {**PLAIN, "word": "a"},
    ("DELETE", "/presentations/<key>"): {"language": "sv", "word": "a"},
    ("POST", "/scenarios"): SCENARIO_FILE,
    ("PUT", "/scenarios/<key>"): {**SCENARIO_FILE, "word": "a", "number": 1},
    ("DELETE", "/scenarios/<key>"): {"language": "sv", "word": "a"},
    ("PUT", "/<any(presentations, scenarios):kind>/<key>/link"): SHARING,
    ("PUT", "/<any(presentations, scenarios):kind>/<key>/share"): {**SHARING, "account": "anna"},
    ("POST", "/min-enhet"): {"do": "submit"},  # forms: what is JSON is no form, and is read as an empty one
    ("POST", "/folj-upp/andringar"): {"do": "approve"},
    ("POST", "/sparade"): {"do": "remove"},
    ("POST", "/sparade/ny"): {"name": "a"},
    ("POST", "/folj-upp/uppfoljningar"): {"do": "plan"},
    ("POST", "/folj-upp/las-in"): {"do": "add"},
}
"""A good body of everything that reads one; those of callbacks are Dash's own."""
MOST_OF = dict.fromkeys(("/scenarios", "/scenarios/<key>"), SCENARIO_MOST) | {
    f"/<any(presentations, scenarios):kind>/<key>/{what}": PAIR_MOST for what in ("link", "share")
}
"""Bytes that are read of those that are smaller than a presentation."""


FORMS = (
    "/min-enhet", "/folj-upp/andringar", "/folj-upp/uppfoljningar", "/folj-upp/las-in", "/sparade",
    "/sparade/ny",
)  # fmt: skip
"""Read only of who is logged in: tests/dashboard/login."""


def path_of(route: str) -> str:
    return route.replace("<key>", "utbud").replace("<any(presentations, scenarios):kind>", "scenarios")


PAGE = {"version": "", "language": "sv", "linked": ""}


def asked(output: str, inputs: dict[str, object], state: dict[str, object]) -> dict[str, object]:
    """What a page sends for one output, of the values of the properties that it reads."""

    def sent(values: dict[str, object]) -> list[dict[str, object]]:
        return [
            dict(zip(("id", "property"), name.split("."), strict=True)) | {"value": value}
            for name, value in values.items()
        ]

    return {
        "output": output,
        "outputs": dict(zip(("id", "property"), output.split("."), strict=True)),
        "inputs": sent(inputs),
        "state": sent(state),
        "changedPropIds": [next(iter(inputs))],
    }


SCENARIO = {
    "scenario.data": {"form": "gp", "limit": "15", "changes": "close:U1", "rules": "too_far:5"},
    "selection.data": {"area": "A1"},
}
STATE: dict[str, object] = {"version.data": PAGE}
QUESTIONS = {
    "page.children": asked("page.children", {"address.pathname": "/"}, {"address.search": "?lang=sv"}),
    "answer.data": asked("answer.data", {**SCENARIO, "display.data": {"layers": "nearest"}}, STATE),
    "table.data": asked("table.data", {**SCENARIO, "listing.data": {"table": "nearest"}}, STATE),
    "trends.data": asked(
        "trends.data", {"painted.data": "[]"}, {**SCENARIO, "display.data": {"layers": "nearest"}, **STATE}
    ),
}
"""A good question to every callback that the server answers."""
WRONG: tuple[object, ...] = (None, True, -1, 1.5, "x", [], [[]], {}, {"a": []})


def spoilt(body: object) -> Iterator[object]:
    """The body with any one part of it of another type, or away."""
    yield from WRONG
    members = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in members:
        assert isinstance(body, dict | list)
        for wrong in spoilt(value):
            other = deepcopy(body)
            other[key] = wrong
            yield other
        other = deepcopy(body)
        del other[key]
        yield other


def test_the_bodies_are_of_everything_that_reads_one(site: Site) -> None:
    reads = {
        (method, rule.rule)
        for rule in site.server.url_map.iter_rules()
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }
    assert reads == {*BODIES, ("POST", f"/{ADDRESS}")}


@pytest.mark.parametrize(
    ("method", "route", "most"),
    [
        ("POST", f"/{ADDRESS}", BODY_MOST),
        *((*one, MOST_OF.get(one[1], 4 * TEXT_MOST)) for one in BODIES if one[1] not in FORMS),
    ],
)
def test_a_body_larger_than_a_page_sends_is_not_read(site: Site, method: str, route: str, most: int) -> None:
    path = path_of(route)
    answers = [
        site.client.open(path, method=method, data=b"[" * size, content_type="application/json").status_code
        for size in (most, most + 1)
    ]
    assert answers[0] != 413
    assert answers[1] == 413


@pytest.mark.parametrize(("method", "route"), BODIES)
def test_a_body_of_any_shape_is_answered_or_refused(site: Site, method: str, route: str) -> None:
    client, path = site.client, path_of(route)
    for body in spoilt(BODIES[method, route]):
        answer = client.open(path, method=method, json=body, buffered=True)
        assert answer.status_code < 500, (body, answer.status_code)


def test_the_questions_are_to_every_callback_that_the_server_answers(site: Site) -> None:
    callbacks = site.json("/_dash-dependencies")
    assert {one["output"] for one in callbacks if not one["clientside_function"]} == set(QUESTIONS)


@pytest.mark.parametrize("output", QUESTIONS)
def test_a_question_of_any_shape_is_answered_or_refused_in_words(site: Site, output: str) -> None:
    client, version = site.client, current_version(site.out)
    question = json.loads(json.dumps(QUESTIONS[output]).replace('"version": ""', f'"version": "{version}"'))
    assert client.post(f"/{ADDRESS}", json=question).status_code == 200
    refused = words("sv")("ui.malformed")
    for body in spoilt(question):
        answer = client.post(f"/{ADDRESS}", json=body, buffered=True)
        assert (answer.status_code, answer.text) == (400, refused) or answer.status_code in (200, 204), body


@pytest.mark.parametrize("text", [b"", b"{", b"[" * 60_000, b"\xff\xfe", b'"\\ud800"'])
def test_a_question_that_is_no_json_is_refused_in_words(site: Site, text: bytes) -> None:
    answer = site.client.post(f"/{ADDRESS}", data=text, content_type="application/json")
    assert (answer.status_code, answer.text) == (400, words("sv")("ui.malformed"))


def test_a_question_to_a_callback_of_the_browser_is_refused(site: Site) -> None:
    callbacks = site.json("/_dash-dependencies")
    for callback in (one for one in callbacks if one["clientside_function"]):
        body = asked(callback["output"], {"places.data": {}}, {})
        assert site.client.post(f"/{ADDRESS}", json=body).status_code == 400
