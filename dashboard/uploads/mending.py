"""What somebody wants done about a kind of problem: lines of its table, added to those that are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.uploads.errors import UploadError
from geodata.checks.kinds import KindOfProblem, kinds
from geodata.checks.ways_out import values_to_translate, ways_out
from geodata.contract.problems import Problem

MARKS: Final = ("thousands", "decimal")
JOINED: Final = ("recode", "ignore", "where_not", *MARKS)
"""Lines that say something of each column or word by itself: what a table says of others stays."""
GIVEN_MOST: Final = 200
"""Characters of a value that somebody gives for another."""


def problem_of(content: Mapping[str, Any]) -> Problem:
    """A problem as the result of a check keeps it."""
    return Problem(**{**content, "expected": tuple(content["expected"]), "words": tuple(content["words"])})


def told_kinds(result: Mapping[str, Any]) -> list[KindOfProblem]:
    """Problems of a check's result by kind, in the order that they are shown."""
    return kinds(map(problem_of, result.get("problems", ())))


def table_of(kind: KindOfProblem, readings: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The reading of the file that a kind is of, where it was brought and fills one table; else None."""
    of_it = (each for each in readings if each["target"] == kind.first.file and not each.get("shared"))
    found = (each for each in of_it if each["table"])
    return next(found, None)


def settings_wanted(kind: KindOfProblem, way: str, given: Sequence[str]) -> Mapping[str, Any]:
    """The lines that mend it as somebody chose: one of its ways out, or other values for its own.

    Raises
    ------
    UploadError
        `unknown` if there is no such way; `given` if no value was written, or one that is too long.
    """
    if way:
        ways = ways_out(kind)
        if not way.isdecimal() or int(way[:4]) >= len(ways):
            raise UploadError("unknown")
        return ways[int(way[:4])]
    values = values_to_translate(kind)
    if len(given) != len(values) or kind.first.ours is None:
        raise UploadError("unknown")
    pairs = {value: new.strip() for (value, _), new in zip(values, given, strict=True) if new.strip()}
    if not pairs or any(len(new) > GIVEN_MOST or not new.isprintable() for new in pairs.values()):
        raise UploadError("given", most=GIVEN_MOST)
    return {"recode": {kind.first.ours: pairs}}


def of_columns(
    lines: Mapping[str, Any], kind: KindOfProblem, reading: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The lines, with what marks mean in numbers said of the kind's own columns: others may differ."""
    ours = [each["ours"] for each in reading["columns"] if each["name"] in kind.columns and each["ours"]]
    return {
        name: dict.fromkeys(ours, value) if name in MARKS and isinstance(value, str) and ours else value
        for name, value in lines.items()
    }


def with_lines(before: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Both: what both have is joined key by key or as one list, and else is as `more` says."""
    found = dict(before)
    for name, value in more.items():
        there = found.get(name)
        if isinstance(there, Mapping) and isinstance(value, Mapping):
            found[name] = with_lines(there, value)
        elif isinstance(there, list) and isinstance(value, list):
            found[name] = [*there, *(each for each in value if each not in there)]
        else:
            found[name] = value
    return found
