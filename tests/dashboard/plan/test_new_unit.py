"""A new unit's name stands on the map, in tables, cards and files, as text whatever it holds."""

from __future__ import annotations

import json
from urllib.parse import quote

from dashboard.components.ids import UNIT_CARD
from dashboard.components.markup import Markup
from dashboard.drawing.picture import draw_map
from dashboard.drawing.tokens import palette
from dashboard.drawing.window import window
from dashboard.map.payload import map_payload
from dashboard.plan.answer import answer_view
from dashboard.question.display import read_display
from dashboard.question.request import request_of
from dashboard.tables.csv_files import csv_bytes
from dashboard.tables.tables import table_of
from dashboard.words.scenario import changes_told, scenario_name
from dashboard.words.words import words
from geodata.publish.build import computed
from tests.dashboard.components.test_components import elements
from tests.toy_region import toy_region

REGION = computed(toy_region())
NAME = '=cmd|"<b>Nya</b>"&'


def test_a_name_is_shown_everywhere_and_never_read_as_anything_else() -> None:
    changes = f"add:n1@0.04510,10.75500*4/choice/{quote('Åsa & <i>')}/{quote(NAME, safe='')}"
    request = request_of(REGION, words("sv"), {"changes": changes}, {"unit": "n1"})
    assert not request.unknown
    assessment, text = request.assessment, request.words
    assert NAME in scenario_name(assessment, text)
    assert NAME in changes_told(assessment, text)[0]
    display = read_display({"layers": "units"})
    payload = map_payload(assessment, request.focus, display, text)
    (added,) = payload["units"]["added"]  # type: ignore[index]
    assert (added["name"], added["operator"]) == (NAME, "choice")
    assert NAME in json.dumps(
        answer_view(request, display, {"version": "", "linked": ""}, "", {}), ensure_ascii=False
    ).replace('\\"', '"')
    table = table_of(assessment, request.focus, "units")
    assert table.values["unit"][0] == NAME
    assert table.values["organisation"][0] == "Åsa & <i>"
    line = csv_bytes(table, text).decode("utf-8-sig").splitlines()[1]
    assert not line.split(";")[1].strip('"').startswith("="), "no formula in a spreadsheet"
    frame = window(assessment, request.focus, 600, 400)
    drawn = draw_map(assessment, request.focus, display, text, palette(), frame).content
    assert "<b>" not in drawn


def fields(parts: list[Markup]) -> dict[str, str]:
    """What stands in the fields of a new unit's card."""
    found = {}
    for name, attributes, *inside in elements(parts):
        key = attributes.get("data-identity")
        if key and name == "select":
            options = [held for option in inside for _, held, _ in elements(option)]
            found[key] = next(held["value"] for held in options if "selected" in held)
        elif key:
            found[key] = attributes["data-value"]
    return found


def test_what_is_known_of_a_new_unit_can_be_written_otherwise_on_its_card() -> None:
    place = "add:n1@0.04510,10.75500*4"
    for details, held in (
        (f"/choice/{quote('Åsa Vård')}/{quote('Nya Åsarp')}", ("Nya Åsarp", "Åsa Vård", "choice")),
        ("", ("", "", "")),
    ):
        request = request_of(REGION, words("sv"), {"changes": place + details}, {"unit": "n1"})
        card = answer_view(request, read_display({}), {"version": "", "linked": ""}, "", {})[UNIT_CARD]
        assert fields(card) == dict(zip(("name", "organisation", "operator"), held, strict=True))
        assert "unit-describe" in json.dumps(card)


def test_a_unit_that_is_there_today_is_called_what_the_data_call_it() -> None:
    request = request_of(REGION, words("sv"), {}, {"unit": str(REGION.units.index[0])})
    card = answer_view(request, read_display({}), {"version": "", "linked": ""}, "", {})[UNIT_CARD]
    assert not fields(card)


def test_the_operator_decides_the_sign() -> None:
    drawn = set()
    for operator in ("own", "contract", "choice"):
        request = request_of(
            REGION, words("sv"), {"changes": f"add:n1@0.04510,10.75500*4/{operator}//Nya"}, {}
        )
        frame = window(request.assessment, request.focus, 600, 400)
        display = read_display({"layers": "units"})
        picture = draw_map(request.assessment, request.focus, display, request.words, palette(), frame)
        drawn.add(picture.content)
    assert len(drawn) == 3
