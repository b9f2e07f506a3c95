"""Whatever an address says of the need to come and of equity is answered, or refused in words."""

from __future__ import annotations

import json
from itertools import cycle, islice
from urllib.parse import urlencode

import pytest

from dashboard.pages.envelope import ADDRESS
from tests.dashboard.serve.test_every_route import asked
from tests.dashboard.site import Site, site_of
from tests.toy_projection import projected_toy_region

pytestmark = pytest.mark.long

KEYS = (
    "question", "horizon", "variant", "health", "trend", "damping", "prevalence", "people", "standard",
    "futures", "rise", "need_by", "need_view", "equity_of", "equity_by",
)  # fmt: skip
ODD = (
    "", " ", "x", "-1", "0", "-0", "nan", "inf", "1e999", "-1e999", "1e-400", "9" * 400, "2035.5", "2065",
    " 2035 ", "２０３５", "٢٠٣٥", "å😀\u202e", "\x00", "%", "a" * 5_000, ",".join("a" * 2_000),
    ";".join(["low/whole/damped"] * 400), "/" * 2_000, "low/whole/damped;", ";;", "//", "high/half;high/half",
    "diabetes:2", "../../etc/passwd", "<script>", "[]", "{}", "null", "1,5",
)  # fmt: skip
WITH_EACH_OTHER = 60
"""Addresses of several keys at once, some of them twice."""
READ = (
    "/?{query}", "/api/kpis?{query}", "/api/report?{query}", "/download/{version}/need.csv?{query}",
    "/download/{version}/need_years.csv?{query}", "/download/{version}/need_units.csv?{query}",
    "/download/{version}/futures.csv?{query}", "/download/{version}/equity.csv?{query}",
    "/ta-med/{version}.csv?layers=need,units&{query}", "/thumbnail/{version}.svg?layers=futures&{query}",
    "/scenario/{version}.json?{query}", "/api/collections/need_years-gp/items?{query}",
)  # fmt: skip
TABLES = ("need", "futures", "need_drivers", "need_years", "need_ages", "need_units", "units", "equity")


@pytest.fixture(scope="module")
def ahead(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of a region with a projection."""
    return site_of(projected_toy_region(), tmp_path_factory.mktemp("ahead"))


def cases() -> list[list[tuple[str, str]]]:
    """Every odd value of every key by itself; then several keys and values, in an order of no meaning."""
    alone = [[(key, odd)] for key in KEYS for odd in ODD]
    keys, odd = cycle(KEYS * 7 + KEYS[::2]), cycle(ODD[3:] + ODD)
    together = [
        [(key, value) for key, value in zip(islice(keys, 5), islice(odd, 5), strict=True)]
        for _ in range(WITH_EACH_OTHER)
    ]
    return [*alone, *together, *([*case, *case[::-1]] for case in together[:10])]


@pytest.mark.parametrize("question", ["supply", "need"])
def test_an_odd_address_is_answered_or_refused_by_whatever_reads_it(ahead: Site, question: str) -> None:
    client = ahead.client
    routes = cycle(READ)
    answered = 0
    for case in cases()[question == "need" :: 2]:
        query = urlencode([("question", question), *case])
        for route in islice(routes, 2):
            answer = client.get(route.format(query=query, version=ahead.region.version), buffered=True)
            assert answer.status_code < 500, (route, case, answer.status_code)
            assert b"Traceback" not in answer.data, (route, case)
            answered += answer.status_code == 200
    assert answered > len(cases()) / 2, "most are shown as if they had said nothing"


@pytest.mark.parametrize("output", ["answer.data", "table.data"])
def test_an_odd_address_is_answered_by_the_callbacks_of_the_page(ahead: Site, output: str) -> None:
    client, tables = ahead.client, cycle(TABLES)
    state: dict[str, object] = {
        "version.data": {"version": ahead.region.version, "language": "en", "linked": ""}
    }
    third = "display.data" if output == "answer.data" else "listing.data"
    for case in cases()[output == "answer.data" :: 4]:
        said = {"form": "gp", "question": "need", "layers": "need,units", "table": next(tables), **dict(case)}
        inputs: dict[str, object] = {"scenario.data": said, "selection.data": {}, third: said}
        answer = client.post(f"/{ADDRESS}", json=asked(output, inputs, state), buffered=True)
        assert answer.status_code in (200, 204), (case, answer.status_code, answer.text[:200])
        assert json.loads(answer.text or "{}") is not None
