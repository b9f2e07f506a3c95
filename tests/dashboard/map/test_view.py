"""What is sent to the browser is small, plain JSON, and decodes to what was assessed."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dashboard.layers import layer_of, layers_of
from dashboard.layers.base import Fill
from dashboard.layers.flows import DRAWN, LINES, Lines
from dashboard.map.payload import map_payload
from dashboard.question.display import Display
from dashboard.serve.encoding import encoded
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.contract.settings import PlaceKind
from geodata.focus.between_municipalities import municipality_flows
from geodata.focus.places import place_of
from geodata.publish.build import computed
from geodata.scenario.scenario import default_scenario, parse
from tests.dashboard.regions import REGIONS, assessed, focuses
from tests.demo_region import protected_demo

ALL = {"labels", *(layer.key for layer in layers_of(REGIONS["small"]))}


def decoded(text: object, kind: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(str(text)), dtype=np.dtype(kind).newbyteorder("<"))


def seen(
    assessment: Assessment, shown: set[str], kind: str = "region", id_: str = "", lines: Lines = LINES[0]
) -> dict[str, object]:
    display = Display(tuple(shown), "nearest", lines=lines)
    view = map_payload(assessment, place_of(assessment, kind, id_), display, words("sv"))
    return json.loads(json.dumps(view, allow_nan=False))  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_of_every_focus_is_plain_json(name: str, language: str) -> None:
    assessment = assessed(name)
    keys = {layer.key for layer in layers_of(assessment.region)}
    for focus in focuses(assessment):
        for shown in (ALL | keys, set[str](), *({key} for key in keys)):
            for service in ("nearest", "observed"):
                view = map_payload(assessment, focus, Display(tuple(shown), service), words(language))  # type: ignore[arg-type]
                json.dumps(view, allow_nan=False)


@pytest.mark.parametrize("name", ["leeds", "devon", "vastra_gotaland"])
def test_real_regions_are_plain_json_too(name: str, request: pytest.FixtureRequest) -> None:
    assessment = request.getfixturevalue(name)
    for layer in layers_of(assessment.region):
        text = json.dumps(seen(assessment, {layer.key}))
        assert len(text) < 200_000, f"{layer.key} sends {len(text)} bytes"


def test_colours_decode_to_the_layers_classes(leeds: Assessment) -> None:
    whole = place_of(leeds, "region")
    for layer in layers_of(leeds.region):
        if layer.style != "fill" or not layer.available(leeds):
            continue
        fill, values = seen(leeds, {layer.key})["fill"], layer.values(leeds, whole)
        assert isinstance(values, Fill)
        assert fill["key"] == layer.key  # type: ignore[index]
        assert decoded(fill["classes"], "u1").tolist() == values.classes.tolist()  # type: ignore[index]
        assert fill["colours"] == list(values.colours)  # type: ignore[index]


def test_zones_service_areas_and_units_decode_to_positions(toy: Assessment) -> None:
    view = seen(toy, ALL)
    assert decoded(view["zones"], "u2").tolist() == [0, 0, 1]
    assert decoded(view["service"]["classes"], "u2").tolist() == [1, 3, 3]  # type: ignore[index]
    assert decoded(view["units"]["state"], "u1").tolist() == [1, 0, 2]  # type: ignore[index]


def test_what_is_off_is_not_sent(toy: Assessment) -> None:
    view = seen(toy, {"labels"})
    assert [view[key] for key in ("fill", "zones", "service", "flows", "units")] == [None] * 5
    assert view["labels"] is True


def test_of_the_region_the_twelve_largest_flows_between_municipalities_are_sent(tmp_path: Path) -> None:
    region = computed(open_region(protected_demo("06", tmp_path)))
    assessment = assess(region, default_scenario(region))
    flows = seen(assessment, {"flows"})["flows"]
    assert flows["areas"] is None  # type: ignore[index]
    found = municipality_flows(assessment)
    assert found is not None
    assert len(found.visits) > 12
    sent = flows["municipalities"]["visits"]  # type: ignore[index]
    assert sent == np.rint(found.visits[:12]).astype(int).tolist()


def test_without_municipalities_the_twelve_largest_flows_are_sent(leeds: Assessment) -> None:
    few = seen(leeds, {"flows"})["flows"]["areas"]  # type: ignore[index]
    all_ = seen(leeds, {"flows"}, lines="all")["flows"]["areas"]  # type: ignore[index]
    assert few == {key: column[:12] for key, column in all_.items()}


def test_the_largest_two_thousand_flows_are_sent_as_columns(leeds: Assessment) -> None:
    flows = seen(leeds, {"flows"}, lines="all")["flows"]["areas"]  # type: ignore[index]
    assert {len(column) for column in flows.values()} == {DRAWN} == {2000}
    assert flows["visits"] == sorted(flows["visits"], reverse=True)
    ids, units = leeds.region.areas.index, leeds.region.units.index
    table = layer_of(leeds.region, "flows").table(leeds, place_of(leeds, "region"))
    assert table.ids[0] == f"{ids[flows['from'][0]]}>{units[flows['to'][0]]}"


def test_of_what_is_in_focus_only_its_own_is_sent(toy: Assessment) -> None:
    whole = seen(toy, ALL)["focus"]
    assert {key: whole[key] for key in ("kind", "areas", "unit")} == {
        "kind": "region",
        "areas": [],
        "unit": None,
    }
    assert whole["flows"]["visits"] == [10], "of the whole region only what has no line: unknown residence"
    unit = seen(toy, ALL, "unit", "u-north")["focus"]
    assert unit["unit"] == 0  # type: ignore[index]
    assert unit["flows"]["visits"] == [80, 30, 5, 10]  # type: ignore[index]
    assert seen(toy, {"units"}, "unit", "u-north")["focus"]["flows"] is None  # type: ignore[index]


def test_three_figures_of_every_area_are_there_to_point_at(toy: Assessment) -> None:
    hover = seen(toy, ALL)["hover"]
    assert [one["key"] for one in hover] == ["nearest", "organisations", "access"]  # type: ignore[attr-defined]
    nearest, organisations, access = (decoded(one["values"], "f4") for one in hover)  # type: ignore[attr-defined]
    assert nearest.tolist() == [5, 12, 8]
    assert organisations.tolist() == [1, 2, 1]
    assert access == pytest.approx(toy.access.index())
    assert all("{" not in one["label"] for one in hover)  # type: ignore[attr-defined]


def test_what_is_told_of_an_area_is_what_its_colour_says(toy: Assessment) -> None:
    whole, said = place_of(toy, "region"), words("en")
    by_other = map_payload(toy, whole, Display(("access",), "nearest", "MH3SFCA"), said)["hover"][2]  # type: ignore[index]
    assert decoded(by_other["values"], "f4") == pytest.approx(toy.access.index("MH3SFCA"))
    assert "MH3SFCA" in by_other["label"]
    agreed = map_payload(toy, whole, Display(("agreement",), "nearest"), said)["hover"][2]  # type: ignore[index]
    assert decoded(agreed["values"], "f4").tolist() == toy.lacking.agreement.tolist()
    under = map_payload(toy, whole, Display(("nearest",), "nearest", "MH3SFCA"), said)["hover"][2]  # type: ignore[index]
    assert decoded(under["values"], "f4") == pytest.approx(toy.access.index()), "rules and figures use E2SFCA"


def test_a_change_of_measure_changes_the_colours_of_access_only(leeds: Assessment) -> None:
    whole = place_of(leeds, "region")
    for key in ("access", "agreement", "underserved"):
        one, other = (
            map_payload(leeds, whole, Display((key,), "nearest", measure), words("sv"))["fill"]
            for measure in ("E2SFCA", "2SFCA")
        )
        assert (one == other) is (key != "access")


def test_out_of_reach_reaches_the_browser_as_infinity() -> None:
    hover = seen(assessed("nothing within reach"), set())["hover"]
    assert np.isinf(decoded(hover[0]["values"], "f4")).all()  # type: ignore[index]


def test_at_most_three_figures_of_every_unit_are_there_to_point_at() -> None:
    for name in REGIONS:
        assessment = assessed(name)
        rows = seen(assessment, set())["unit_hover"]
        assert len(rows) <= 3  # type: ignore[arg-type]
        assert all(len(one["values"]) == len(assessment.units) for one in rows)  # type: ignore[attr-defined]


def test_the_limit_is_a_ring_where_a_minute_is_as_far_from_every_home(toy: Assessment) -> None:
    """15 minutes at 60 km/h are 15 km of road, 11.5 km as the crow flies where roads are 1.3 times longer."""

    def ring_m(*kinds: PlaceKind, **asked: str) -> object:
        travel = replace(toy.region.settings.travel, kinds={one.key: one for one in kinds})
        region = replace(toy.region, settings=replace(toy.region.settings, travel=travel))
        return seen(assess(region, parse(region, asked)), set())["ring_m"]

    def slow(from_per_km2: float) -> PlaceKind:
        return PlaceKind(f"{from_per_km2}", {}, from_per_km2, 1.5, 30.0)

    assert ring_m() == 0, "nothing is tried"
    closed = {"changes": "close:u-south"}
    assert ring_m(**closed) == pytest.approx(15_000 / 1.3)
    assert ring_m(slow(0), slow(1000), **closed) == pytest.approx(7_500 / 1.5), "every area is of one kind"
    assert ring_m(slow(10), **closed) == 0, "as many rings as kinds of places"


def test_bytes_are_little_endian_whatever_the_machine() -> None:
    assert base64.b64decode(encoded(np.array([1, 258]), np.uint16)) == b"\x01\x00\x02\x01"
