"""No byte of any answer to residents holds what only officers may see, whoever asked before."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.exports.making import FORMATS
from dashboard.exports.table_files import TABLE_KINDS
from dashboard.layers import layers_of
from dashboard.presentation.steps import Presentation, Step, write_presentation
from dashboard.question.questions import QUESTIONS as ASKED
from dashboard.serve.links import PAGES
from dashboard.tables.tables import table_keys
from geodata.contract.access_settings import AccessSettings
from geodata.publish.publish import publish
from tests.dashboard.serve.canaries import OFFICER, VALUES, by_role, canary_region, found_in
from tests.dashboard.serve.test_every_route import ADDRESSES, asked
from tests.dashboard.site import Site, site_of

WHOLE = canary_region()
LAYERS = [layer.key for layer in layers_of(WHOLE)]
TABLES = table_keys(WHOLE)
FORMS = list(WHOLE.settings.care_forms)
COMPARED = ("/compare/{version}/sv?x=kanariekod", "/compare/{version}/sv?show=kanariekod&muni=M1")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = site_of(WHOLE, tmp_path_factory.mktemp("canaries"), save_presentations="yes")
    by_role(site.server, officer=OFFICER)
    return site


def addresses() -> Iterator[str]:
    """Good addresses of every route that is read, with much of what they may be asked."""
    yield from (address for address in ADDRESSES.values() if "_dash-component" not in address)
    for form in FORMS:
        for ahead in ("", "&question=need", "&question=payment"):
            yield f"/ta-med/{{version}}.svg?form={form}{ahead}"
            yield f"/api/report?form={form}{ahead}"
            yield f"/compare/{{version}}/en?form={form}{ahead}"
        yield f"/find/{{version}}/sv/{form}.json"
        yield f"/api/kpis?form={form}"
    yield from (f"/download/{{version}}/{table}.{kind}" for table in TABLES for kind in ("csv", "json"))
    yield from (f"/download/{{version}}/units.{kind}" for kind in TABLE_KINDS)
    yield from (f"/ta-med/{{version}}.{kind}?layers=units&unit=u-north&units_by=capacity" for kind in FORMATS)
    yield from (f"/ta-med/{{version}}.svg?layers={layer}" for layer in LAYERS)
    yield from (f"/thumbnail/{{version}}.svg?layers={layer}" for layer in LAYERS)
    for id_ in ("areas", "municipalities", "units", "flows", "unmet", "care-forms"):
        yield f"/api/collections/{id_}/items"
        yield f"/api/collections/{id_}?f=html"
    yield from ("/api/collections/units/items/u-north", "/api/collections/units/items/z-kanarie?f=html")
    yield from ("/dcat?f=rdf", "/dcat?f=jsonld", "/api/openapi?f=html", "/api/news")
    yield from (f"/geo/{{version}}/{name}.json" for name in ("units", "search", "shapes", "addresses-0"))
    yield from ("/find/{version}/en.json", "/find/{version}/minutes.json", *PAGES.values())
    yield from (f"/presentations/{key}.json" for key in ("utbudet", "omraden-som-saknar-utbud"))
    yield from COMPARED


def questions(version: str) -> Iterator[dict[str, object]]:
    """Good questions to every callback, of every page, layer and table."""
    page = {"version.data": {"version": version, "language": "sv", "linked": ""}}
    for path in (*PAGES.values(), *(f"/inbadda/{layer}" for layer in LAYERS), "/inget"):
        for language in ("sv", "en"):
            yield asked("page.children", {"address.pathname": path}, {"address.search": f"?lang={language}"})
    places: tuple[dict[str, str], ...] = ({}, {"unit": "u-north"}, {"area": "A1"}, {"unit": "z-kanarie"})
    for form in FORMS:
        for place in places:
            on = {"scenario.data": {"form": form}, "selection.data": place}
            for question in ASKED:
                display: dict[str, object] = {"display.data": {"question": question}}
                yield asked("answer.data", {**on, **display}, page)
                yield asked("trends.data", {"painted.data": "[]"}, {**on, **display, **page})
    on = {"scenario.data": {"form": "gp"}, "selection.data": {}}
    for layer in LAYERS:
        shown = {"layers": layer, "units_by": "indicator_kanariekod", "need_by": "need_index_kanarieindex"}
        yield asked("answer.data", {**on, "display.data": shown}, page)
    for table in TABLES:
        yield asked("table.data", {**on, "listing.data": {"table": table}}, page)


def bodies(version: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Good bodies of everything else that reads one."""
    steps = (Step("A", "b", "layers=units&unit=u-north", ("covered", "below_threshold")),)
    shown = Presentation("Utbud", steps, version, "sv", "utbud", "toy")
    plain = {"presentation": json.loads(write_presentation(shown)), "language": "sv", "version": version}
    yield "/presentations/told", {**plain, "step": 1, "before": False}
    yield from (("/ta-med", {**plain, "kind": kind, "step": 1}) for kind in FORMATS)


def told(site: Site, role: str) -> dict[str, list[str]]:
    """By what is asked: every canary in the answer and its headers."""
    client, version = site.client, site.region.version
    found: dict[str, list[str]] = {}
    failed: list[str] = []
    sent = {"Role": role}

    def heard(name: str, answer: object) -> None:
        content = answer.data + f"{answer.headers}".encode()  # type: ignore[attr-defined]
        found[name] = [*found_in(answer.data), *found_in(content[-2000:])]  # type: ignore[attr-defined]
        if answer.status_code >= 500:  # type: ignore[attr-defined]
            failed.append(name)

    for address in dict.fromkeys(addresses()):
        heard(address, client.get(address.format(version=version), headers=sent, buffered=True))
    for number, body in enumerate(questions(version)):
        answer = client.post("/_dash-update-component", json=body, headers=sent, buffered=True)
        assert answer.status_code == 200, body
        heard(f"{number} {json.dumps(body)}", answer)
    for path, body in bodies(version):
        heard(f"{path} {body.get('kind')}", client.post(path, json=body, headers=sent, buffered=True))
    assert failed == [], failed
    return found


NAMED = ("kanari", "indicator_kanariekod")
"""What an asker has written is no secret: an answer may say it again."""


def test_residents_are_told_nothing_of_what_officers_are_told(
    guarded: Site, caplog: pytest.LogCaptureFixture
) -> None:
    officers = told(guarded, "officer")
    every = {canary for canaries in officers.values() for canary in canaries}
    assert {f"{value:.0f}" for value in VALUES} <= every, "the test finds what there is"
    assert sum(bool(canaries) for canaries in officers.values()) > 100
    with caplog.at_level(logging.DEBUG):
        caplog.clear()
        residents = told(guarded, "")
    leaks = {name: canaries for name, canaries in residents.items() if canaries and not asked_for(name)}
    assert leaks == {}
    assert not found_in(caplog.text.encode())


def asked_for(name: str) -> bool:
    """Whether a question names something hidden itself."""
    return any(word in name for word in NAMED)


@pytest.mark.parametrize(
    "address",
    [
        "/download/{version}/kanarietema.csv",
        "/ta-med/{version}.svg?layers=kanarietema",
        "/thumbnail/{version}.svg?layers=kanarietema",
        "/find/{version}/sv/kanarieform.json",
        "/api/kpis?form=kanarieform",
        "/api/report?form=kanarieform",
        "/api/collections/kanarietema",
        "/api/collections/kanarieform-units/items",
        "/api/collections/units/items/z-kanarie",
        "/compare/{version}/sv?form=kanarieform",
        "/compare/{version}/sv?x=kanariekod&y=wait",
        "/compare/{version}/sv?indicator=kanariekod",
        "/development/{version}/indicator_kanariekod",
    ],
)
def test_what_is_hidden_is_answered_as_what_there_is_not(guarded: Site, address: str) -> None:
    hidden = ("kanarietema", "kanarieform", "kanariekod", "z-kanarie")
    version = guarded.region.version
    ours = guarded.get(address.format(version=version))
    names = {name: "x" * len(name) for name in hidden}
    other = address
    for name, nothing in names.items():
        other = other.replace(name, nothing)
    theirs = guarded.get(other.format(version=version))
    text = ours.text
    for name, nothing in names.items():
        text = text.replace(name, nothing)
    assert (ours.status_code, text) == (theirs.status_code, theirs.text)


def test_who_is_asked_for_something_hidden_hears_that_it_is_not_there(guarded: Site) -> None:
    page = {"version.data": {"version": guarded.region.version, "language": "sv", "linked": ""}}
    for hidden in ({"form": "kanarieform"}, {}):
        body = asked(
            "answer.data",
            {
                "scenario.data": hidden,
                "selection.data": {"unit": "z-kanarie"},
                "display.data": {"layers": "kanarietema", "units_by": "indicator_kanariekod"},
            },
            page,
        )
        text = json.dumps(body)
        nothing = text
        for name in ("kanarieform", "z-kanarie", "kanarietema", "kanariekod"):
            nothing = nothing.replace(name, "x" * len(name))
        ours, theirs = (
            guarded.client.post("/_dash-update-component", data=each, content_type="application/json").text
            for each in (text, nothing)
        )
        for name in ("kanarieform", "z-kanarie", "kanarietema", "kanariekod"):
            ours = ours.replace(name, "x" * len(name))
        assert ours == theirs


def test_an_older_version_hides_what_is_hidden_today(tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("older")
    opened = replace(WHOLE, settings=replace(WHOLE.settings, access=AccessSettings()))
    before = publish(opened, out)
    site = site_of(WHOLE, out)
    assert site.region.version != before
    for address in ("/download/{v}/units.csv", "/find/{v}/sv.json", "/geo/{v}/units.json", "/compare/{v}/sv"):
        answer = site.get(address.format(v=before))
        assert answer.status_code == 200
        assert found_in(answer.data) == [], address
