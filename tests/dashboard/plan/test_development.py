"""A large chart has the values of the small line, of place and region, and says what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.kpis import kpis_of
from dashboard.plan.answer import trends_view
from dashboard.plan.development import TICKS_MOST, axis_ticks, development
from dashboard.question.request import Request, developments, request_of
from dashboard.words.words import LANGUAGES, words
from geodata.contract.errors import UnknownNameError
from geodata.measures.measure import Measure
from geodata.publish.manifest import current_version
from tests.dashboard.regions import REGIONS
from tests.dashboard.site import Site


def asked(name: str, selection: dict[str, str], language: str = "sv", **question: str) -> Request:
    region = REGIONS[name]
    return request_of(region, words(language), question, selection)


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("place", ["region", "area", "municipality", "unit"])
def test_every_key_figure_has_the_values_of_its_small_line(name: str, place: str) -> None:
    region = REGIONS[name]
    selection = {
        "region": {},
        "area": {"area": str(region.areas.index[0])},
        "municipality": {"muni": str(region.areas["municipality_id"].iloc[0])},
        "unit": {"unit": str(region.units.index[0])} if len(region.units) else {},
    }[place]
    request = asked(name, selection)
    whole = asked(name, {})
    lines = zip(kpis_of(region), developments(request), developments(whole), strict=True)
    for kpi, (points, _), (everywhere, _) in lines:
        found: Any = development(request, kpi.key)
        assert [row["key"] for row in found["periods"]] == [period for period, _ in points]
        for row, (_, value), (_, beside) in zip(found["periods"], points, everywhere, strict=True):
            _same(row["value"], row["text"], value, kpi, request)
            if found["region"]:
                _same(row["region"], row["region_text"], beside, kpi, request)
        assert bool(found["region"]) == (not request.focus.is_whole_region)
        ticks = [tick for tick, _ in found["ticks"]]
        drawn = [
            row[line] for row in found["periods"] for line in ("value", "region") if row[line] is not None
        ]
        assert bool(ticks) == bool(drawn)
        if drawn:
            assert ticks[0] <= min(drawn) <= max(drawn) <= ticks[-1]


def _same(drawn: float | None, text: str, value: float | None, kpi: Measure, request: Request) -> None:
    finite = value is not None and value not in (float("inf"), float("-inf"))
    assert drawn == (value if finite else None), kpi.key
    if value is not None:
        assert text == request.words.measure(value, kpi.unit)
    assert text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_period_without_a_value_is_named(language: str) -> None:
    found: Any = development(asked("small", {}, language), "indicator_access") if _has("small") else None
    if found is None:
        return
    missing = [row["name"] for row in found["periods"] if row["value"] is None]
    said = " ".join(found["notes"])
    assert all(name in said for name in missing) or len(missing) == len(found["periods"])


def _has(name: str) -> bool:
    return any(kpi.key == "indicator_access" for kpi in kpis_of(REGIONS[name]))


def test_a_region_without_visits_says_that_there_is_nothing_to_show() -> None:
    request = asked("no visits", {})
    found: Any = development(request, "covered")
    assert (found["periods"], found["ticks"]) == ([], [])
    assert found["notes"] == [request.words("why.no_visits")]


def test_the_axis_is_of_few_round_numbers() -> None:
    assert axis_ticks([0.02, 0.028], "share") == [0.0, 0.02, 0.04, 0.06]
    assert axis_ticks([812.0, 1050.0], "number") == [800, 900, 1000, 1100]
    assert axis_ticks([], "count") == []
    assert len(axis_ticks([0.0, 7.0], "minutes")) <= TICKS_MOST + 1
    assert axis_ticks([0.0, 0.0], "count") == [0.0, 0.25] or axis_ticks([0.0, 0.0], "count")[0] == 0.0


def test_a_figure_that_there_is_not_is_no_development(site: Site) -> None:
    with pytest.raises(UnknownNameError):
        development(asked("small", {}), "happiness")
    answer = site.client.get(f"/development/{current_version(site.out)}/happiness?lang=en")
    assert answer.status_code == 404
    assert words("en")("development.failed") in answer.text
    assert site.client.get("/development/0123456789ab/covered").status_code == 404


def test_every_small_line_is_a_button_with_a_name_and_a_picture_in_words() -> None:
    request = asked("small", {})
    buttons = [part for parts in trends_view(request).values() for part in parts if part[0] == "button"]
    assert buttons
    for _, attributes, name, picture in buttons:  # type: ignore[misc]
        assert attributes["data-chart"] in {kpi.key for kpi in kpis_of(request.region)}
        assert name[2]
        assert picture[1]["alt"]
