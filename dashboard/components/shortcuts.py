"""The sheet of shortcuts: every key that the program listens to, from the very list that it listens by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html

from dashboard.words.words import Words
from geodata.contract.constants import CONSTANTS

SHORTCUTS: Mapping[str, Sequence[str]] = CONSTANTS["shortcuts"]
"""Chords by what they do: "Control+Shift+z"."""


def shortcut_sheet(words: Words) -> html.Dialog:
    """Dialogue with a row a shortcut, and a switch that turns off those of a single letter or sign."""
    rows = [
        html.Tr([html.Th(_chords(chords, words), scope="row"), html.Td(words(f"shortcut.{name}"))])
        for name, chords in SHORTCUTS.items()
    ]
    return html.Dialog(
        [
            html.H2(words("shortcut.title"), id="shortcuts-title"),
            html.Table(html.Tbody(rows)),
            html.P(words("shortcut.map")),
            html.Button(
                words("shortcut.signs"), className="check", role="checkbox", **{"data-shortcuts": "signs"}
            ),
            html.P(html.Button(words("ui.close"), className="button", **{"data-shortcuts": "close"})),
        ],
        id="shortcuts",
        className="shortcuts",
        **{"aria-labelledby": "shortcuts-title"},
    )


def shortcut_button(words: Words, look: str = "button") -> html.Button:
    """Button that opens the sheet."""
    return html.Button(
        words("shortcut.title"), className=look, **{"data-shortcuts": "open", "aria-haspopup": "dialog"}
    )


def _chords(chords: Sequence[str], words: Words) -> list[html.Kbd | str]:
    parts: list[html.Kbd | str] = []
    for chord in chords:
        if parts:
            parts.append(f" {words('shortcut.or')} ")
        parts.append(html.Kbd("+".join(_key(key, words) for key in chord.split("+"))))
    return parts


def _key(key: str, words: Words) -> str:
    named = f"shortcut.key.{key}"
    return words(named) if words.has(named) else key.upper()
