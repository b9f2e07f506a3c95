"""What whoever reads an address is asked with when it says odd things, and that each answers or refuses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle, islice
from urllib.parse import urlencode

from dashboard.pages.envelope import ADDRESS
from dashboard.serve.routes import BODY_MOST
from tests.dashboard.serve.test_every_route import asked
from tests.dashboard.site import Site

Case = list[tuple[str, str]]
TOGETHER = 60
"""Addresses of several keys at once."""


def odd_cases(keys: Sequence[str], odd: Sequence[str], at_once: int) -> list[Case]:
    """Every odd value of every key by itself; then several keys and values, in an order of no meaning."""
    alone = [[(key, value)] for key in keys for value in odd]
    all_keys, all_odd = cycle([*keys * 7, *keys[::2]]), cycle([*odd[3:], *odd])
    together = [
        list(zip(islice(all_keys, at_once), islice(all_odd, at_once), strict=True)) for _ in range(TOGETHER)
    ]
    return [*alone, *together]


def require_answers(
    site: Site, cases: Sequence[Case], usual: Case, routes: Iterator[str], routes_each: int
) -> None:
    """Ask some of the routes with each case: none fails, and most show it as if it had said nothing."""
    answered = 0
    for case in cases:
        query = urlencode([*usual, *case])
        for route in islice(routes, routes_each):
            answer = site.client.get(route.format(query=query, version=site.region.version), buffered=True)
            assert answer.status_code < 500, (route, case, answer.status_code)
            assert b"Traceback" not in answer.data, (route, case)
            answered += answer.status_code == 200
    assert answered > len(cases) * routes_each / 2, "most are shown as if they had said nothing"


def require_callbacks(
    site: Site, output: str, cases: Iterable[Case], usual: Mapping[str, str], tables: Iterator[str]
) -> None:
    """Ask a callback of Planera with each case; only what is larger than a page sends is not read."""
    version = {"version": site.region.version, "language": "en", "linked": ""}
    third = "display.data" if output == "answer.data" else "listing.data"
    for case in cases:
        record = {"form": "gp", **usual, "table": next(tables), **dict(case)}
        inputs: dict[str, object] = {"scenario.data": record, "selection.data": {}, third: record}
        body = asked(output, inputs, {"version.data": version})
        answer = site.client.post(f"/{ADDRESS}", json=body, buffered=True)
        if len(json.dumps(body)) > BODY_MOST:
            assert answer.status_code == 413, (case, answer.status_code)
            continue
        assert answer.status_code in (200, 204), (case, answer.status_code, answer.text[:200])
        assert json.loads(answer.text or "{}") is not None
