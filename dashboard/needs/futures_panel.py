"""Several views of the years to come beside each other: a column each, and where they agree."""

from __future__ import annotations

import json

from dashboard.components.markup import Markup, option, tag
from dashboard.kpis.meta import meta_of
from dashboard.layers.need import OutlookWords
from dashboard.needs.panel import NeedFigures
from dashboard.words.kpis import kpi_name
from dashboard.words.outlook import future_names, outlook_words
from dashboard.words.words import Words
from geodata.measures.futures import future_measures, futures_of, rise_of, words_of_future
from geodata.measures.measure import Measure
from geodata.measures.need import need_measures, outlook_of, why_none
from geodata.needs.drivers import DRIVERS
from geodata.needs.futures import BETWEEN, MOST, RISE, RISES, written_future
from geodata.needs.outlook import Outlook

BESIDE = ("beyond_ahead", "units_short_ahead", "residents_short_ahead", "residents_ahead", "from_80_ahead")
"""Figures of each future after its use and what drives that."""
UNIT_BESIDE = ("unit_use_ahead", "unit_room_ahead", "beyond_ahead", "unit_gap_ahead")
"""Those of a unit."""


def futures_panel(of: NeedFigures) -> list[Markup]:
    """The table of the futures, and a sentence on where they agree; nothing where there is no outlook."""
    if why_none(of.assessment):
        return []
    futures = futures_of(of.assessment, of.given)
    names = future_names(of.assessment.region, futures, of.words)
    sides = [_alone(of, future) for future in futures]
    head = tag(
        "tr",
        tag("td"),
        *(tag("th", name, scope="col", class_=f"future-{at}") for at, name in enumerate(names, start=1)),
    )
    table = tag("table", tag("thead", head), tag("tbody", *_rows(of, sides)), class_="need-futures")
    return [tag("section", tag("h2", of.words("needs.futures.heading")), table, *_agree(of), class_="family")]


def futures_fields(of: NeedFigures) -> list[Markup]:
    """Which futures stand beside each other, how to add and take away, and where a rise begins."""
    if why_none(of.assessment):
        return []
    words, futures = of.words, futures_of(of.assessment, of.given)
    written = [written_future(future) for future in futures]
    names = future_names(of.assessment.region, futures, words)
    whole = [outlook_words(of.assessment.region, future, words) for future in futures]
    rows = [
        tag(
            "li",
            tag("span", name, class_=f"future-{at}", title=whole[at - 1]),
            *_removal(at - 1, written, name, words),
        )
        for at, name in enumerate(names, start=1)
    ]
    own = written_future(outlook_of(of.assessment, of.given))
    add: list[Markup] = []
    if own not in written and len(written) < MOST:
        patch = json.dumps({"futures": BETWEEN.join((*written, own))})
        add = [tag("button", words("needs.futures.add"), type="button", class_="button", data_set=patch)]
    chosen = round(100 * rise_of(of.given))
    options = [
        option(
            "" if rise == RISE else str(rise),
            words("needs.futures.over", share=words.share(rise / 100)),
            chosen=rise == chosen,
        )
        for rise in RISES
    ]
    select = tag("select", *options, class_="select", data_state="rise", aria_labelledby="field-rise")
    return [
        _field("futures", tag("ul", *rows, class_="futures", aria_labelledby="field-futures"), words, *add),
        _field("rise", select, words),
    ]


def _field(key: str, control: Markup, words: Words, *more: Markup) -> Markup:
    head = tag("div", tag("span", words(f"needs.futures.{key}"), id=f"field-{key}"), class_="name")
    return tag("div", head, control, *more, class_="field")


def _alone(of: NeedFigures, future: Outlook) -> NeedFigures:
    """The figures of one future."""
    outlook = OutlookWords(**dict(words_of_future(of.given, future)))
    return NeedFigures(of.assessment, of.focus, outlook, of.words)


def _rows(of: NeedFigures, sides: list[NeedFigures]) -> list[Markup]:
    words, years = of.words, sides[0].years
    form = of.assessment.region.settings.care_forms[of.assessment.scenario.care_form]
    change = [side.read("use_change_ahead") for side in sides]

    def row(name: str, cells: list[str], css: str = "") -> Markup:
        return tag("tr", tag("th", name, scope="row"), *(tag("td", cell) for cell in cells), class_=css)

    def count(key: str) -> list[str]:
        found = [side.read(key) for side in sides]
        return [words(each.why) if each.value is None else words.count(each.value) for each in found]

    drivers = {key: [side.read(f"{key}_ahead").value or 0.0 for side in sides] for key in DRIVERS}
    shares = [words(each.why) if each.value is None else words.signed(each.value, "share") for each in change]
    known = need_measures(of.given)
    if of.focus.is_unit:
        return [row(_name(known[key], of), count(key)) for key in UNIT_BESIDE]
    return [
        row(words("needs.row.use_ahead", visits=form.visits_name, **years), count("use_ahead"), "is-first"),
        row(words("needs.row.use_change_ahead", **years), shares, "is-first"),
        *(
            row(words(f"needs.driver.{key}"), [words.signed(part, "count") for part in parts])
            for key, parts in drivers.items()
            if any(parts)
        ),
        row(
            words("needs.driver.all"),
            [
                words("why.missing") if side.more is None else words.signed(side.more, "count")
                for side in sides
            ],
            "is-sum",
        ),
        *(row(words(f"needs.futures.{key}"), count(key)) for key in BESIDE if key in known),
    ]


def _name(measure: Measure, of: NeedFigures) -> str:
    return kpi_name(measure, meta_of(measure, of.assessment), of.words)


def _agree(of: NeedFigures) -> list[Markup]:
    """Where the need rises whichever future comes, in people; nothing of a unit, which nobody lives in."""
    if of.focus.is_unit:
        return []
    rising = future_measures(of.given)["residents_rising"].read(of.assessment, of.focus)
    if rising.value is None:
        return [tag("p", of.words(rising.why), class_="panel-note")]
    key = "needs.futures.sure" if rising.value else "needs.futures.unsure"
    rise = of.words.share(rise_of(of.given))
    return [tag("p", of.words(key, rise=rise, count=of.words.count(rising.value)), class_="notice")]


def _removal(at: int, written: list[str], name: str, words: Words) -> list[Markup]:
    """A button that takes one of several away; two stay, for one agrees with itself."""
    if len(written) <= 2:
        return []
    patch = json.dumps({"futures": BETWEEN.join(written[:at] + written[at + 1 :])})
    label = words("needs.futures.remove", name=name)
    return [tag("button", type="button", class_="change-remove", aria_label=label, data_set=patch)]
