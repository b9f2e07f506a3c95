"""What a form of Min enhet holds, read into the facts that it asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from dashboard.submissions.case import SOURCES, CaseKind, Draft
from dashboard.submissions.facts import CHOICES, LISTS, changed_only
from geodata.contract.unit_facts import CHANGEABLE
from geodata.overlay.rows import NEW_UNIT_COLUMNS
from geodata.region.region import Region

PLAIN = ("capacity", "url", "register_url", "e_services_url", "phone", "address", "place", "closed")
"""Facts that are one field of text each."""


@dataclass(frozen=True)
class Entry:
    """A form as it was filled in.

    Attributes
    ----------
    wanted : mapping of str
        By fact, as a table of units would have it; only of fields that the form has.
    effective : str
        A day, as it was written.
    source, comment : str
    """

    wanted: Mapping[str, str]
    effective: str = ""
    source: str = ""
    comment: str = ""


def read_form(form: MultiDict[str, str]) -> Entry:
    """The facts that a form asks for."""
    wanted: dict[str, str] = {}
    if "opening" in form:
        wanted["opening"] = ", ".join(part.strip() for part in form.getlist("opening") if part.strip())
    for field in LISTS:
        if f"{field}_more" in form:
            more = re.split(r"[;,]", form[f"{field}_more"])
            wanted[field] = ";".join(dict.fromkeys(_filled([*form.getlist(field), *more])))
    for field in CHOICES:
        if field in form:
            wanted[field] = form[field]
    if "closures_from" in form:
        first, last = form["closures_from"].strip(), form.get("closures_to", "").strip()
        new = f"{first}/{last}" if last and first else first or last
        wanted["closures"] = ";".join(_filled([*form.getlist("closures"), new]))
    for field in (*PLAIN, "name", "care_form", "operator", "organisation"):
        if field in form:
            wanted[field] = form[field].strip()
    effective, source, comment = (form.get(name, "").strip() for name in ("effective", "source", "comment"))
    return Entry(wanted, effective, source if source in SOURCES else "", comment)


def draft_of(region: Region, unit: str, entry: Entry) -> Draft:
    """The draft that a form stands for: only what differs from what is published."""
    effective = _day(entry.effective)
    if not unit:
        after = {name: text for name, text in entry.wanted.items() if text and name in NEW_UNIT_COLUMNS}
        kind: CaseKind = "application"
        return Draft(
            kind, region.settings.id, "", after.get("care_form", ""), after.get("organisation", ""),
            {}, after, effective, entry.source, entry.comment,
        )  # fmt: skip
    moved = entry.wanted.get("place", "")
    wanted = {name: text for name, text in entry.wanted.items() if name in CHANGEABLE}
    if not moved:
        wanted = {name: text for name, text in wanted.items() if name != "place"}
    elif not wanted.get("address"):
        wanted.pop("address", None)  # nobody proposes that it is not known; whoever moves is asked for it
    before, after = changed_only(region, unit, wanted)
    row = region.units.loc[unit]
    form, organisation = str(row["care_form"]), str(row["organisation"])
    return Draft(
        "change", region.settings.id, unit, form, organisation, before, after, effective, entry.source,
        entry.comment,
    )  # fmt: skip


def entry_of(draft: Draft) -> Entry:
    """The form that a draft was written by."""
    return Entry(
        draft.after,
        draft.effective.isoformat() if draft.effective else "",
        draft.source,
        draft.comment,
    )


def _filled(texts: list[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
