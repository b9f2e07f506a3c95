"""What the scripts say of the payload is what the server sends."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.layers import layers_of
from dashboard.map.payload import map_payload
from dashboard.question.display import Display
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment
from geodata.focus.places import place_of

TYPES = (Path(__file__).parents[3] / "assets" / "map" / "types.d.ts").read_text(encoding="utf-8")


def declared(name: str) -> dict[str, bool]:
    """Properties of an interface, and whether each is always there."""
    (body,) = re.findall(
        rf"^interface {name}(?: extends \w+)? \{{\n(.*?)^\}}", TYPES, re.MULTILINE | re.DOTALL
    )
    return {key: not optional for key, optional in re.findall(r"^  (\w+)(\??):", body, re.MULTILINE)}


def agrees(name: str, sent: object) -> None:
    assert isinstance(sent, dict)
    told = declared(name)
    assert set(sent) <= set(told), f"{name} lacks {set(sent) - set(told)}"
    assert {key for key, always in told.items() if always} <= set(sent)


def test_every_part_of_a_view_is_declared_as_it_is_sent(toy: Assessment) -> None:
    shown = {layer.key for layer in layers_of(toy.region)} | {"labels"}
    view = map_payload(
        toy, place_of(toy, "area", "A1"), Display(tuple(shown), "nearest", lines="all"), words("en")
    )
    agrees("Payload", view)
    parts = {"FillPayload": "fill", "FlowsPayload": "flows", "UnitsPayload": "units", "FocusPayload": "focus"}
    for name, key in parts.items():
        agrees(name, view[key])
    agrees("AreaHoverPayload", view["hover"][0])  # type: ignore[index]
    agrees("UnitHover", view["unit_hover"][0])  # type: ignore[index]
    agrees("FlowColumns", view["flows"]["areas"])  # type: ignore[index]
    agrees("FocusFlows", view["focus"]["flows"])  # type: ignore[index]
