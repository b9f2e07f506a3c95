"""Jämför's whole answer to one address: what stands in each place, what is drawn, what the map shows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.compare.better_list import better_list
from dashboard.compare.chart import chart, map_payload
from dashboard.compare.municipality_table import municipality_table
from dashboard.compare.scope import messages, scope
from dashboard.compare.sections import (
    cost_table,
    matrix,
    pair_table,
    profile_table,
    threshold_list,
)
from dashboard.compare.standing import Standing
from dashboard.compare.state import indicators_of, read_comparing
from dashboard.compare.table import standing_table
from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.question.request import Asked
from dashboard.words.units import units_beside
from dashboard.words.words import Words
from geodata.comparison.figures import FEWEST, base_periods
from geodata.comparison.peers import ALIKE
from geodata.focus.place import whole_region
from geodata.measures.supply import UNITS
from geodata.region import periods

Places = dict[str, list[Markup]]


def compare_answer(it: Asked, record: Mapping[str, str]) -> dict[str, object]:
    """The answer as JSON: `places` to fill, `chart`, `map`, `picked` and the address's own usual values.

    Parameters
    ----------
    it : Asked
    record : mapping
        Keys and values of the address.
    """
    asked = read_comparing(it.assessment, record)
    if asked is None:
        return {
            "places": {
                "compare-title": [it.words("compare.title")],
                "compare-none": [it.words("compare.none")],
            }
        }
    standing = Standing(it.assessment, asked)
    words = it.words
    return {
        "places": {
            **_head(standing, words),
            **_funnel_words(standing, words),
            "compare-messages": messages(it, asked.unknown, record),
            "compare-scope": [scope(it.assessment, words)],
            "compare-better": better_list(standing, words),
            "compare-better-about": _better_about(standing, words),
            "compare-table": [standing_table(standing, words)],
            "compare-table-note": [_table_note(standing, words)],
            "compare-picked": _picked(standing, words),
            "compare-threshold": threshold_list(standing, words),
            "compare-matrix": matrix(standing, words),
            "compare-pairs": pair_table(standing, words),
            "compare-profile": profile_table(standing, words),
            "compare-costs": cost_table(standing, words),
            "compare-muni": municipality_table(it.assessment, asked.municipality or _home(standing), words),
        },
        "now": {
            "ind": asked.indicator,
            "when": asked.period,
            "with": asked.second,
            "show": asked.show,
            "band": asked.band,
            "like": ",".join(asked.traits) or "none",
            "muni": asked.municipality or _home(standing),
        },
        "chart": chart(standing, words),
        "map": map_payload(standing, words),
    }


def _home(it: Standing) -> str:
    """The municipality that our unit stands in; "" where there is none."""
    region = it.assessment.region
    area = int(region.units["area"].iloc[it.asked.unit]) if it.asked.unit >= 0 else -1
    return str(region.areas["municipality_id"].iloc[area]) if area >= 0 else ""


def _head(it: Standing, words: Words) -> Places:
    region = it.assessment.region
    form = region.settings.care_forms[it.assessment.scenario.care_form]
    at = it.asked.unit
    places = _choices(it, words)
    if at < 0:
        facts = words("compare.facts_all", count=_in_region(it), form=form.plural)
        beside = units_beside(it.assessment, words)
        return {
            **places,
            "compare-title": [words("compare.title_all", form=form.plural)],
            "compare-facts": [facts, f" {beside}." if beside else ""],
        }
    unit = region.units.iloc[at]
    area = int(unit["area"])
    size = it.profiles.size[at]
    said = [
        str(region.areas["municipality"].iloc[area]) if area >= 0 else words("why.outside"),
        words.value(unit["operator"], "operator") if unit["operator"] else "",
        f"{words.count(size)} {words.inside(form.visits_name)}" if np.isfinite(size) else "",
        "" if it.assessment.supply.open[at] else words("ui.unit_closed"),
    ]
    facts = " · ".join(one for one in said if one)
    return {**places, "compare-title": [str(unit["name"])], "compare-facts": [facts]}


def _in_region(it: Standing) -> int:
    """Units that are compared and stand in the region; those that do not are told beside."""
    return int(UNITS.read(it.assessment, whole_region(it.assessment)).value or 0)


def _choices(it: Standing, words: Words) -> Places:
    """What can be chosen in the head: the units, indicators and periods of the care form."""
    region = it.assessment.region
    defined = region.settings.indicators
    base = base_periods(region, it.asked.indicator)
    ours = np.flatnonzero(it.assessment.supply.in_scope)
    named = ((it.ids[at], it.named(int(at), words)) for at in ours)
    units = sorted(named, key=lambda one: words.sort_key(one[1]))
    indicators = [(key, words.of(defined[key].name)) for key in indicators_of(it.assessment)]
    whens = [(key, words.period(key)) for key in periods.choices(base)] or [("", words("compare.no_period"))]
    return {
        "compare-unit": _options([("", words("compare.select.no_unit")), *units]),
        "compare-ind": _options(indicators),
        "compare-with": _options(indicators),
        "compare-when": _options(whens),
    }


def _options(choices: Sequence[tuple[str, str]]) -> list[Markup]:
    return [["option", {"value": key}, text] for key, text in choices]


def _funnel_words(it: Standing, words: Words) -> Places:
    told = it.figures
    counted = int(told.counted.sum())
    if not counted:
        key = "none" if it.definition.unit == "share" else "no_share"
        return {"compare-funnel-about": [words(f"compare.funnel.{key}")], "compare-spread": []}
    beyond = np.abs(it.side) == 2
    said = words(
        "compare.funnel.about",
        units=counted,
        above=int((it.side[beyond] > 0).sum()),
        below=int((it.side[beyond] < 0).sum()),
    )
    spread = it.spread
    ratio = words.number(spread.ratio, 1) if np.isfinite(spread.ratio) else ""
    key = "chance" if not spread.between else "counted" if it.asked.band == "spread" else "more"
    return {
        "compare-funnel-about": [said, " ", _our_side(it, words)],
        "compare-spread": [words(f"compare.spread.{key}", ratio=ratio)] if ratio else [],
    }


def _our_side(it: Standing, words: Words) -> str:
    at = it.asked.unit
    if at < 0 or not it.figures.counted[at]:
        return words("compare.funnel.unknown") if at >= 0 else ""
    key = {-2: "below", -1: "low", 0: "within", 1: "high", 2: "above"}[int(it.side[at])]
    return words(f"compare.funnel.{key}")


def _better_about(it: Standing, words: Words) -> list[Markup]:
    if it.asked.unit < 0:
        return [words("compare.better.choose")]
    traits = " · ".join(words(f"compare.trait.{one}") for one in it.asked.traits) or words(
        "compare.trait.none"
    )
    about = words("compare.better.like", traits=traits, most=ALIKE)
    return [
        words("compare.better.told", count=len(it.alike)),
        " ",
        *markup_of([info_mark(words("compare.better.mark"), [about, words("compare.better.how")])]),
    ]


def _table_note(it: Standing, words: Words) -> str:
    told = it.figures
    missing = int((~told.known[it.among] & ~told.few[it.among]).sum())
    few = int(told.few[it.among].sum())
    placed = it.assessment.supply.placed[it.shown]
    source = it.definition.source
    parts = [
        words("compare.note.few", count=FEWEST, units=few) if few else "",
        words("compare.note.missing", units=missing) if missing else "",
        words("compare.note.placeless", units=int((~placed).sum())) if (~placed).any() else "",
        words("ui.protected") if it.assessment.region.protected else "",
        "" if it.has_interval else it.why_no_interval(words),
        words("compare.note.rates") if it.rates is not None else "",
        words("compare.note.exact") if it.definition.exact else "",
        words("compare.note.source", source=source) if source else "",
    ]
    return " ".join(one for one in parts if one)


def _picked(it: Standing, words: Words) -> list[Markup]:
    """What can be done with the units that are chosen."""
    count = len(it.asked.picked)
    if not count:
        return [tag("span", words("compare.picked.none"), class_="small")]
    region = it.assessment.region
    parts: list[Markup] = [tag("span", words("compare.picked.some", count=count), class_="strong")]
    if count == 1:
        id_ = str(region.units.index[it.asked.picked[0]])
        parts.append(
            _act(
                words("compare.picked.ours"),
                json.dumps({"unit": id_, "picked": None, "drawn": None, "show": None}),
            )
        )
    parts.append(
        _act(words("compare.picked.clear"), json.dumps({"picked": None, "drawn": None, "show": None}))
    )
    return parts


def _act(text: str, patch: str) -> Markup:
    return tag("button", text, type="button", class_="link", data_set=patch)
