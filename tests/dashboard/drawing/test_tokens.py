"""Colours of pictures are those of the page."""

from __future__ import annotations

import re

import pytest

from dashboard.drawing.tokens import MEETING, TOKENS, Theme, palette, themes
from dashboard.layers.colours import (
    AGREEMENT,
    DIVERGING,
    MORE_OR_LESS,
    NOTHING_KNOWN,
    SEQUENTIAL,
    SEVERITY,
)
from geodata.contract.errors import UnknownNameError


@pytest.mark.parametrize("theme", ["light", "meeting"])
def test_every_colour_that_layers_name_is_in_the_theme(theme: Theme) -> None:
    found = palette(theme)
    ramps = (*AGREEMENT, *DIVERGING, *MORE_OR_LESS, *SEQUENTIAL, *SEVERITY, NOTHING_KNOWN)
    assert all(re.fullmatch("#[0-9a-f]{6}", found.resolve(colour)) for colour in ramps)


def test_the_meeting_has_its_own_colours_and_the_rest_of_the_light_ones() -> None:
    said = themes(TOKENS.read_text("utf-8"))
    meeting = palette("meeting")
    assert meeting.of("surface") == said[MEETING]["surface"] != palette("light").of("surface")
    assert meeting.of("form-primary") == palette("light").of("form-primary")


def test_a_layers_colour_is_the_themes_and_a_regions_own_stays() -> None:
    css = themes(TOKENS.read_text("utf-8"))
    for theme, selector in (("light", ":root"), ("meeting", MEETING)):
        found = palette(theme)  # type: ignore[arg-type]
        assert [found.resolve(colour) for colour in SEVERITY] == [
            css[selector][f"sev-{at}"] for at in range(5)
        ]
        assert found.resolve("#12ab34") == "#12ab34"


def test_a_colour_that_does_not_exist_is_told_by_name() -> None:
    with pytest.raises(UnknownNameError, match="sev-9"):
        palette("light").of("sev-9")


def test_comments_and_lengths_are_no_colours() -> None:
    css = ':root { --a: #ABCDEF; /* --b: #000000; */ --c: 4px; }\n[data-theme="meeting"] { --a: #000000; }'
    assert themes(css) == {":root": {"a": "#abcdef"}, '[data-theme="meeting"]': {"a": "#000000"}}
