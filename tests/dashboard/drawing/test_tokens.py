"""Colours of pictures are those of the page."""

from __future__ import annotations

import pytest

from dashboard.drawing.tokens import MEETING, TOKENS, palette, themes
from dashboard.layers.colours import COLOURS, SEVERITY
from geodata.contract.errors import UnknownNameError


def test_the_light_colours_are_those_that_layers_name() -> None:
    light = palette("light")
    assert {name: light.of(name) for name in COLOURS} == COLOURS


def test_the_meeting_has_its_own_colours_and_the_rest_of_the_light_ones() -> None:
    said = themes(TOKENS.read_text("utf-8"))
    meeting = palette("meeting")
    assert meeting.of("surface") == said[MEETING]["surface"] != palette("light").of("surface")
    assert meeting.of("form-primary") == palette("light").of("form-primary")


def test_a_layers_colour_is_told_again_in_the_meetings_words() -> None:
    said = themes(TOKENS.read_text("utf-8"))[MEETING]
    assert [palette("meeting").resolve(one) for one in SEVERITY] == [said[f"sev-{step}"] for step in range(5)]
    assert [palette("light").resolve(one) for one in SEVERITY] == list(SEVERITY)


def test_a_colour_that_does_not_exist_is_told_by_name() -> None:
    with pytest.raises(UnknownNameError, match="sev-9"):
        palette("light").of("sev-9")


def test_comments_and_lengths_are_no_colours() -> None:
    css = ':root { --a: #ABCDEF; /* --b: #000000; */ --c: 4px; }\n[data-theme="meeting"] { --a: #000000; }'
    assert themes(css) == {":root": {"a": "#abcdef"}, '[data-theme="meeting"]': {"a": "#000000"}}
