"""The list of follow-ups: to do or done, whoever wrote them, and what is written and not counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.planned.store import Planned
from dashboard.planning_page.form import unit_name
from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.words.words import Words
from geodata.followup.written import FROM_FOLDER, records_counted
from geodata.measures.contract_terms import follow_up_day
from geodata.measures.follow_ups import follow_ups_of
from geodata.region.region import Region

SHOWS = ("todo", "done")
MOST = 300
"""Rows of a list: of what is to do the first, of what is done the last."""
COLUMNS = {
    "todo": ("unit", "kind", "due", "state", "origin"),
    "done": ("unit", "kind", "done", "outcome", "action", "origin"),
}


@dataclass(frozen=True)
class Listed:
    """One row: of the folder where `record` is `FROM_FOLDER`."""

    record: int
    unit: str
    kind: str
    due: str
    done: str
    outcome: str
    action: str
    state: str


def listed(region: Region, units: Sequence[str], show: str) -> list[Listed]:
    """Follow-ups of some units: what is to do by its day, what is done by the last day first."""
    table = follow_ups_of(region, follow_up_day(region))
    if not len(table):
        return []
    ids = region.units.index[table["unit"]]
    table = table.assign(id=ids, record=table.get("record", FROM_FOLDER))
    done = table["state"] == "done"
    table = table[table["id"].isin(units) & (done if show == "done" else ~done)]
    if show == "done":
        table = table.sort_values("done", ascending=False, kind="stable")
    days = [table[name].dt.strftime("%Y-%m-%d").fillna("") for name in ("due", "done")]
    texts = (table[name].astype(str) for name in ("outcome", "action", "state"))
    names = (table[name].astype(str) for name in ("id", "kind"))
    rows = zip(table["record"].astype(int), *names, *days, *texts, strict=True)
    return [Listed(*row) for row in rows]


def not_counted(region: Region, planned: Sequence[Planned]) -> list[Planned]:
    """What is written and counted nowhere: its unit is gone, or the folder has the same by now."""
    counted = records_counted(region)
    return [each for each in planned if each.id not in counted]


def href(words: Words, **query: str) -> str:
    """Address of the page with some of its keys."""
    return page_href(FORM_PAGES["planning"], words.language, urlencode(query))


def list_part(
    region: Region,
    words: Words,
    show: str,
    units: Sequence[str],
    apart: Sequence[Planned],
    record: int | None,
) -> Markup:
    """The two lists, one of them open.

    Parameters
    ----------
    region : Region
    words : Words
    show : str
        Out of `SHOWS`.
    units : sequence of str
        Whose follow-ups are listed.
    apart : sequence of Planned
        What is not counted.
    record : int or None
        The one that stands in the form.
    """
    lists = {key: listed(region, units, key) for key in SHOWS}
    groups = [
        tag(
            "a",
            f"{words(f'planning.show.{key}')} {words.count(len(rows))}",
            href=href(words, show=key),
            aria_current="true" if key == show else "",
            class_="fact-chip",
        )
        for key, rows in lists.items()
    ]
    title = words(f"planning.list.{show}")
    parts = [tag("nav", *groups, class_="chips", aria_label=words("planning.show.name"))]
    if apart:
        parts.append(_apart(apart, region, words, show))
    rows = lists[show]
    if rows:
        headings = [words(f"planning.column.{key}") for key in COLUMNS[show]]
        cells = [_cells(row, region, words, show, row.record == record) for row in rows[:MOST]]
        parts.append(plain_table(title, headings, cells))
    else:
        parts.append(tag("p", words(f"planning.none.{show}"), class_="quiet"))
    if len(rows) > MOST:
        parts.append(tag("p", words("planning.most", count=MOST, all=len(rows)), class_="quiet"))
    return tag("section", *parts, class_="form-card planning-list", aria_label=title)


def _cells(row: Listed, region: Region, words: Words, show: str, is_open: bool) -> list[Cell]:
    late = row.state == "late"
    texts: dict[str, Cell] = {
        "unit": unit_name(region, row.unit),
        "kind": words(f"followup.kind.{row.kind}"),
        "due": (words.short_date(row.due), "is-day"),
        "done": (words.short_date(row.done), "is-day"),
        "outcome": row.outcome,
        "action": row.action,
        "state": (words(f"followup.state.{row.state}"), "is-worse")
        if late
        else words("followup.state.ahead"),
        "origin": _origin(row, region, words, show, is_open),
    }
    return [texts[key] for key in COLUMNS[show]]


def _origin(row: Listed, region: Region, words: Words, show: str, is_open: bool) -> Markup:
    """Where it is written: a padlock, or the way to change it."""
    if row.record == FROM_FOLDER:
        return tag("span", words("planning.from_folder"), class_="fact-origin is-locked")
    kind = words(f"followup.kind.{row.kind}")
    named = words("planning.change_of", unit=unit_name(region, row.unit), kind=words.inside(kind))
    return tag(
        "a",
        words("planning.change_link"),
        href=href(words, show=show, change=str(row.record)),
        class_="fact-origin is-own",
        aria_label=named,
        aria_current="true" if is_open else "",
    )


def _apart(apart: Sequence[Planned], region: Region, words: Words, show: str) -> Markup:
    rows = []
    for each in apart:
        of = each.content
        why = "in_folder" if of.unit in region.units.index else "gone"
        what = words(
            f"planning.apart.{why}",
            unit=unit_name(region, of.unit),
            kind=words.inside(words(f"followup.kind.{of.kind}")),
            day=words.date(of.due.isoformat()),
        )
        link = tag("a", words("planning.change_link"), href=href(words, show=show, change=str(each.id)))
        rows.append(tag("li", what, " ", link))
    title = tag("strong", words("planning.apart.title"))
    return tag("div", title, tag("ul", *rows), class_="form-notice is-warning")
