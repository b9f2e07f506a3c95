"""The colours that the server names are those that the browser reads, and each says what it means."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.layers.colours import AGREEMENT, COLOURS, MEANING, SEQUENTIAL, SEVERITY

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


@pytest.mark.parametrize("name", COLOURS)
def test_a_colour_is_the_same_in_the_browser(name: str) -> None:
    assert light()[name] == COLOURS[name]


@pytest.mark.parametrize("name", MEANING)
def test_every_colour_has_a_sentence(name: str) -> None:
    assert re.fullmatch(r"[A-Z].+\.", MEANING[name][1])


@pytest.mark.parametrize("ramp", [SEVERITY, SEQUENTIAL, AGREEMENT])
def test_a_ramp_gets_darker_step_by_step_so_that_it_reads_in_grey(ramp: tuple[str, ...]) -> None:
    steps = [luminance(colour) for colour in ramp]
    assert steps == sorted(steps, reverse=True)
    assert all(before / after >= 1.2 for before, after in pairwise(steps))
