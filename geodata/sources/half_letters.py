"""Halves of letters, as JSON writes a sign that was cut in two: nothing else can hold them."""

from __future__ import annotations

from typing import Any


def letters(text: str) -> str:
    """A text with U+FFFD for each half of a letter."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def whole_letters(content: Any) -> Any:
    """What JSON holds, with the same in each of its texts and names."""
    if isinstance(content, str):
        return letters(content)
    if isinstance(content, list):
        return [whole_letters(each) for each in content]
    if isinstance(content, dict):
        return {letters(key): whole_letters(each) for key, each in content.items()}
    return content
