"""Whatever an address says of who is paid what is answered, or refused in words; what is misread is named."""

from __future__ import annotations

import json
from itertools import cycle, islice
from urllib.parse import urlencode

import pytest

from dashboard.pages.envelope import ADDRESS
from dashboard.serve.routes import BODY_MOST
from tests.dashboard.serve.test_every_route import asked
from tests.dashboard.site import Site, site_of
from tests.toy_payment import toy_payment_region

pytestmark = pytest.mark.long

KEYS = (
    "model", "prices", "budget", "scaled", "floor", "floor_by", "against", "effect", "pay_by", "pay_name",
    "pay_moves", "pay_view", "pay_beside",
)  # fmt: skip
ODD = (
    "", " ", "x", "-1", "-0", "nan", "inf", "Infinity", "1e400", "-1e400", "1e-400", "9" * 400, "9" * 13,
    "1" * 13 + "." + "1" * 8, "0.000000001", " 5 ", "５", "٥", "1_000", "0x10", "+5", "å😀\u202e", "\x00",
    "%", "%00", "a\x1b\ufffe", "a" * 5_000, ",".join("a" * 2_000),
    ",".join(f"age:{at}" for at in range(4_000)),
    "age:1e400", "age:nan", "age:" + "9" * 400, "age:9999999999999", "age:-1000000000000", "age", "age:",
    ":1", "age:1:2", "age:off,age:off", "flat.each:1,flat.each:off", ".each:1", "current.age:1", "flat.:1",
    "age:1000000000000,cni:-1000000000000", "A|prices=age:1;" * 2_000, "|" * 4_000, "%FF%FE|model=flat",
    "A|model=x|prices=age:much|budget=nan|floor=200|effect=2035|nothing=1", "A|model=flat|model=current",
    "\ud7ff\ue000", "../../etc/passwd", "<script>", "[" * 2_000 + "]" * 2_000, '{"a":' * 900, "null",
    "toString", "__proto__", "constructor",
)  # fmt: skip
WITH_EACH_OTHER = 60
"""Addresses of several keys at once."""
READ = (
    "/?{query}", "/api/kpis?{query}", "/api/report?{query}", "/download/{version}/payment.csv?{query}",
    "/download/{version}/payment_parts.xlsx?{query}", "/download/{version}/payment_models.csv?{query}",
    "/download/{version}/payment_fifths.csv?{query}", "/download/{version}/payment_fit.csv?{query}",
    "/ta-med/{version}.csv?layers=payment,units&{query}", "/thumbnail/{version}.svg?layers=payment&{query}",
    "/scenario/{version}.json?{query}", "/api/collections/payment-gp/items?{query}",
    "/download/{version}/payment_spread.csv?{query}", "/download/{version}/payment_receivers.csv?{query}",
)  # fmt: skip
TABLES = (
    "payment", "payment_parts", "payment_municipalities", "payment_operators", "payment_fifths",
    "payment_fit", "payment_spread", "payment_receivers", "payment_models",
)  # fmt: skip


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of a region that pays by models."""
    return site_of(toy_payment_region(), tmp_path_factory.mktemp("paid"))


def cases() -> list[list[tuple[str, str]]]:
    """Every odd value of every key by itself; then several keys and values, in an order of no meaning."""
    alone = [[(key, odd)] for key in KEYS for odd in ODD]
    keys, odd = cycle(KEYS * 7 + KEYS[::2]), cycle(ODD[3:] + ODD)
    return [
        *alone,
        *(
            [(key, value) for key, value in zip(islice(keys, 4), islice(odd, 4), strict=True)]
            for _ in range(WITH_EACH_OTHER)
        ),
    ]


def test_an_odd_address_is_answered_or_refused_by_whatever_reads_it(paid: Site) -> None:
    client, routes = paid.client, cycle(READ)
    answered = 0
    for case in cases():
        query = urlencode([("question", "payment"), ("model", "flat"), *case])
        for route in islice(routes, 3):
            answer = client.get(route.format(query=query, version=paid.region.version), buffered=True)
            assert answer.status_code < 500, (route, case, answer.status_code)
            assert b"Traceback" not in answer.data, (route, case)
            answered += answer.status_code == 200
    assert answered > len(cases()) / 2, "most are shown as if they had said nothing"


@pytest.mark.parametrize("output", ["answer.data", "table.data"])
def test_an_odd_address_is_answered_by_the_callbacks_of_the_page(paid: Site, output: str) -> None:
    client, tables = paid.client, cycle(TABLES)
    state: dict[str, object] = {
        "version.data": {"version": paid.region.version, "language": "en", "linked": ""}
    }
    third = "display.data" if output == "answer.data" else "listing.data"
    for case in cases():
        said = {"form": "gp", "question": "payment", "layers": "payment", "table": next(tables), **dict(case)}
        inputs: dict[str, object] = {"scenario.data": said, "selection.data": {}, third: said}
        body = asked(output, inputs, state)
        answer = client.post(f"/{ADDRESS}", json=body, buffered=True)
        if len(json.dumps(body)) > BODY_MOST:
            assert answer.status_code == 413, (case, answer.status_code)
            continue
        assert answer.status_code in (200, 204), (case, answer.status_code, answer.text[:200])
        assert json.loads(answer.text or "{}") is not None


@pytest.mark.parametrize("kind", ["xlsx", "pptx", "svg", "png", "pdf"])
@pytest.mark.parametrize("key", ["pay_name", "name", "budget"])
def test_signs_that_no_document_may_hold_spoil_no_file(paid: Site, kind: str, key: str) -> None:
    query = urlencode({"question": "payment", "layers": "payment", "model": "flat", key: "a\x00\x1bb\ufffe"})
    answer = paid.client.get(f"/ta-med/{paid.region.version}.{kind}?{query}", buffered=True)
    assert answer.status_code == 200, answer.text[:300]
