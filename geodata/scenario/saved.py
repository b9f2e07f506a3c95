"""A scenario as a small file: what the map saves is what the report reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from geodata.contract.constants import CONSTANTS
from geodata.contract.errors import ScenarioFileError
from geodata.region.region import Region
from geodata.scenario.scenario import Scenario, parse

FORMAT: str = CONSTANTS["formats"]["scenario"]["format"]
FORMAT_VERSION: int = CONSTANTS["formats"]["scenario"]["format_version"]
NAME_MOST: int = CONSTANTS["most"]["name"]
KEYS = ("care_form", "period", "operators", "age_group", "limit_min", "rules", "changes", "intake", "mode")


def read_scenario_file(path: Path, region: Region) -> dict[str, object]:
    """The values of a saved scenario, as `geodata.scenario.scenario.parse` takes them.

    Parameters
    ----------
    path : Path
        JSON: `format`, `format_version` 1, `region` (its id), `name`, `values`.
    region : Region
        The one that the scenario is to be asked of.

    Returns
    -------
    dict
        Some of `KEYS`: texts, but operators may be a list of them and minutes a number, as the map writes.

    Raises
    ------
    ScenarioFileError
        If the file is no scenario, of a later format, or of another region.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise _wrong(path, f"this is no scenario that the map has saved ({error})") from None
    return values_of(content, path, region)


def values_of(content: object, path: Path, region: Region) -> dict[str, object]:
    """The same of what a file holds; `path` is what it is called."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _wrong(path, f'this is no scenario that the map has saved: "format" is not "{FORMAT}"')
    if (format_version := content.get("format_version")) != FORMAT_VERSION:
        raise _wrong(path, f"format_version is {format_version!r}; this program reads {FORMAT_VERSION}")
    if content.get("region") != region.settings.id:
        theirs, ours = content.get("region"), region.settings.id
        raise _wrong(path, f"the scenario is of the region {theirs!r}, not of {ours!r}")
    values = content.get("values")
    if not isinstance(values, dict):
        raise _wrong(path, '"values" is missing; it holds what the scenario asks')
    for key, value in values.items():
        if key not in KEYS or not _is_of_type(key, value):
            raise _wrong(
                path,
                f'"values" has {key!r}: {value!r}; it takes text for {", ".join(KEYS)}, '
                "or a list of texts for operators and a number for limit_min",
            )
    return values


def saved_name(path: Path | None) -> str:
    """What a saved scenario that has been read is called; "" where it, or the path, says nothing."""
    name = json.loads(path.read_text(encoding="utf-8")).get("name", "") if path else ""
    return name[:NAME_MOST] if isinstance(name, str) else ""


def _is_of_type(key: str, value: object) -> bool:
    """Whether a value is of a type that its key may have."""
    if key == "operators" and isinstance(value, list):
        return all(isinstance(operator, str) for operator in value)
    if key == "limit_min" and isinstance(value, int | float):
        return not isinstance(value, bool)
    return isinstance(value, str)


def scenario_from(region: Region, arguments: Mapping[str, object]) -> Scenario:
    """The scenario of a command: what it says itself, then what its file says, then what is usual.

    Parameters
    ----------
    region : Region
    arguments : mapping
        Some of `KEYS`, and `scenario`: the path of a saved one, or None.

    Raises
    ------
    ScenarioFileError, UnknownNameError
    """
    path = arguments.get("scenario")
    saved = read_scenario_file(path, region) if isinstance(path, Path) else {}
    return parse(region, saved | {key: arguments[key] for key in KEYS if arguments.get(key)})


def _wrong(path: Path, reason: str) -> ScenarioFileError:
    return ScenarioFileError(f"{path}: {reason}")
