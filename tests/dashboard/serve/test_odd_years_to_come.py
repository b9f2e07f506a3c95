"""Whatever an address says of the need to come and of equity is answered, or refused in words."""

from __future__ import annotations

from itertools import cycle

import pytest

from tests.dashboard.serve.odd_addresses import TOGETHER, Case, odd_cases, require_answers, require_callbacks
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


def cases() -> list[Case]:
    """With some that say several keys twice."""
    found = odd_cases(KEYS, ODD, 5)
    return [*found, *([*case, *case[::-1]] for case in found[-TOGETHER:][:10])]


@pytest.mark.parametrize("question", ["supply", "need"])
def test_an_odd_address_is_answered_or_refused_by_whatever_reads_it(ahead: Site, question: str) -> None:
    half = cases()[question == "need" :: 2]
    require_answers(ahead, half, [("question", question)], cycle(READ), 2)


@pytest.mark.parametrize("output", ["answer.data", "table.data"])
def test_an_odd_address_is_answered_by_the_callbacks_of_the_page(ahead: Site, output: str) -> None:
    usual = {"question": "need", "layers": "need,units"}
    require_callbacks(ahead, output, cases()[output == "answer.data" :: 4], usual, cycle(TABLES))
