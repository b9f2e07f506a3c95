"""Units below a threshold, numbered as on the map; each leads to the unit's own page in Jämför."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard.components.markup import Markup, tag
from dashboard.layers.payment_table import municipalities_of
from dashboard.serve.links import PAGES
from dashboard.words.words import Words
from geodata.followup.below import Below
from geodata.followup.overview import Overview
from geodata.measures.supply import operators_of

COLUMNS = ("unit", "municipality", "operator", "indicator", "value", "threshold", "in_a_row", "action")
NUMBERS = ("value", "threshold", "in_a_row")


def numbers_of(found: Overview) -> dict[int, int]:
    """Number of each unit that is below a threshold, from 1, in the order of the list."""
    units = dict.fromkeys(each.unit for each in found.below)
    return {unit: number for number, unit in enumerate(units, start=1)}


def unit_href(found: Overview, unit: int, words: Words, indicator: str = "") -> str:
    """Address of a unit in Jämför, on an indicator."""
    scenario = found.assessment.scenario
    keys = {
        "form": scenario.care_form,
        "unit": str(found.assessment.units.index[unit]),
        **({"ind": indicator} if indicator else {}),
        "lang": words.language,
    }
    return f"{PAGES['compare']}?{urlencode(keys)}"


def below_list(found: Overview, words: Words) -> list[Markup]:
    """The table, or why there is none."""
    if not found.judged:
        return [tag("p", words("followup.none.below_how"), class_="note")]
    if not found.below:
        return [tag("p", words("followup.below.nobody"), class_="note")]
    headings = [
        tag("th", tag("span", words("followup.below.number"), class_="unseen"), scope="col"),
        *[
            tag(
                "th",
                words(f"followup.below.column.{_named(key, found)}"),
                *([" ▼"] if key == "in_a_row" else []),
                scope="col",
                class_="is-number" if key in NUMBERS else "",
                aria_sort="descending" if key == "in_a_row" else "",
            )
            for key in COLUMNS
        ],
    ]
    numbers = numbers_of(found)
    places = municipalities_of(found.assessment, [each.unit for each in found.below])
    rows = [_row(each, numbers, place, found, words) for each, place in zip(found.below, places, strict=True)]
    return [
        tag(
            "div",
            tag(
                "table",
                tag("caption", words("followup.below.title"), class_="unseen"),
                tag("thead", tag("tr", *headings)),
                tag("tbody", *rows),
            ),
            class_="table-scroll",
            tabindex="0",
            role="region",
            aria_label=words("followup.below.title"),
        )
    ]


def _named(key: str, found: Overview) -> str:
    """Key of a column's heading: periods by what they are, where all are alike."""
    if key != "in_a_row":
        return key
    kinds = {
        "quarters" if "Q" in each.since else "months" if "-" in each.since else "years"
        for each in found.below
    }
    return f"in_a_row_{kinds.pop()}" if len(kinds) == 1 else key


def _row(each: Below, numbers: Mapping[int, int], place: object, found: Overview, words: Words) -> Markup:
    assessment = found.assessment
    definition = assessment.region.settings.indicators[each.indicator]
    operator = str(operators_of(assessment)[each.unit])
    name = str(assessment.units["name"].iloc[each.unit])
    mark = "▼" if definition.better == "higher" else "▲"
    cells: dict[str, Markup] = {
        "unit": tag("a", name, href=unit_href(found, each.unit, words, each.indicator)),
        "municipality": words.value(place, "text"),
        "operator": words(f"followup.operator.{operator or 'unknown'}"),
        "indicator": words.of(definition.name),
        "value": tag(
            "span", f"{mark} {words.measure(each.value, definition.unit)}", class_="is-worse strong"
        ),
        "threshold": words.measure(each.threshold, definition.unit),
        "in_a_row": tag(
            "strong",
            words.count(each.in_a_row),
            title=words("followup.since", period=words.inside(words.period(each.since))),
        )
        if each.since
        else words.count(each.in_a_row),
        "action": tag(
            "span", each.action, class_="action-chip is-warning" if each.in_a_row >= LONG else "action-chip"
        )
        if each.action
        else tag("span", words("followup.below.no_action"), class_="missing"),
    }
    number = tag("span", words.count(numbers[each.unit]), class_="number-mark")
    return tag(
        "tr",
        tag("td", number),
        *[
            tag(
                "th" if key == "unit" else "td",
                cell,
                scope="row" if key == "unit" else "",
                class_="is-number" if key in NUMBERS else "",
            )
            for key, cell in cells.items()
        ],
        data_unit=str(assessment.units.index[each.unit]),
    )


LONG = 4
"""Periods in a row from which an action is shown as a warning: a year of quarters."""
