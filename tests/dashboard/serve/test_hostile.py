"""Whatever a hostile visitor sends is answered or refused; `bench_hostile` sends ten times as much."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from contextlib import suppress

import brotli
import pytest
from werkzeug.exceptions import NotFound

from dashboard.pages.envelope import ADDRESS
from dashboard.serve import compression
from dashboard.serve.plain_request import NUMBER_MOST
from tests.dashboard.serve.hostile import addresses, bodies
from tests.dashboard.serve.test_every_route import ADDRESSES, QUESTIONS
from tests.dashboard.site import Site

BODIES, PLACES = 400, 600


def test_no_spoilt_body_of_a_callback_fails(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    client, statuses = site.client, Counter[int]()
    for body in bodies(site.region.version, BODIES):
        answer = client.post(f"/{ADDRESS}", data=body, content_type="application/json", buffered=True)
        statuses[answer.status_code] += 1
        assert answer.status_code < 500, body
    assert statuses[200] > BODIES / 20, "some are good enough to be answered"
    assert statuses[400] > BODIES / 2
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("output", QUESTIONS)
def test_half_a_sign_in_any_text_is_refused(site: Site, output: str) -> None:
    question = json.dumps(QUESTIONS[output]).replace('"version": ""', f'"version": "{site.region.version}"')
    for part in range(len(json.loads(question)["inputs"] + json.loads(question)["state"])):
        body = json.loads(question)
        wanted = [*body["inputs"], *body["state"]][part]
        value = wanted["value"]
        wanted["value"] = {**value, "form": "\ud800"} if isinstance(value, dict) else "a\udfff"
        answer = site.client.post(f"/{ADDRESS}", data=json.dumps(body), content_type="application/json")
        assert answer.status_code == 400, wanted


def test_no_odd_address_fails(site: Site) -> None:
    client, statuses = site.client, Counter[int]()
    for address in addresses([*site.server.url_map.iter_rules()], site.region.version, PLACES):
        answer = client.get(address, buffered=True)
        statuses[answer.status_code] += 1
        assert answer.status_code < 500, address
    assert statuses[200] > PLACES / 20


OF_VERSION = [address for address in ADDRESSES.values() if "{version}" in address]


@pytest.mark.parametrize("address", OF_VERSION)
@pytest.mark.parametrize("version", ["x" * 300, "0" * 300, "é" * 200, "..", "%00"])
def test_what_no_version_is_called_is_not_there(site: Site, address: str, version: str) -> None:
    assert site.get(address.format(version=version)).status_code in (200, 400, 404)


@pytest.mark.parametrize("number", [NUMBER_MOST + 1, 10**30, 10**300])
def test_a_number_larger_than_any_is_no_address(site: Site, number: int) -> None:
    numbered = [rule.rule for rule in site.server.url_map.iter_rules() if "<int:" in rule.rule]
    assert numbered
    for rule in numbered:
        path = re.sub("<[^>]*>", str(number), rule)
        with suppress(NotFound):
            assert site.server.url_map.bind("x").match(path)[0] == "/<path:path>"


def test_scripts_under_any_address_are_packed_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    packs: list[int] = []

    def pack(content: bytes) -> bytes:
        packs.append(len(content))
        return brotli.compress(content, quality=0)

    monkeypatch.setitem(compression.BEST, "br", pack)
    script = "/assets/modules/{}x/app/main.js"
    contents = {site.get(script.format(at), Accept_Encoding="br").data for at in range(20)}
    assert len(contents) == 1
    assert len(packs) <= 1
    for at in range(20):
        suite = f"/_dash-component-suites/dash/deps/polyfill@7.v{at}m{at}.min.js"
        assert site.get(suite, Accept_Encoding="br").status_code in (200, 404)
    assert len(packs) <= 2


@pytest.mark.parametrize("package", ["none", "..", "os", "dash"])
def test_a_script_that_there_is_not_is_not_there(site: Site, package: str) -> None:
    assert site.get(f"/_dash-component-suites/{package}/none.js").status_code in (308, 404)
