"""The page's own colours, read from `assets/tokens.css`: a picture has no others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from geodata.contract.errors import UnknownNameError

TOKENS = Path(__file__).resolve().parents[2] / "assets" / "tokens.css"
Theme = Literal["light", "meeting"]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COLOUR = re.compile(r"--([\w-]+)\s*:\s*(#[0-9a-fA-F]{6})\s*;")
_TOKEN = re.compile(r"var\(--([\w-]+)\)")
MEETING = '[data-theme="meeting"]'


@dataclass(frozen=True)
class Palette:
    """Colours of one theme by token name."""

    colours: Mapping[str, str]
    meeting: bool = False

    def of(self, name: str) -> str:
        """The colour of a token; `UnknownNameError` where there is none of that name."""
        try:
            return self.colours[name]
        except KeyError:
            raise UnknownNameError(f"{name!r} is not a colour of assets/tokens.css") from None

    def resolve(self, colour: str) -> str:
        """A layer's colour: of a token as this theme has it; any other, as a region's own, as it is."""
        named = _TOKEN.fullmatch(colour)
        return self.of(named[1]) if named else colour

    @property
    def paper(self) -> str:
        """What marks stand out with: light in either theme."""
        return self.of("ink" if self.meeting else "surface")

    @property
    def print(self) -> str:
        """The dark opposite of `paper`."""
        return self.of("surface" if self.meeting else "ink")


@cache
def palette(theme: Theme = "light") -> Palette:
    """The colours of a theme; the meeting's are the light ones with its own in their place."""
    colours = themes(TOKENS.read_text("utf-8"))
    light = colours[":root"]
    if theme == "light":
        return Palette(light)
    return Palette({**light, **colours[MEETING]}, meeting=True)


def themes(css: str) -> dict[str, dict[str, str]]:
    """Colours by selector, then by token, of a style sheet of custom properties."""
    blocks: dict[str, dict[str, str]] = {}
    for selector, body in _BLOCK.findall(_COMMENT.sub("", css)):
        blocks.setdefault(selector.strip(), {}).update(
            {name: colour.lower() for name, colour in _COLOUR.findall(body)}
        )
    return blocks
