"""One table's file and columns changed in the text of `region.toml`, and nothing else in it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping


class CannotEditError(ValueError):
    """The text is written in a way that cannot be changed safely: somebody has to do it by hand."""


def with_table(text: str, key: str, file: str, columns: Mapping[str, str]) -> str:
    """The text with another file and other columns of a table; comments and order stay.

    Parameters
    ----------
    text : str
        Of `region.toml`.
    key : str
        Of the table, as under `[tables]`.
    file : str
    columns : mapping of str to str
        Ours -> the file's own, all of them.

    Raises
    ------
    CannotEditError
        If the text then would not say just that.
    """
    wanted = tomllib.loads(text)
    table = wanted.get("tables", {}).get(key)
    if not isinstance(table, dict):
        raise CannotEditError(key)
    table["file"], table["columns"] = file, dict(columns)
    if not columns:
        del table["columns"]
    name = rf"(?:{re.escape(key)}|\"{re.escape(key)}\")"
    head = re.compile(rf"^\s*\[\s*tables\s*\.\s*{name}\s*\]\s*(?:#.*)?$")
    own_columns = re.compile(rf"^\s*\[\s*tables\s*\.\s*{name}\s*\.\s*columns\s*\]\s*(?:#.*)?$")
    lines: list[str] = []
    part = ""
    for line in text.splitlines():
        if line.lstrip().startswith("["):
            part = "table" if head.match(line) else "columns" if own_columns.match(line) else ""
        if part == "columns" and not line.lstrip().startswith("#"):
            continue
        if part == "table" and re.match(r"^\s*\"?(?:file|columns)\"?\s*(?:=|\.)", line):
            continue
        lines.append(line)
        if part == "table" and head.match(line):
            lines.append(f"file = {_quoted(file)}")
            if columns:
                pairs = ", ".join(f"{ours} = {_quoted(theirs)}" for ours, theirs in columns.items())
                lines.append(f"columns = {{ {pairs} }}")
    changed = "\n".join(lines) + "\n"
    try:
        same = tomllib.loads(changed) == wanted
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise CannotEditError(key)
    return changed


def _quoted(text: str) -> str:
    """A text as TOML writes it: JSON's own signs, but for one that TOML does not have as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
