"""The parts of `region.toml` that say what is provided, for whom, by which rules, and where from."""

from __future__ import annotations

import re

from geodata.contract.settings import (
    Accessibility,
    AgeGroup,
    CareForm,
    ChoiceGoals,
    IndicatorSettings,
    Rule,
    Source,
    Theme,
)
from geodata.contract.tables import TABLES
from geodata.contract.toml_reader import TomlReader

KEY = re.compile(r"[A-Za-z0-9_-]+")
"""What a key looks like: it stands in addresses and file names."""

_NO_WORDS = {"sv": "", "en": ""}
_RULE_LIMITS = {
    "too_far": (1.0, 600.0),
    "too_little": (0.01, 1.0),
    "no_choice": (2.0, 20.0),
    "too_few": (0.01, 1.0),
}


def care_form(key: str, reader: TomlReader) -> CareForm:
    """A care form, `[care_forms.KEY]`."""
    form = CareForm(
        key=keyed(key, reader),
        name=reader.words("name", required=True),
        plural=reader.words("plural", required=True),
        shape=reader.choice("shape", ("circle", "square", "triangle", "diamond"), "circle"),
        limit_min=reader.number("limit_min", 15.0, 1, 600, required=True),
        capacity_name=reader.words("capacity_name", _NO_WORDS, empty=True),
        visits_name=reader.words("visits_name", {"sv": "besök", "en": "visits"}),
        reach=reader.choice("reach", ("visited", "visits_home"), "visited"),
        visits_are=reader.choice("visits_are", ("contacts", "listed"), "contacts"),
        capacity_ceiling=reader.number("capacity_ceiling", None, 1, 100),
    )
    reader.finish()
    return form


def age_group(key: str, reader: TomlReader) -> AgeGroup:
    """An age group, `[age_groups.KEY]`; ages in whole years."""
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


def indicator(key: str, reader: TomlReader) -> IndicatorSettings:
    """An indicator, `[indicators.KEY]`; a share is told from 0 to 1."""
    settings = IndicatorSettings(
        key=keyed(key, reader),
        name=reader.words("name", required=True),
        unit=reader.choice("unit", ("share", "number", "minutes", "currency"), "number", required=True),
        better=reader.choice("better", ("higher", "lower"), "higher", required=True),
        target=reader.number("target", None, -1e12, 1e12),
        threshold=reader.number("threshold", None, -1e12, 1e12),
        source=reader.string("source", required=True),
        date=reader.string("date", required=True),
        description=reader.words("description", required=True),
        exact=reader.flag("exact", default=False),
    )
    for name in ("target", "threshold"):
        value = getattr(settings, name)
        if settings.unit == "share" and value is not None and not 0 <= value <= 1:
            reader.problem("impossible_number", name, value, "0", "1")
    reader.finish()
    return settings


def rule(key: str, reader: TomlReader) -> Rule:
    """A rule that makes an area underserved, `[rules.KEY]`."""
    if key not in _RULE_LIMITS:
        reader.problem("unknown_choice", None, key, *_RULE_LIMITS)
    low, high = _RULE_LIMITS.get(key, (0.0, 600.0))
    settings = Rule(
        key=key,  # type: ignore[arg-type]
        limit=reader.number("limit", None, low, high, required=key != "too_far"),
        on=reader.flag("on", default=True),
        source=reader.words("source", required=True),
    )
    reader.finish()
    return settings


def theme(key: str, reader: TomlReader) -> Theme:
    """A theme of classes, `[themes.KEY]`, with a name and a colour for each."""
    categories = reader.table("categories")
    settings = Theme(
        key=keyed(key, reader),
        name=reader.words("name", required=True),
        description=reader.words("description", required=True),
        date=reader.string("date", required=True),
        source=reader.string("source", required=True),
        categories={value: categories.words(value, required=True) for value in categories.content},
        colours=reader.mapping("colours"),
    )
    if not settings.categories:
        reader.problem("missing_key", "categories")
    for value in settings.categories:
        colour = settings.colours.get(value)
        if colour is None:
            reader.problem("missing_key", f"colours.{value}")
        elif not re.fullmatch("#[0-9a-fA-F]{6}", colour):
            reader.problem("bad_colour", f"colours.{value}", colour, "#1b9e77")
    reader.finish()
    return settings


def choice_goals(reader: TomlReader) -> ChoiceGoals:
    """Goals of the system of choice, `[choice_goals]`; all are optional."""
    goals = {key: reader.number(key, None, 0, 1) for key in ("active_choice", "private", "re_choice")}
    settings = ChoiceGoals(
        {key: goal for key, goal in goals.items() if goal is not None}, reader.day("since")
    )
    reader.finish()
    return settings


def accessibility(reader: TomlReader) -> Accessibility:
    """Settings of the accessibility statement, `[accessibility]`; all are optional."""
    settings = Accessibility(
        body=reader.string("body"),
        email=reader.string("email"),
        phone=reader.string("phone"),
        url=reader.string("url"),
        authority=reader.words("authority"),
        authority_url=reader.string("authority_url"),
        assessed=reader.string("assessed"),
        assessor=reader.words("assessor"),
        known_gaps=reader.words("known_gaps"),
    )
    for key, address in (("url", settings.url), ("authority_url", settings.authority_url)):
        if address and not address.startswith(("http://", "https://")):
            reader.problem("bad_url", key, address, "https://")
    reader.finish()
    return settings


def sources(top: TomlReader) -> tuple[Source, ...]:
    """Sources of the data, `[[sources]]`, in the order of the file."""
    tables = top.get("sources")
    if tables is None:
        return ()
    if not isinstance(tables, list):
        top.problem("wrong_type", "sources", tables, "[[sources]]")
        return ()
    found = []
    for number, content in enumerate(tables, start=1):
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
        found.append(source)
        reader.finish()
    return tuple(found)


def keyed(key: str, reader: TomlReader) -> str:
    """Key, which stands in addresses and file names and so is plain."""
    if not KEY.fullmatch(key):
        reader.problem("bad_key", None, key)
    return key
