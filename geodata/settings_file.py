"""From `region.toml` to settings, with every problem of the file in one go."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from pyproj import CRS
from pyproj.exceptions import CRSError

from geodata.problems import Problems
from geodata.schema import TABLES
from geodata.settings import (
    AgeGroup,
    CareForm,
    IndicatorSettings,
    RegionSettings,
    Rule,
    Source,
    Theme,
    TravelSettings,
)
from geodata.table_settings import read_tables
from geodata.toml_reader import TomlReader

FILE_NAME = "region.toml"

_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NO_WORDS = {"sv": "", "en": ""}
_TRAVEL_SOURCE = {
    "sv": "Fågelvägen gånger en omvägsfaktor, genom en medelhastighet",
    "en": "Straight line times a detour factor, over a mean speed",
}
_RULE_LIMITS = {
    "too_far": (1.0, 600.0),
    "too_little": (0.01, 1.0),
    "no_choice": (2.0, 20.0),
    "too_few": (0.01, 1.0),
}


def settings_path(path: Path) -> Path:
    """The file itself, given it or the folder it lies in."""
    return path / FILE_NAME if path.is_dir() else path


def read_settings(path: Path, problems: Problems) -> RegionSettings | None:
    """Settings in a region's folder or file; None where it cannot be read or has any error.

    Parameters
    ----------
    path : Path
        Folder, or the file itself.
    problems : Problems
        Every problem of the file is added.
    """
    file = settings_path(path)
    before = problems.errors
    content = _content(file, problems)
    if content is None:
        return None
    settings = _settings(TomlReader(content, problems, file.name))
    return settings if problems.errors == before else None


def _content(file: Path, problems: Problems) -> dict[str, object] | None:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        problems.add("missing_file", file.name)
    except UnicodeDecodeError:
        problems.add("unreadable_file", file.name, value="UTF-8")
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        problems.add("not_toml", file.name, row=int(line[1]) if line else None, value=str(error))
    except (RecursionError, ValueError):
        problems.add("unreadable_file", file.name, value="TOML")
    except OSError as error:
        problems.add("unreadable_file", file.name, value=error.strerror or str(error))
    return None


def _settings(top: TomlReader) -> RegionSettings:
    identity = top.string("id", required=True)
    if identity and not _KEY.fullmatch(identity):
        top.problem("bad_key", "id", identity)
    language = top.choice("language", ("sv", "en"), "sv")
    name = top.words("name", required=True)
    disclosure = top.table("disclosure")
    declared = disclosure.choice("visits", ("public", "protected"), None)
    reason = disclosure.words("reason", required=declared == "public")
    disclosure.finish()
    care_forms = {key: _care_form(key, each) for key, each in top.tables("care_forms")}
    if not care_forms:
        top.problem("missing_key", "care_forms")
    settings = RegionSettings(
        id=identity,
        name=name,
        short=top.string("short", name[language]),
        crs=_crs(top),
        language=language,
        currency=top.string("currency", "SEK"),
        notice=top.words("notice"),
        area_kind=top.words("area_kind", {"sv": "område", "en": "area"}),
        residents_date=top.string("residents_date", required=True),
        tables=read_tables(top),
        care_forms=care_forms,
        age_groups={key: _age_group(key, each) for key, each in top.tables("age_groups")},
        indicators={key: _indicator(key, each) for key, each in top.tables("indicators")},
        rules={key: _rule(key, each) for key, each in top.tables("rules")},
        underserved_from=top.number("underserved_from", 2, 1, 4, whole=True),
        travel=_travel(top.table("travel")),
        themes={key: _theme(key, each) for key, each in top.tables("themes")},
        sources=_sources(top),
        disclosure=declared,
        disclosure_reason=reason if declared is not None else None,
        as_of=top.day("as_of"),
        lov=top.flag("lov", default=True),
    )
    top.finish()
    return settings


def _crs(top: TomlReader) -> str:
    said = str(top.string("crs", required=True))
    if not said:
        return said
    try:
        crs = CRS.from_user_input(said)
    except CRSError:
        top.problem("unknown_crs", "crs", said, "EPSG:3006")
        return said
    if not crs.is_projected or any(axis.unit_name not in ("metre", "meter") for axis in crs.axis_info):
        top.problem("crs_not_metres", "crs", said, "EPSG:3006")
    return said


def _care_form(key: str, reader: TomlReader) -> CareForm:
    form = CareForm(
        key=_keyed(key, reader),
        name=reader.words("name", required=True),
        plural=reader.words("plural", required=True),
        shape=reader.choice("shape", ("circle", "square", "triangle", "diamond"), "circle"),
        limit_min=reader.number("limit_min", 15.0, 1, 600, required=True),
        capacity_name=reader.words("capacity_name", _NO_WORDS, empty=True),
        visits_name=reader.words("visits_name", {"sv": "besök", "en": "visits"}),
    )
    reader.finish()
    return form


def _age_group(key: str, reader: TomlReader) -> AgeGroup:
    group = AgeGroup(
        key=key,
        age_from=reader.number("age_from", 0, 0, 130, whole=True),
        age_to=reader.number("age_to", None, 0, 130, whole=True),
        name=reader.words("name", required=True),
    )
    if group.age_to is not None and group.age_to < group.age_from:
        reader.problem("ages_in_wrong_order", "age_to", group.age_to, str(group.age_from))
    reader.finish()
    return group


def _indicator(key: str, reader: TomlReader) -> IndicatorSettings:
    indicator = IndicatorSettings(
        key=_keyed(key, reader),
        name=reader.words("name", required=True),
        unit=reader.choice("unit", ("share", "number", "minutes", "currency"), "number", required=True),
        better=reader.choice("better", ("higher", "lower"), "higher", required=True),
        target=reader.number("target", None, -1e12, 1e12),
        threshold=reader.number("threshold", None, -1e12, 1e12),
        source=reader.string("source", required=True),
        date=reader.string("date", required=True),
        description=reader.words("description", required=True),
    )
    for name in ("target", "threshold"):
        value = getattr(indicator, name)
        if indicator.unit == "share" and value is not None and not 0 <= value <= 1:
            reader.problem("impossible_number", name, value, "0", "1")
    reader.finish()
    return indicator


def _rule(key: str, reader: TomlReader) -> Rule:
    if key not in _RULE_LIMITS:
        reader.problem("unknown_choice", None, key, *_RULE_LIMITS)
    low, high = _RULE_LIMITS.get(key, (0.0, 600.0))
    rule = Rule(
        key=key,  # type: ignore[arg-type]
        limit=reader.number("limit", None, low, high, required=key != "too_far"),
        on=reader.flag("on", default=True),
        source=reader.words("source", required=True),
    )
    reader.finish()
    return rule


def _travel(reader: TomlReader) -> TravelSettings:
    travel = TravelSettings(
        mode=reader.string("mode", "car"),
        detour=reader.number("detour", 1.3, 1, 5),
        speed_kmh=reader.number("speed_kmh", 50.0, 1, 300),
        longest_min=reader.number("longest_min", 60.0, 1, 600),
        source=reader.words("source", _TRAVEL_SOURCE),
    )
    reader.finish()
    return travel


def _theme(key: str, reader: TomlReader) -> Theme:
    categories = reader.table("categories")
    theme = Theme(
        key=_keyed(key, reader),
        name=reader.words("name", required=True),
        description=reader.words("description", required=True),
        date=reader.string("date", required=True),
        source=reader.string("source", required=True),
        categories={value: categories.words(value, required=True) for value in categories.content},
        colours=reader.mapping("colours"),
    )
    if not theme.categories:
        reader.problem("missing_key", "categories")
    for value in theme.categories:
        colour = theme.colours.get(value)
        if colour is None:
            reader.problem("missing_key", f"colours.{value}")
        elif not re.fullmatch("#[0-9a-fA-F]{6}", colour):
            reader.problem("bad_colour", f"colours.{value}", colour, "#1b9e77")
    reader.finish()
    return theme


def _sources(top: TomlReader) -> tuple[Source, ...]:
    said = top.get("sources")
    if said is None:
        return ()
    if not isinstance(said, list):
        top.problem("wrong_type", "sources", said, "[[sources]]")
        return ()
    sources = []
    for number, content in enumerate(said, start=1):
        reader = TomlReader(content, top.problems, top.file, f"sources.{number}")
        source = Source(
            title=reader.string("title", required=True),
            publisher=reader.string("publisher", required=True),
            licence=reader.string("licence", required=True),
            date=reader.string("date", required=True),
            covers=reader.words("covers", required=True),
            tables=reader.strings("tables"),
        )
        for table in source.tables:
            if table not in TABLES:
                reader.problem("unknown_choice", "tables", table, *TABLES)
        sources.append(source)
        reader.finish()
    return tuple(sources)


def _keyed(key: str, reader: TomlReader) -> str:
    """Key, which stands in addresses and file names and so is plain."""
    if not _KEY.fullmatch(key):
        reader.problem("bad_key", None, key)
    return key
