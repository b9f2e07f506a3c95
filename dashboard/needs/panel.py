"""Key figures of the need to come: use, what changes it, whether capacity carries it, and who lives then."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.components.figure import figure
from dashboard.components.info import info_mark
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.kpis.meta import meta_of
from dashboard.layers.need import OutlookWords
from dashboard.words.kpis import kpi_about, kpi_name, kpi_source
from dashboard.words.outlook import outlook_words
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import Measure
from geodata.measures.need import need_measures, outlook_of, why_none
from geodata.measures.tally import Reading
from geodata.needs.drivers import DRIVERS
from geodata.needs.of_region import need_model_of

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "use": ("use_ahead", "use_change_ahead"),
    "capacity": ("beyond_ahead", "units_short_ahead", "residents_short_ahead"),
    "people": ("residents_ahead", "from_80_ahead", "residents_beyond_ahead"),
}
"""Figures under each heading, in the order shown; what changes use stands after the first."""
OF_UNIT: Mapping[str, tuple[str, ...]] = {
    "use": ("unit_use_ahead",),
    "capacity": ("unit_room_ahead", "beyond_ahead", "unit_gap_ahead"),
}
"""The same of a unit."""
OUT_OF = ("units_short_ahead",)
"""Figures that are so many of all."""
NOW = ("residents_ahead", "from_80_ahead")
"""Figures told beside how many there are today."""


@dataclass(frozen=True)
class NeedFigures:
    """What the panel tells of one place, under one outlook."""

    assessment: Assessment
    focus: Place
    outlook: OutlookWords
    words: Words

    @property
    def given(self) -> tuple[tuple[str, str], ...]:
        """What the address says of the outlook."""
        return tuple((key, word) for key, word in self.outlook._asdict().items() if word)

    @property
    def years(self) -> dict[str, str]:
        """The year of today's figures and the year that is looked at."""
        model = need_model_of(self.assessment.region, self.assessment.scenario.care_form)
        horizon = outlook_of(self.assessment, self.given).horizon
        return {"base": str(model.offer.base_year), "year": str(horizon)}

    @property
    def more(self) -> float | None:
        """How many more visits then, which is what the drivers sum to; None where that is not known."""
        return self.read("use_change_count_ahead").value

    def read(self, key: str) -> Reading:
        """One figure of the place."""
        return need_measures(self.given)[key].read(self.assessment, self.focus)


def need_head(of: NeedFigures | None) -> tuple[str, ...]:
    """The question with its year, and the outlook in words; nothing of another question, or without years."""
    if of is None:
        return ()
    if why_none(of.assessment):
        return (of.words("needs.heading_none"), "")
    outlook = outlook_of(of.assessment, of.given)
    return (
        of.words("needs.heading", year=str(outlook.horizon)),
        outlook_words(of.assessment.region, outlook, of.words),
    )


def need_panel(of: NeedFigures) -> list[Markup]:
    """All figures in their sections; why there are none, and the way to some, where there are none.

    Parameters
    ----------
    of : NeedFigures
    """
    if why := why_none(of.assessment):
        return [_nothing(why, of.words)]
    measures = need_measures(of.given)
    parts: list[Markup] = []
    for section, keys in (OF_UNIT if of.focus.is_unit else SECTIONS).items():
        rows = [_row(measures[key], of) for key in keys if key in measures]
        if rows:
            parts.append(_section(f"needs.section.{section}", rows, of.words))
        if section == "use" and not of.focus.is_unit and (drivers := _drivers(of)):
            parts.append(_section("needs.section.drivers", drivers, of.words))
    return [*parts, tag("p", of.words("needs.interval_note"), class_="panel-note")]


def _section(heading: str, rows: list[Markup], words: Words) -> Markup:
    return tag("section", tag("h2", words(heading)), *rows, class_="family")


def _nothing(why: str, words: Words) -> Markup:
    """The sentence that says why, and a button that undoes what is in the way."""
    undo: list[Markup] = []
    if why == "why.need_of_all":
        patch = json.dumps({"operator": None, "age": None})
        undo = [tag("button", words("needs.of_all"), type="button", class_="button", data_set=patch)]
    return tag("div", tag("p", words(why)), *undo, class_="empty")


def _row(measure: Measure, of: NeedFigures) -> Markup:
    words, meta, reading = of.words, meta_of(measure, of.assessment), of.read(measure.key)
    key = f"needs.row.{measure.key}"
    name = words(key, **meta.values, **of.years) if words.has(key) else kpi_name(measure, meta, words)
    about = [*kpi_about(measure, meta, words)]
    mark = info_mark(words("ui.about", what=name), about, kpi_source(meta, words))
    press = [_press(measure, name, words)] if measure.choice else []
    label = tag("div", tag("span", name), *markup_of(mark), class_="label")
    shown = markup_of(figure(reading, words))
    if measure.unit == "share" and reading.value is not None:
        shown = [words.signed(reading.value, "share")]
    if measure.key in OUT_OF and reading.denominator:
        out_of = words("needs.out_of", count=words.count(reading.denominator))
        shown += [" ", tag("span", out_of, class_="unit")]
    value = tag("div", *shown, class_="figure")
    beside = [tag("span", text) for text in _beside(measure, reading, of)]
    return tag("div", *press, tag("div", label, value), tag("div", *beside, class_="against"), class_="kpi")


def _press(measure: Measure, name: str, words: Words) -> Markup:
    """What shows a figure on the map: only those that a layer can be coloured by have it."""
    return tag(
        "button",
        tag("span", f"{name}: {words('ui.kpi_shows')}", class_="unseen"),
        type="button",
        class_="press",
        data_kpi_layer=measure.layer,
        data_kpi=measure.key,
        data_kpi_choice=json.dumps(dict(measure.choice)),
    )


def _beside(measure: Measure, reading: Reading, of: NeedFigures) -> list[str]:
    """What stands to the right of a figure: its interval, how much that is, how much there is today."""
    words, key = of.words, measure.key
    if reading.value is None:
        return []
    if key == "use_change_ahead":
        return [
            words("needs.more_visits", number=words.signed(of.more or 0.0, "count"), **_visits(of)),
            words("needs.between", low=_change("low", of), high=_change("high", of)),
        ]
    if key in NOW and reading.denominator:
        share = words.signed(reading.value / reading.denominator - 1, "share")
        return [share, words("needs.today", count=words.count(reading.denominator))]
    low, high = (need_measures(of.given).get(f"{key}_{end}") for end in ("low", "high"))
    if low is None or high is None:
        return []
    ends = (of.read(low.key).value, of.read(high.key).value)
    if ends[0] is None or ends[1] is None:
        return []
    return [words("needs.interval", low=words.count(ends[0]), high=words.count(ends[1]))]


def _visits(of: NeedFigures) -> dict[str, object]:
    form = of.assessment.region.settings.care_forms[of.assessment.scenario.care_form]
    return {"visits": form.visits_name}


def _change(end: str, of: NeedFigures) -> str:
    """An end of the interval of use as a change from today."""
    base, bound = of.read("use_change_ahead").denominator, of.read(f"use_ahead_{end}").value
    return of.words.signed(bound / base - 1, "share") if base and bound is not None else ""


def _drivers(of: NeedFigures) -> list[Markup]:
    """How much each driver changes use, and their sum: nothing where there is no use."""
    words = of.words
    change = of.read("use_change_ahead")
    outlook = outlook_of(of.assessment, of.given)
    in_it = {
        "size": True, "ageing": True, "health": outlook.health != "none", "trend": outlook.trend,
        "prevalence": bool(outlook.prevalence),
    }  # fmt: skip
    base = change.denominator
    if change.value is None or of.more is None or not base:
        return []

    def cells(name: str, number: float, share: float, css: str = "") -> Markup:
        return tag(
            "tr",
            tag("th", name, scope="row"),
            tag("td", words.signed(number, "count")),
            tag("td", words.signed(share, "share")),
            class_=css,
        )

    parts = {key: of.read(f"{key}_ahead").value or 0.0 for key in DRIVERS if in_it[key]}
    rows = [cells(words(f"needs.driver.{key}"), part, part / base) for key, part in parts.items()]
    whole = cells(words("needs.driver.all"), of.more, change.value, "is-sum")
    return [tag("table", tag("tbody", *rows, whole), class_="need-drivers")]
