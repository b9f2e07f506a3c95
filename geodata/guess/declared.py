"""What `region.toml` must declare because some file uses it, and what is assumed where no file says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from pandas import Series

from geodata.guess.findings import Answers, Reason, Setting, TableFinding
from geodata.guess.keyed_uses import keyed_columns
from geodata.guess.tables_found import Filled
from geodata.guess.unit_settings import UsedForm
from geodata.sources.age_spans import age_spans

DETOUR, SPEED_KMH, LONGEST_MIN = 1.3, 50, 60
"""A straight line as a journey by car, where no roads are given: assumed."""
RULES: Final[tuple[tuple[str, float | None], ...]] = (
    ("too_far", None),
    ("too_little", 0.6),
    ("no_choice", 2),
)
"""Rules that are written, with their limits: without any, no area is told to lack supply."""
_MOST = 60


def care_form_lines(forms: Sequence[UsedForm], answers: Answers) -> list[Setting]:
    """`[care_forms.KEY]` of every care form; its limit is assumed."""
    lines = []
    for form in forms:
        reason = Reason("limit_assumed", str(form.limit_min))
        given = answers.region.get(f"limit_min.{form.key}", "")
        limit = int(given) if given.isdecimal() else form.limit_min
        lines += [
            Setting(
                ("care_forms", form.key, "name"),
                dict(form.name),
                0.9 if form.known else 0.7,
                Reason("care_form_name"),
            ),
            Setting(
                ("care_forms", form.key, "plural"),
                dict(form.plural),
                0.9 if form.known else 0.5,
                Reason("care_form_name"),
            ),
            Setting(
                ("care_forms", form.key, "limit_min"),
                limit,
                1.0 if given else 0.5,
                Reason("answered") if given else reason,
            ),
        ]
    return lines


def defaults(tables: Sequence[TableFinding], settings: Sequence[Setting]) -> list[Setting]:
    """Rules and travel, as assumed; the longest journey that is counted is no shorter than any limit."""
    limits = (each.value for each in settings if each.path[-1] == "limit_min")
    there = {each.table for each in tables}
    lines = []
    source = {
        "sv": "Antagen av utbudskarta init: byt mot regionens eget beslut.",
        "en": "Assumed by utbudskarta init: put the region's own decision here.",
    }
    for key, limit in RULES:
        lines.append(Setting(("rules", key, "source"), source, 0.5, Reason("rule_assumed", key)))
        if limit is not None:
            lines.append(Setting(("rules", key, "limit"), limit, 0.5, Reason("rule_assumed", key)))
    if "travel_times" in there:
        lines.append(Setting(("travel", "model"), "table", 0.95, Reason("own_times")))
    else:
        travel: dict[str, Any] = {
            "mode": "car",
            "detour": DETOUR,
            "speed_kmh": SPEED_KMH,
            "longest_min": max([LONGEST_MIN, *limits]),
        }
        lines += [
            Setting(("travel", key), value, 0.5, Reason("travel_assumed")) for key, value in travel.items()
        ]
    return lines


def indicators(filled: Sequence[Filled]) -> list[Setting]:
    """`[indicators.KEY]` of every indicator that a table tells; what a higher value means is assumed."""
    lines: list[Setting] = []
    for each in filled:
        if each.fit.table.name == "indicators" and each.fit.wide:
            for name, key in keyed_columns(each.sight, "indicators").items():
                lines += _indicator(each, key, name, bool(each.sight.column(name).fit("share") == 1))
        if each.fit.table.name != "indicators" or "indicator" not in each.fit.columns:
            continue
        frame = each.sight.peek.frame
        column, value = each.fit.columns["indicator"][0], each.fit.columns.get("value", ("", None))[0]
        for key in each.sight.column(column).distinct[:_MOST]:
            texts = frame.loc[frame[column].str.strip() == key, value] if value else Series([], dtype=str)
            share = bool(len(texts)) and texts.str.fullmatch(r"|0?[.,]\d+|[01]([.,]0+)?").all()
            lines += _indicator(each, key, key, bool(share))
    return lines


def _indicator(each: Filled, key: str, name: str, share: bool) -> list[Setting]:
    words = {"sv": name, "en": name}
    unit = "share" if share else "number"
    source = each.sight.peek.file
    content = {
        "name": words,
        "unit": unit,
        "better": "higher",
        "source": source,
        "date": "-",
        "description": words,
    }
    reason = Reason("indicator_assumed", name)
    return [Setting(("indicators", key, ours), value, 0.5, reason) for ours, value in content.items()]


def need_indices(filled: Sequence[Filled]) -> list[Setting]:
    """`[need_index.KEY]` of every variable of need that stands in a column of its own: as it is."""
    lines: list[Setting] = []
    for each in filled:
        if each.fit.table.name == "need_variables" and each.fit.wide:
            for name, key in keyed_columns(each.sight, "need_variables").items():
                reason = Reason("known_keys", name)
                content = {"name": name, "scale": "raw", "steps": ["count"], "source": each.sight.peek.file}
                lines += [
                    Setting(("need_index", key, ours), value, 0.6, reason) for ours, value in content.items()
                ]
                lines.append(Setting(("need_index", key, "weights", key), 1, 0.6, reason))
    return lines


def age_groups(filled: Sequence[Filled]) -> list[Setting]:
    """`[age_groups.KEY]` of the groups that visits are by, and of the classes that wide columns are."""
    lines: list[Setting] = []
    for text in dict.fromkeys(_groups(filled)):
        first, last, unreadable = age_spans(Series([text], dtype=str))
        if unreadable[0]:
            continue
        begin, end = first.iloc[0], last.iloc[0]
        reason = Reason("age_group", text)
        if begin == begin:
            lines.append(Setting(("age_groups", text, "age_from"), int(begin), 0.9, reason))
        if end == end:
            lines.append(Setting(("age_groups", text, "age_to"), int(end), 0.9, reason))
        lines.append(
            Setting(("age_groups", text, "name"), {"sv": f"{text} år", "en": f"{text} years"}, 0.9, reason)
        )
    return lines


def _groups(filled: Sequence[Filled]) -> Iterable[str]:
    for each in filled:
        if each.fit.table.name == "visits" and "age_group" in each.fit.columns:
            yield from each.sight.column(each.fit.columns["age_group"][0]).distinct[:_MOST]
        if each.fit.table.name == "population" and each.fit.wide and len(each.sight.ages) <= 8:
            for ages in each.sight.ages.values():
                yield f"{ages['age_from']}-{ages['age_to']}" if ages["age_to"] else f"{ages['age_from']}+"


def terms(filled: Sequence[Filled]) -> list[Setting]:
    """`[terms.KEY]` of every term that a table tells, and `[themes.KEY]` likewise."""
    lines: list[Setting] = []
    for each in filled:
        columns = each.fit.columns
        if each.fit.table.name == "terms" and "term" in columns:
            for key in each.sight.column(columns["term"][0]).distinct[:_MOST]:
                lines.append(
                    Setting(("terms", key, "name"), {"sv": key, "en": key}, 0.6, Reason("called_by_key", key))
                )
        if each.fit.table.name == "themes" and {"theme", "value"} <= set(columns):
            lines += _themes(each)
    return lines


_COLOURS: Final = (
    "#2b5c8a",
    "#7ba6c9",
    "#e3c878",
    "#b5764a",
    "#d3d1cb",
    "#6a8f6b",
    "#8c6bb1",
    "#c76b8f",
    "#4d4d4d",
    "#a6a6a6",
)


def _themes(each: Filled) -> list[Setting]:
    frame, columns = each.sight.peek.frame, each.fit.columns
    lines: list[Setting] = []
    for key in each.sight.column(columns["theme"][0]).distinct[:20]:
        values = (
            frame.loc[frame[columns["theme"][0]].str.strip() == key, columns["value"][0]]
            .str.strip()
            .unique()
            .tolist()
        )
        values = [value for value in values if value][: len(_COLOURS)]
        words = {"sv": key, "en": key}
        content = {
            "name": words, "description": words, "date": "-", "source": each.sight.peek.file,
            "categories": {value: {"sv": value, "en": value} for value in values},
            "colours": dict(zip(values, _COLOURS, strict=False)),
        }  # fmt: skip
        lines += [
            Setting(("themes", key, name), text, 0.5, Reason("called_by_key", key))
            for name, text in content.items()
        ]
    return lines
