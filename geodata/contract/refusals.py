"""What is said where a region cannot be used as it stands, in both languages: `refusals.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"


@cache
def refusals() -> Mapping[str, Mapping[str, str]]:
    """Every sentence, by code and language (`sv`, `en`)."""
    text = Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found


def refusal(code: str, values: Mapping[str, object], language: str) -> str:
    """One sentence with its blanks filled in; whole numbers by thousands."""
    written = {key: _written(value, language) for key, value in values.items()}
    return refusals()[code][language].format_map(written)


def _written(value: object, language: str) -> str:
    if isinstance(value, int):
        return f"{value:,}".replace(",", NO_BREAK_SPACE if language == "sv" else ",")
    return str(value)
