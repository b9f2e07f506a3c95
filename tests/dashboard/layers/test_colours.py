"""Layers name colours by the page's custom properties, never by value, and ramps read in grey."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.layers.colours import AGREEMENT, DIVERGING, MORE_OR_LESS, NOTHING_KNOWN, SEQUENTIAL, SEVERITY

LAYERS = Path(__file__).parents[3] / "dashboard" / "layers"
TOKENS = (Path(__file__).parents[3] / "assets" / "tokens.css").read_text(encoding="utf-8")


def light() -> dict[str, str]:
    """Tokens of the light theme: those before the first other theme."""
    first = TOKENS.index(":root")
    block = TOKENS[first : TOKENS.index("}", first)]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})", block))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def value(colour: str) -> str:
    """Of a colour as layers name it, in the light theme."""
    named = re.fullmatch(r"var\(--([\w-]+)\)", colour)
    assert named, f"{colour} is not a custom property"
    return light()[named[1]]


@pytest.mark.parametrize(
    "colour", sorted({*AGREEMENT, *DIVERGING, *MORE_OR_LESS, *SEQUENTIAL, *SEVERITY, NOTHING_KNOWN})
)
def test_a_colour_stands_in_the_style_sheet(colour: str) -> None:
    assert re.fullmatch(r"#[0-9a-f]{6}", value(colour))


@pytest.mark.parametrize("module", sorted(LAYERS.glob("*.py")), ids=lambda path: path.name)
def test_no_layer_names_a_colour_by_its_value(module: Path) -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", module.read_text("utf-8"))


@pytest.mark.parametrize("ramp", [SEVERITY, SEQUENTIAL, AGREEMENT])
def test_a_ramp_gets_darker_step_by_step_so_that_it_reads_in_grey(ramp: tuple[str, ...]) -> None:
    steps = [luminance(value(colour)) for colour in ramp]
    assert steps == sorted(steps, reverse=True)
    assert all(before / after >= 1.2 for before, after in pairwise(steps))
