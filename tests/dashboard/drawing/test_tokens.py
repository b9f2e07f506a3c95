"""Colours of pictures are those of the page."""

from __future__ import annotations

import re

import pytest

from dashboard.drawing.marks import unit_mark
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
    assert meeting.of("op-own") == palette("light").of("op-own")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG has it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


FORMS = ("form-primary", "form-rehab", "form-child", "form-home", "ink-3")
OPERATORS = ("own", "contract", "choice")


@pytest.mark.parametrize("theme", ["light", "meeting"])
def test_what_is_inside_a_unit_is_told_from_its_ring_and_the_ring_from_the_map(theme: Theme) -> None:
    """The inside says who runs it; a casing of its colour parts the mark from any ground of a meeting."""
    found = palette(theme)
    grounds = [f"map-{name}" for name in ("water", "land", "outside")] + [f"sev-{at}" for at in range(5)]
    for form in FORMS:
        colours = {}
        for operator in OPERATORS:
            drawn = unit_mark("circle", operator, 0, 0, 5.5, found.of(form), found.of("surface"))
            colours[operator] = re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', drawn)
        assert set(colours["own"]) == {found.of(form), found.of("surface")}
        assert len({tuple(each) for each in colours.values()}) == 3, "each operator is drawn in its own way"
        assert contrast(found.of(form), found.of("surface")) >= 3, form
        for ground in grounds if theme == "meeting" else ():
            both = contrast(found.of(form), found.of(ground)), contrast(found.of("surface"), found.of(ground))
            assert max(both) >= 3, (form, ground)


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
