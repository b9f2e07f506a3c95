"""Lines of one table changed in the text of `region.toml`, and nothing else in it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from geodata.guess.toml_text import key_text, value_text

LINES_MOST: Final = 2_000
"""Signs of the lines that somebody writes for a table."""
NOT_OURS: Final = ("file", "columns")
"""Keys that the page sets in another way."""


class CannotEditError(ValueError):
    """The text is written in a way that cannot be changed safely: somebody has to do it by hand."""


def with_table(text: str, key: str, values: Mapping[str, Any]) -> str:
    """The text with other values of some of a table's keys; comments and order stay.

    Parameters
    ----------
    text : str
        Of `region.toml`.
    key : str
        Of the table, as under `[tables]`.
    values : mapping
        By key; an empty mapping takes the key away.

    Raises
    ------
    CannotEditError
        If the text then would not say just that.
    """
    wanted = tomllib.loads(text)
    table = wanted.get("tables", {}).get(key)
    if not isinstance(table, dict):
        raise CannotEditError(key)
    for name, value in values.items():
        table[name] = value
        if value == {}:
            del table[name]
    named = rf"(?:{re.escape(key)}|\"{re.escape(key)}\")"
    names = "|".join(map(re.escape, values))
    head = re.compile(rf"^\s*\[\s*tables\s*\.\s*{named}\s*\]\s*(?:#.*)?$")
    below = re.compile(rf"^\s*\[\s*tables\s*\.\s*{named}\s*\.\s*\"?(?:{names})\"?\s*[.\]]")
    replaced = re.compile(rf"^\s*\"?(?:{names})\"?\s*(?:=|\.)")
    lines: list[str] = []
    part = ""
    for line in text.splitlines():
        if line.lstrip().startswith("["):
            part = "table" if head.match(line) else "below" if below.match(line) else ""
        if part == "below" and not line.lstrip().startswith("#"):
            continue
        if part == "table" and replaced.match(line):
            continue
        lines.append(line)
        if part == "table" and head.match(line):
            lines += [
                f"{key_text(name)} = {value_text(value)}" for name, value in values.items() if value != {}
            ]
    return _just("\n".join(lines) + "\n", wanted, key)


def with_new_table(text: str, key: str, values: Mapping[str, Any]) -> str:
    """The text with one more table last.

    Parameters
    ----------
    text : str
        Of `region.toml`.
    key : str
        Of the table, as under `[tables]`: letters, digits and `_`.
    values : mapping
        By key.

    Raises
    ------
    CannotEditError
        If the text then would not say just that.
    """
    wanted = tomllib.loads(text)
    if key in wanted.setdefault("tables", {}):
        raise CannotEditError(key)
    wanted["tables"][key] = dict(values)
    lines = [
        f"[tables.{key}]",
        *(f"{key_text(name)} = {value_text(value)}" for name, value in values.items()),
    ]
    changed = text.rstrip("\n") + "\n\n" + "\n".join(lines) + "\n"
    return _just(changed, wanted, key)


def _just(changed: str, wanted: Mapping[str, Any], key: str) -> str:
    """The changed text, where it says what is wanted."""
    try:
        same = tomllib.loads(changed) == wanted
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise CannotEditError(key)
    return changed


def read_lines(text: str) -> dict[str, Any]:
    """Keys and values of lines that somebody writes for a table: `decimal = "."`.

    Raises
    ------
    CannotEditError
        If they are no lines of TOML, or of a key that the page sets in another way; its text is the line.
    """
    if len(text) > LINES_MOST:
        raise CannotEditError(text[:40])
    try:
        found = tomllib.loads(text)
        json.dumps(found)  # no dates: no line of a table has any
    except (ValueError, TypeError, RecursionError) as error:  # of no TOML, of days, of lists without end
        raise CannotEditError(text.strip()[:80]) from error
    if wrong := [name for name in found if name in NOT_OURS]:
        raise CannotEditError(wrong[0])
    return found
