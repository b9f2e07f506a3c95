"""Values as TOML writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any


def key_text(key: str) -> str:
    """A key, in quotation marks where it must have them."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else value_text(key)


def value_text(value: Any) -> str:
    """One value on one line; a text that has backslashes but no quotation mark is written as it stands."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        if "\\" in value and "'" not in value and value.isprintable():
            return f"'{value}'"
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return (
            "{ "
            + ", ".join(f"{key_text(str(key))} = {value_text(each)}" for key, each in value.items())
            + " }"
        )
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(value_text, value)) + "]"
    raise TypeError(value)
