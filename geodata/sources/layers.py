"""Which of several sheets or layers is read: the one that is named, a pattern finds, or stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

from geodata.contract.headers import header
from geodata.contract.problems import Problems
from geodata.sources.raw import UnreadableError

_DIGITS = re.compile(r"\d+")


def named_layer(names: Sequence[str], layer: str, file: str, problems: Problems) -> str:
    """The layer of a name, or the latest that a pattern finds.

    Parameters
    ----------
    names : sequence of str
        Layers that there are.
    layer : str
        A name; or a pattern, where `*` is any text and `?` any letter.
    file : str
    problems : Problems
        Told where a pattern finds several: those that differ in their numbers alone are of several
        times, and the latest is read.

    Raises
    ------
    UnreadableError
        If there is none, or a pattern finds several that are not of several times.
    """
    if layer in names:
        return layer
    alike = [name for name in names if header(name) == header(layer)]
    if len(alike) == 1:
        return alike[0]
    found = [name for name in names if fnmatchcase(name, layer)] if set(layer) & set("*?[") else []
    if not found:
        raise UnreadableError("missing_layer", layer, tuple(names))
    if len(found) == 1:
        return found[0]
    if len({_DIGITS.sub("0", name) for name in found}) > 1:
        raise UnreadableError("several_layers", layer, tuple(f'layer = "{name}"' for name in found))
    latest = max(found, key=lambda name: [int(number[:18]) for number in _DIGITS.findall(name)])
    problems.add("latest_layer", file, value=latest, expected=tuple(found), severity="warning")
    return latest
