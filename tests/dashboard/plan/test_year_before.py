"""Beside a figure of the region stands what it was a year before: asked for here as a question of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from dashboard.components import ids
from dashboard.components.markup import Markup
from dashboard.components.trend_line import least_span
from dashboard.kpis import kpis_of
from dashboard.plan.answer import trends_view
from dashboard.question.request import a_year_before, request_of
from dashboard.words.words import words
from geodata.checks.open_region import open_region
from geodata.publish.build import computed
from geodata.region.region import Region
from tests.demo_region import protected_demo

EN = words("en")


def texts(markup: Sequence[Markup]) -> Iterator[str]:
    """Every text that stands in some markup."""
    for part in markup:
        if isinstance(part, str):
            yield part
        elif isinstance(part, list):
            yield from texts(part[2:])  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return computed(open_region(protected_demo("10", tmp_path_factory.mktemp("demo"))))


@pytest.mark.parametrize(("now", "then"), [("2025", "2024"), ("2025Q3", "2024Q3")])
def test_what_was_is_what_the_page_says_when_it_is_asked_of_that_period(
    demo: Region, now: str, then: str
) -> None:
    request = request_of(demo, EN, {"period": now}, {})
    earlier = request_of(demo, EN, {"period": then}, {})
    period, readings = a_year_before(request)
    assert period == then
    assert readings == [kpi.read(earlier.assessment, earlier.focus) for kpi in kpis_of(demo)]
    told = trends_view(request)
    for kpi, reading in zip(kpis_of(demo), readings, strict=True):
        here = " ".join(texts(told[ids.kpi_trend(kpi.key)]))
        reads = reading.value is not None and kpi.read(request.assessment, request.focus).value is not None
        assert (f"{EN.period_short(then)}: " in here) == reads, kpi.key
        if reading.value is not None and reads:
            assert f"{EN.period_short(then)}: {EN.measure(reading.value, reading.unit)}" in here


@pytest.mark.parametrize(
    ("scenario", "selection"),
    [({"period": "2024"}, {}), ({"changes": "close:E100001"}, {}), ({}, {"muni": "1080"})],
    ids=["the first year", "a scenario", "a municipality"],
)
def test_nothing_is_said_where_there_is_no_year_before_or_something_else_is_beside(
    demo: Region, scenario: dict[str, str], selection: dict[str, str]
) -> None:
    request = request_of(demo, EN, scenario, selection)
    assert request.unknown == ()
    assert "before" not in " ".join(str(place) for place in trends_view(request).values())


def test_what_hardly_changed_spans_little_of_its_line() -> None:
    assert least_span([0.50, 0.51], "share") == 0.05
    assert least_span([1.4, 1.5], "minutes") == 2.0
    assert least_span([900.0, 1000.0], "count") == 100.0
    assert least_span([float("inf")], "minutes") == 2.0
