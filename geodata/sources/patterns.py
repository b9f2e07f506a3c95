"""Regular expressions of a region, looked for in many texts; one that would take for ever is refused.

Python's own expressions are those that people know, with `å` a letter and `(?!...)` allowed, but some of
them, as `(a+)+$`, take twice as long for each further letter. What may be such a one is looked for in a
process that the kernel bounds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geodata.sources.apart import apart
from geodata.sources.apart_limits import limits_of
from geodata.sources.raw import UnreadableError

AT_ONCE = 20_000_000
"""Steps that are taken in this process: less than a second."""

_LITERAL = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
"""A letter or class of letters, whatever stands in it."""
_REPEATED_GROUP = re.compile(r"\)[*+{]")
_VERBOSE = re.compile(r"\(\?[a-zA-Z]*x")
"""Blanks and comments mean nothing then, and may stand between a group and what repeats it."""


class PatternError(UnreadableError):
    """A pattern takes too long; carries what the problem says."""


def groups_in(pattern: str, texts: Sequence[str]) -> list[list[str] | None]:
    """What a pattern's groups hold where it is first found in each text, and None where it is not found.

    Parameters
    ----------
    pattern : str
        A regular expression that compiles.
    texts : sequence of str

    Returns
    -------
    list
        One each text; a group that takes no part is "".

    Raises
    ------
    PatternError
        If it takes longer than it may.
    """
    if steps(pattern, texts) <= AT_ONCE:
        return _groups(pattern, texts)
    try:
        return apart(_groups, pattern, list(texts), limits=limits_of(sum(map(len, texts))))
    except UnreadableError as error:
        raise PatternError("pattern_takes_long", pattern) from error


def found_in(pattern: str, texts: Sequence[str]) -> list[bool]:
    """Whether a pattern is found in each text.

    Raises
    ------
    PatternError
        If it takes longer than it may.
    """
    return [groups is not None for groups in groups_in(pattern, texts)]


def steps(pattern: str, texts: Sequence[str]) -> float:
    """Bound of the steps that looking for a pattern may take; infinite where it repeats what repeats.

    A repetition may be tried at every letter for every way of those before it, and a choice in two ways.
    """
    plain = _LITERAL.sub("x", pattern).replace("(?", "(")
    if _VERBOSE.search(pattern) or _REPEATED_GROUP.search(plain):
        return float("inf")
    longest = max((len(text) for text in texts), default=0)
    repeats = sum(map(plain.count, "*+{"))
    choices = sum(map(plain.count, "?|"))
    return len(texts) * float(max(longest, 2)) ** min(repeats + 1, 60) * 2.0 ** min(choices, 60)


def _groups(pattern: str, texts: Sequence[str]) -> list[list[str] | None]:
    compiled = re.compile(pattern)
    found = map(compiled.search, texts)
    return [None if match is None else [each or "" for each in match.groups()] for match in found]
