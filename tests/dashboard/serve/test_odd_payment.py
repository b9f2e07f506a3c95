"""Whatever an address says of who is paid what is answered, or refused in words; what is misread is named."""

from __future__ import annotations

from itertools import cycle
from urllib.parse import urlencode

import pytest

from tests.dashboard.serve.odd_addresses import odd_cases, require_answers, require_callbacks
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


def test_an_odd_address_is_answered_or_refused_by_whatever_reads_it(paid: Site) -> None:
    usual = [("question", "payment"), ("model", "flat")]
    require_answers(paid, odd_cases(KEYS, ODD, 4), usual, cycle(READ), 3)


@pytest.mark.parametrize("output", ["answer.data", "table.data"])
def test_an_odd_address_is_answered_by_the_callbacks_of_the_page(paid: Site, output: str) -> None:
    usual = {"question": "payment", "layers": "payment"}
    require_callbacks(paid, output, odd_cases(KEYS, ODD, 4), usual, cycle(TABLES))


@pytest.mark.parametrize("kind", ["xlsx", "pptx", "svg", "png", "pdf"])
@pytest.mark.parametrize("key", ["pay_name", "name", "budget"])
def test_signs_that_no_document_may_hold_spoil_no_file(paid: Site, kind: str, key: str) -> None:
    query = urlencode({"question": "payment", "layers": "payment", "model": "flat", key: "a\x00\x1bb\ufffe"})
    answer = paid.client.get(f"/ta-med/{paid.region.version}.{kind}?{query}", buffered=True)
    assert answer.status_code == 200, answer.text[:300]
