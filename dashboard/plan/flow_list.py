"""Who goes where, as a ranked list: the arrows of the map in words, each row leading to its other end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import numpy as np

from dashboard.components.markup import Markup, tag
from dashboard.layers.flow_rows import SHOWN, FlowRows, Name, shares_said, standing, target
from dashboard.layers.flow_table import EXCHANGE
from dashboard.layers.flows import drawable, share_of_area
from dashboard.question.address import question_record
from dashboard.question.listing import written_place
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.disclosure.shares import shares
from geodata.focus.between_municipalities import exchanged, municipality_flows
from geodata.focus.place import Place
from geodata.focus.who_goes_where import IN_FOCUS, Way, ways_of
from geodata.measures.visits import STAYS_HERE


def flow_list(assessment: Assessment, focus: Place, rows: FlowRows | None, words: Words) -> list[Markup]:
    """The ways to choose among, the largest flows, those without a line, and how many more there are.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    rows : FlowRows or None
        None where the region has no visits: then there is no list.
    words : Words
    """
    if rows is None:
        return []
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    visits_name = words.inside(form.visits_name)
    return [
        tag("h3", words("flow.title")),
        *_ways(focus, rows.way, words),
        tag("p", _sum(assessment, rows, focus, visits_name, words), class_="ways-sum"),
        *(_between(assessment, words) if focus.is_whole_region else []),
        *_lines(assessment, focus, rows, words),
        *_apart(assessment, focus, rows, words),
    ]


def _ways(focus: Place, way: Way, words: Words) -> list[Markup]:
    among = ways_of(focus)
    if len(among) < 2:  # nothing to choose
        return []
    usual = "within" if focus.is_whole_region else among[0]
    return [
        tag(
            "div",
            *[
                tag(
                    "button",
                    words(f"flow.way.{'all' if focus.is_whole_region and each == 'within' else each}"),
                    type="button",
                    aria_pressed="true" if each == way else "false",
                    data_set=json.dumps({"way": None if each == usual else each, "rows": None}),
                )
                for each in among
            ],
            class_="segments",
            role="group",
            aria_label=words("flow.title"),
        )
    ]


def _sum(assessment: Assessment, rows: FlowRows, focus: Place, visits: str, words: Words) -> str:
    key = "all" if focus.is_whole_region and rows.way == "within" else rows.way
    stays = STAYS_HERE.read(assessment, focus)
    share = words(stays.why) if stays.value is None else words.measure(stays.value, "share")
    return words(f"flow.sum.{key}", count=words.count(rows.ends.count), visits=visits, share=share)


def _lines(assessment: Assessment, focus: Place, rows: FlowRows, words: Words) -> list[Markup]:
    """The rows that are drawn, what stays, and what more there is."""
    shown, rest = rows.lines[:SHOWN].tolist(), rows.lines[SHOWN:]
    if focus.is_whole_region and rows.way == "within":
        return []  # told by municipality
    parts: list[Markup] = [_row(assessment, rows, at, words) for at in shown]
    found: list[Markup] = []
    for at in rows.stays.tolist():
        stays = _item(
            f"{rows.ends.area[at]}>{rows.ends.unit[at]}",
            words("flow.stays"),
            _facts(rows, at, words),
            rows.ends.visits[at],
            _share(assessment, rows, at, words),
            {"data_set": '{"way":"within","rows":null}'},
            words,
        )
        found.append(tag("ul", stays, class_="ways"))
    if parts:
        found.append(tag("ol", *parts, class_="ways"))
    if not parts and not len(rows.apart):
        found.append(tag("p", words("empty.flows"), class_="missing"))
    if len(rest):
        left, protected = float(rows.ends.visits[rest].sum()), assessment.region.protected
        (cell,) = shares_said(shares([left], [rows.ends.total], protected), protected)
        share = words.value(cell, "share")
        key = "flow.more_one" if len(rest) == 1 else "flow.more"
        found.append(
            tag(
                "p",
                words(key, count=words.count(len(rest)), visits=words.count(left), share=share),
                " ",
                _to_table("flows", words, _within(assessment, focus)),
                class_="ways-more",
            )
        )
    return found


def _row(assessment: Assessment, rows: FlowRows, at: int, words: Words, also: Sequence[str] = ()) -> Markup:
    kind, id_ = target(rows, at, assessment)
    leads = {"data_select_kind": kind, "data_select_id": id_} if kind else {}
    key = f"{rows.ends.area[at]}>{rows.ends.unit[at]}"
    facts = [*also, *_facts(rows, at, words)]
    share = _share(assessment, rows, at, words)
    return _item(key, _title(rows, at, words), facts, rows.ends.visits[at], share, leads, words)


def _share(assessment: Assessment, rows: FlowRows, at: int, words: Words) -> str:
    (cell,) = shares_said(rows.ends.share[at : at + 1], assessment.region.protected)
    return words.value(cell, "share")


def _title(rows: FlowRows, at: int, words: Words) -> str:
    """The other end; both where neither is what is in focus."""
    home, unit = (_name_text(names[at], words) for names in (rows.from_names, rows.to_names))
    if rows.ends.area[at] == IN_FOCUS or rows.way == "from":
        return unit
    return home if rows.ends.unit[at] == IN_FOCUS or rows.way == "to" else f"{home} → {unit}"


def _facts(rows: FlowRows, at: int, words: Words) -> list[str]:
    minutes, past = float(rows.ends.minutes[at]), float(rows.ends.past[at])
    facts = [] if minutes != minutes else [words.minutes(minutes)]
    if past > 0:
        facts.append(words("flow.past") if past == 1 else words("flow.past_share", share=words.share(past)))
    return facts


def _apart(assessment: Assessment, focus: Place, rows: FlowRows, words: Words) -> list[Markup]:
    """Rows without a line, and why."""
    if not len(rows.apart):
        return []
    at = rows.apart
    why = standing(assessment, rows.ends.area[at], rows.ends.unit[at])
    shown = [
        _row(assessment, rows, position, words, [words(reason)] if reason == "flow.placeless" else [])
        for position, reason in zip(at.tolist(), why, strict=True)
    ]
    more = _to_table("flows", words, _within(assessment, focus))
    return [
        tag("h4", words("flow.apart")),
        tag("ul", *shown[:SHOWN], class_="ways"),
        *([tag("p", more, class_="ways-more")] if len(shown) > SHOWN else []),
    ]


def _between(assessment: Assessment, words: Words) -> list[Markup]:
    """What municipalities exchange, both ways and net, the largest first."""
    flows = municipality_flows(assessment)
    if flows is None or not len(flows.visits):
        return _pairs(assessment, words)
    found = exchanged(flows)
    items: list[Markup] = []
    pairs = zip(found.first, found.second, found.more, found.less, strict=True)
    for a, b, more, less in list(pairs)[:SHOWN]:
        first, second = flows.names[a], flows.names[b]
        facts = [words("flow.net", net=words.count(more - less)), words("flow.back", back=words.count(less))]
        leads = {"data_select_kind": "muni", "data_select_id": flows.ids[b]}
        items.append(_item(f"m{a}>{b}", f"{first} → {second}", facts, more, "", leads, words))
    left = len(found.first) - len(items)
    parts: list[Markup] = [tag("h4", words("table.exchange")), tag("ol", *items, class_="ways")]
    if left > 0:
        rest = words("flow.more_pairs", count=words.count(left))
        parts.append(tag("p", rest, " ", _to_table(EXCHANGE, words), class_="ways-more"))
    return parts


def _pairs(assessment: Assessment, words: Words) -> list[Markup]:
    """Where there is one municipality: the largest flows between its areas and units."""
    flows = assessment.use.flows
    at = drawable(assessment, flows)[:SHOWN] if flows is not None else np.empty(0, np.int64)
    if flows is None or not len(at):
        return []
    areas, units = assessment.region.areas, assessment.units
    items = []
    for row, cell in zip(
        at.tolist(),
        shares_said(share_of_area(assessment, flows, at), assessment.region.protected),
        strict=True,
    ):
        area, unit = int(flows.area[row]), int(flows.unit[row])
        title = f"{areas['name'].iloc[area]} → {units['name'].iloc[unit]}"
        leads = {"data_select_kind": "unit", "data_select_id": str(units.index[unit])}
        facts = [words.minutes(float(flows.minutes[row]))]
        share = words("flow.of_area", share=words.value(cell, "share"))
        items.append(_item(f"{area}>{unit}", title, [*facts, share], flows.visits[row], "", leads, words))
    return [tag("ol", *items, class_="ways"), tag("p", _to_table("flows", words), class_="ways-more")]


def _item(
    key: str,
    title: str,
    facts: Iterable[str],
    visits: float,
    share: str,
    leads: dict[str, str],
    words: Words,
) -> Markup:
    """One row: a button that names the other end, what is known of the way, visits and their share."""
    inside: list[Markup] = [
        tag("span", title, class_="ways-name"),
        tag("span", " · ".join(facts), class_="ways-facts"),
        tag("span", words.count(visits), class_="ways-visits"),
        *([tag("span", share, class_="ways-share")] if share else []),
    ]
    if leads:
        return tag("li", tag("button", *inside, type="button", **leads), data_way=key)
    return tag("li", tag("span", *inside, class_="ways-plain"), data_way=key)


def _within(assessment: Assessment, focus: Place) -> str:
    """What the table is narrowed to, so that it has the rows of the list."""
    return written_place(question_record(assessment, focus))


def _to_table(table: str, words: Words, within: str = "") -> Markup:
    patch = json.dumps({"table": table, "within": within or None, "sort": None, "find": None, "rows": None})
    return tag("button", words("flow.all_rows"), type="button", class_="link", data_set=patch)


def _name_text(name: Name, words: Words) -> str:
    return words.value(name, "text")
