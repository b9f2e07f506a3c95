"""What is wrong with a form, by field, as data; `submission.wrong.<code>` of the catalogue says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dashboard.records.schema import NAME
from dashboard.submissions.case import SOURCES, Draft
from dashboard.submissions.effect import changes_of
from dashboard.submissions.facts import origin_of, published_values
from dashboard.submissions.moves import SAME_ADDRESS_M, moved_m
from geodata.contract.day_spans import day_spans
from geodata.contract.errors import CapacityError, UnknownNameError, WaterError
from geodata.overlay.rows import NEW_UNIT_COLUMNS, PLACE
from geodata.overlay.values import place_of, wrong
from geodata.region.opening_hours import weekly_hours
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms
from geodata.scenario.valid_changes import capacity_most, checked_changes

TEXT_MOST: Final = 500
"""Characters of a field."""
COMMENT_MOST: Final = 2_000
FIELDS_TYPED: Final = (
    "not_a_number", "negative", "not_days", "bad_url", "unknown_yes_no", "not_a_date", "overlay_not_a_place",
    "unknown_operator", "unknown_care_form", "control_character",
)  # fmt: skip
"""Codes of `geodata.overlay.values.wrong` that a form's fields can have."""
CODES: Final = (
    *FIELDS_TYPED, "hours", "above_ceiling", "far", "water", "no_minutes", "past", "required", "too_long",
    "new_address", "locked", "gone",
)  # fmt: skip


@dataclass(frozen=True)
class Wrong:
    """One thing wrong with one field.

    Attributes
    ----------
    code : str
        Out of `CODES`.
    values : mapping
        What fills in the blanks of its sentence.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


def wrong_fields(region: Region, draft: Draft, today: date) -> dict[str, Wrong]:
    """What is wrong with a form before it may be handed in; a draft may be kept with all of it.

    Parameters
    ----------
    region : Region
        As it is published.
    draft : Draft
    today : date
        No change begins before it.

    Returns
    -------
    dict of Wrong
        By field; `effective`, `source` and `comment` are fields of the form too.
    """
    found = _values(region, draft)
    if draft.kind == "change" and draft.unit not in region.units.index:
        found["unit"] = Wrong("gone")
    source = draft.source if draft.source in SOURCES else ""
    for name, text in (("source", source), ("comment", draft.comment)):
        if not text.strip():
            found[name] = Wrong("required")
        elif len(text) > COMMENT_MOST:
            found[name] = Wrong("too_long", {"most": COMMENT_MOST})
    if draft.effective is None:
        found["effective"] = Wrong("required")
    elif draft.effective < today:
        found["effective"] = Wrong("past", {"day": today.isoformat()})
    if _lacks_address(region, draft):
        found["address"] = Wrong("new_address")
    if not found:
        found |= _possible(region, draft)
    return found


def _lacks_address(region: Region, draft: Draft) -> bool:
    """Whether a unit whose address is published moves away from it without another."""
    if draft.kind != "change" or "address" in draft.after or draft.unit not in region.units.index:
        return False
    known = published_values(region, draft.unit).get("address", "")
    return bool(known) and (moved_m(draft, region) or 0.0) > SAME_ADDRESS_M


def _values(region: Region, draft: Draft) -> dict[str, Wrong]:
    found = {}
    new = draft.kind == "application"
    for name, text in draft.after.items():
        known = name in NEW_UNIT_COLUMNS
        moved = name == "address" and PLACE in draft.after
        if not known or (not new and not moved and origin_of(name, region.settings.unit_facts) != "own"):
            found[name] = Wrong("locked")
        elif len(text) > (most := NAME if name in ("name", "organisation") else TEXT_MOST):
            found[name] = Wrong("too_long", {"most": most})
        elif text and (bad := wrong(name, text, region.settings)):
            found[name] = Wrong(bad[0])
        elif name == "opening" and text and weekly_hours(text) is None:
            found[name] = Wrong("hours")
        elif name == "closures" and text and not _clear(text):
            found[name] = Wrong("not_days")
        elif name == PLACE and not text:
            found[name] = Wrong("required")
    if new:
        for name in ("name", "care_form", PLACE):
            if not draft.after.get(name, "").strip():
                found[name] = Wrong("required")
    return found


def _clear(text: str) -> bool:
    return bool(day_spans(text))


def _possible(region: Region, draft: Draft) -> dict[str, Wrong]:
    """What the region cannot do: too much capacity, a place in water or far away, or none without minutes."""
    form = draft.after.get("care_form", draft.care_form)
    if form not in care_forms(region):
        return {}
    try:
        checked_changes(region, changes_of(draft), form)
    except CapacityError:
        return {"capacity": Wrong("above_ceiling", {"most": capacity_most(region, form)})}
    except WaterError:
        return {PLACE: Wrong("water")}
    except UnknownNameError:
        inside = place_of(draft.after.get(PLACE, "")) is not None
        return {PLACE: Wrong("no_minutes" if inside and region.travel_times is not None else "far")}
    return {}
