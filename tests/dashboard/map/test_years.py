"""What is sent of all years at once is, of each, what the answer of that year would have been."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.components.brief_legend import brief_legend
from dashboard.components.layer_switch import legend_parts
from dashboard.layers.need import Need
from dashboard.map.payload import map_payload
from dashboard.map.years import years_payload
from dashboard.question.display import Display, read_display
from dashboard.question.shown_layers import fill_shown
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.focus.places import place_of
from geodata.needs import region_need, units
from geodata.needs.units import UnitUse
from geodata.publish.build import computed
from geodata.scenario.scenario import default_scenario
from tests.dashboard.components.test_components import texts
from tests.demo_region import public_demo
from tests.made_once import made_once
from tests.toy_projection import projected_toy_region

TYPES = (Path(__file__).parents[3] / "assets" / "app" / "types.d.ts").read_text(encoding="utf-8")
ASKED: tuple[dict[str, str], ...] = (
    {},
    {"variant": "high"},
    {"brush": "use_change_ahead:-0.3..0.04"},
    {"brush": "use_change_ahead:..0.05", "health": "none"},
    {"layers": "futures,labels"},
)


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = projected_toy_region()
    return assess(region, default_scenario(region))


@pytest.fixture(scope="module")
def gotland(builds: Path) -> Assessment:
    """Real residents of a county, and SCB's own form of a projection."""
    folder = builds / "gotland-exact"
    region = made_once(builds / "computed-gotland", lambda: computed(open_region(public_demo("09", folder))))
    return assess(region, default_scenario(region))


@pytest.fixture(params=("toy", "gotland"))
def ahead(request: pytest.FixtureRequest) -> Assessment:
    found: Assessment = request.getfixturevalue(request.param)
    return found


def shown(**more: str) -> Display:
    return read_display({"layers": "need,labels"} | more)


def payload(assessment: Assessment, display: Display, language: str = "sv") -> dict[str, Any]:
    found = years_payload(assessment, display, words(language))
    assert found is not None
    return found


def unpacked(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), np.uint8)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: " ".join(asked) or "usual")
def test_classes_of_every_year_are_those_of_its_answer(ahead: Assessment, asked: dict[str, str]) -> None:
    sent = payload(ahead, shown(**asked))
    classes = unpacked(sent["classes"]).reshape(len(sent["years"]), -1)
    whole = place_of(ahead, "region")
    now = map_payload(ahead, whole, shown(**asked), words("sv"))["fill"]
    for year, of_year in zip(sent["years"], classes, strict=True):
        answer: Any = map_payload(ahead, whole, shown(**asked, horizon=str(year)), words("sv"))["fill"]
        assert of_year.tolist() == unpacked(answer["classes"]).tolist(), year
        assert {**answer, "classes": 0} == {**now, "classes": 0}, "nothing but the classes"  # type: ignore[dict-item]
    assert len({row.tobytes() for row in classes}) > 1, "years differ"


@pytest.mark.parametrize("layer", ["need", "futures"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_legend_of_every_year_is_that_of_its_answer(ahead: Assessment, layer: str, language: str) -> None:
    sent, said = payload(ahead, shown(layers=layer), language), words(language)
    assert sent["layer"] == layer
    for year, legend in zip(sent["years"], sent["legends"], strict=True):
        of_year = fill_shown(ahead, shown(layers=layer, horizon=str(year)))
        assert of_year
        parts = legend_parts(of_year.legend(ahead), said)
        title, rows, note = parts
        assert [list(texts(row)) for row in rows.children] == [[*filter(None, row)] for row in legend["rows"]]
        assert [*texts(title), *texts(note)] == [legend["title"], legend["note"]]
        assert str(year) in legend["title"]
        brief = brief_legend(of_year.legend(ahead), said)
        if brief is not None:  # where its rows stand among all is what the browser writes them by
            title, *_ = brief.children
            assert [*texts(title)] == [legend["brief"]]
            for row in brief.children[2:]:
                at = int(row.children[1].to_plotly_json()["props"]["data-row"])
                assert [*texts(row)] == [legend["rows"][at][0]]


def test_years_are_sent_of_what_colours_the_map_alone(toy: Assessment) -> None:
    said = words("sv")
    for display in (
        read_display({"layers": "nearest"}),
        read_display({"layers": "none"}),
        shown(maps="swipe", versus="close:north"),
    ):
        assert years_payload(toy, display, said) is None
    of_some = assess(toy.region, replace(toy.scenario, region=toy.region, operators=("own",)))
    assert years_payload(of_some, shown(), said) is None, "the layer has nothing to show"


def test_years_that_differ_by_more_than_classes_are_not_sent(
    toy: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def legend(self: Need, assessment: Assessment) -> object:
        found = usual(self, assessment)
        return replace(found, swatches=found.swatches[: 1 + (self.year(assessment) == 2030)])

    usual = Need.legend
    assert payload(toy, shown())
    monkeypatch.setattr(Need, "legend", legend)
    again = projected_toy_region()
    assert years_payload(assess(again, default_scenario(again)), shown(), words("sv")) is None


def test_another_question_of_the_same_years_sends_them_as_they_were_worked_out(toy: Assessment) -> None:
    near, far = (payload(toy, shown(horizon=str(year))) for year in (2030, 2035))
    assert near["classes"] is far["classes"]
    assert (near["shown"], far["shown"]) == (2030, 2035)
    for more in ({"variant": "high"}, {"brush": "use_change_ahead:..0.1"}):
        assert payload(toy, shown(**more))["classes"] is not far["classes"]


def test_visits_without_room_are_worked_out_once_for_all_years(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def unit_use(*given: Any) -> UnitUse:
        made.append(1)
        return units.unit_use(*given)

    monkeypatch.setattr(region_need, "unit_use", unit_use)
    region = projected_toy_region()
    payload(assess(region, default_scenario(region)), shown(need_by="beyond_ahead"))
    assert len(made) == 1


def test_no_more_years_are_sent_than_forty(toy: Assessment) -> None:
    region = toy.region
    assert region.projections is not None
    last = region.projections[region.projections["year"] == 2035]
    later = [last.assign(year=year) for year in range(2036, 2126)]
    long = replace(region, projections=pd.concat([region.projections, *later], ignore_index=True))
    assert max(payload(assess(long, default_scenario(long)), shown())["years"]) == 2025 + 40


def test_the_scripts_know_every_part_of_what_is_sent(toy: Assessment) -> None:
    (body,) = re.findall(r"^interface YearsPayload \{\n(.*?)^\}", TYPES, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"^  (\w+):", body, re.MULTILINE)) == set(payload(toy, shown()))


@pytest.mark.parametrize(("language", "stays"), [("sv", "enheter"), ("en", "units")])
def test_units_coloured_by_a_year_are_named_among_what_stays_at_the_answered(
    toy: Assessment, language: str, stays: str
) -> None:
    sent = payload(toy, shown(layers="need,units", units_by="unit_gap_ahead"), language)
    assert set(sent) == {"layer", "years", "classes", "legends", "shown"}, "years are of areas alone"
    note = words(language)("ui.outlook.previewed", year="2030", answered="2035")
    assert note.index("2030") < note.index(stays) < note.index("2035")
