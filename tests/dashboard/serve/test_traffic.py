"""What a server writes of what it is asked, and the sums it shows: never who asked, nor what for."""

from __future__ import annotations

import io
import json
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.serve.as_root import look_at_user
from dashboard.serve.json_lines import JsonLines
from dashboard.serve.log_lines import Lines
from dashboard.serve.metrics import BOUNDS_S, CLASSES, KINDS, Metrics
from dashboard.serve.settings import Settings
from dashboard.serve.traffic import KINDS as NAMES_OF_KINDS
from dashboard.serve.traffic import kind_of
from geodata.contract.errors import SettingsError
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region

FORGED = "a\n2026-11-30T21:30:03Z INFO utbudskarta.access: GET /forged\x1b[2J\u2028\u202eb"


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(
        computed_small_region(), tmp_path_factory.mktemp("watched"), metrics="yes", access_log="yes"
    )


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    log = logging.getLogger("utbudskarta.access")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield written
    log.removeHandler(handler)


def sums(site: Site) -> dict[str, float]:
    text = site.get("/metrics").text
    pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_nothing_is_shown_or_written_where_nobody_wants_it(site: Site, lines: io.StringIO) -> None:
    assert site.get("/metrics").status_code == 404
    assert site.get("/readyz").status_code == 200
    assert lines.getvalue() == ""


def test_a_line_says_what_was_asked_and_nothing_of_who_or_what_for(watched: Site, lines: io.StringIO) -> None:
    watched.get("/hitta?lang=sv&at=Storgatan+1&word=secret", User_Agent="Somebody", Cookie="a=b")
    watched.get("/healthz")  # every second
    (line,) = (json.loads(text) for text in lines.getvalue().splitlines())
    wanted = {"method": "GET", "path": "/hitta", "kind": "page", "status": 200}
    assert wanted.items() <= line.items()
    assert line["bytes"] > 0
    for word in ("Storgatan", "secret", "Somebody", "127.0.0.1", "a=b", "lang"):
        assert word not in lines.getvalue()


@pytest.mark.parametrize("formatter", [Lines(), JsonLines()])
def test_nobody_can_forge_a_line(formatter: logging.Formatter) -> None:
    record = logging.LogRecord("a", logging.INFO, "", 0, "asked for %s", (FORGED,), None)
    line = formatter.format(record)
    assert len(line.splitlines()) == 1
    assert not re.search(r"[\x00-\x1f\x7f]", line)


def test_a_path_that_would_be_a_line_is_written_as_it_was_sent(watched: Site, lines: io.StringIO) -> None:
    watched.get("/a%0A%1B[2J" + "b" * 5000)
    (line,) = (json.loads(text) for text in lines.getvalue().splitlines())
    assert line["path"].startswith("/a%0A%1B%5B2J")
    assert len(line["path"]) == 200


def test_an_answer_is_counted_once_by_kind_and_class(watched: Site) -> None:
    before = sums(watched)
    watched.get("/data")
    watched.get("/nowhere")
    watched.get("/api/collections")
    after = sums(watched)

    def more(name: str) -> float:
        return after[name] - before[name]

    counted = 'utbudskarta_requests_total{{kind="{}",status="{}"}}'.format
    assert more(counted("page", "2xx")) == 1
    assert more(counted("page", "4xx")) == 1
    assert more(counted("api", "2xx")) == 1
    assert more('utbudskarta_request_seconds_bucket{kind="page",le="+Inf"}') == 2
    assert more('utbudskarta_request_seconds_count{kind="page"}') == 2
    assert more('utbudskarta_request_seconds_sum{kind="page"}') > 0


def test_there_are_as_many_sums_whatever_is_asked(watched: Site) -> None:
    before = set(sums(watched))
    for number in range(50):
        watched.get(f"/nowhere-{number}?a={number}")
        watched.client.open("/", method=f"METHOD{number}")
    assert set(sums(watched)) == before
    assert len(before) == len(KINDS) * (len(CLASSES) + len(BOUNDS_S) + 3) + 2


def test_every_endpoint_is_of_a_kind_that_is_counted(watched: Site) -> None:
    assert set(NAMES_OF_KINDS) <= set(KINDS)
    assert {kind_of(rule.endpoint) for rule in watched.server.url_map.iter_rules()} <= set(KINDS)
    wanted = {"answer.data": "other", "/hitta": "other", "dcat": "api", "logout": "login", "download": "file"}
    assert {name: kind_of(name) for name in wanted} == wanted


def test_workers_count_together_and_one_that_is_killed_holds_nothing_up() -> None:
    metrics = Metrics()
    for signal in (0, 9):
        child = os.fork()
        if child == 0:
            metrics.count("page", 200, 0.2)
            if signal:
                metrics._alone().__enter__()  # killed while it holds the lock
                os.kill(os.getpid(), signal)
            os._exit(0)
        os.waitpid(child, 0)
    metrics.count("page", 503, 0.2)
    text = metrics.text("", "")
    assert 'utbudskarta_requests_total{kind="page",status="2xx"} 2' in text
    assert 'utbudskarta_request_seconds_bucket{kind="page",le="0.1"} 0' in text
    assert 'utbudskarta_request_seconds_bucket{kind="page",le="0.25"} 3' in text
    assert "utbudskarta_published 0" in text


ROOT, NOBODY = 0, 65534


def test_root_serves_this_machine_with_a_warning_and_others_not_at_all() -> None:
    assert look_at_user(Settings(), "sv", NOBODY) == ""
    assert "root" in look_at_user(Settings(), "sv", ROOT)
    for reached in (Settings(host="0.0.0.0"), Settings(public_url="https://karta.example")):
        with pytest.raises(SettingsError, match="as_root"):
            look_at_user(reached, "en", ROOT)
        assert look_at_user(reached, "en", NOBODY) == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_root_may_where_the_settings_say_so(host: str, tmp_path: Path) -> None:
    assert look_at_user(Settings(data_dir=tmp_path, host=host, as_root="yes"), "sv", ROOT) == ""
