"""Lines that any table may need: totals, codes of other places, words for nothing, columns not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from geodata.guess.column_guess import Codes
from geodata.guess.findings import Reason, Setting
from geodata.guess.people_settings import added_up
from geodata.guess.table_guess import Fit, Sight
from geodata.guess.vocabulary import is_total

_UNREAD_MOST = 20
"""Columns that are named one by one under `ignore`."""


def reference_settings(sight: Sight, fit: Fit, codes: Codes) -> list[Setting]:
    """Lines for rows of totals and for codes that the region does not have."""
    settings: list[Setting] = []
    wheres: dict[str, list[str]] = {}
    for ours, known in (("area_id", codes.areas), ("unit_id", codes.units)):
        own = {"area_id": "areas", "unit_id": "units"}[ours]
        if ours not in fit.columns or not known or fit.table.name == own:
            continue
        column = sight.column(fit.columns[ours][0])
        strange = [text for text in column.distinct if text not in known]
        totals = [text for text in strange if is_total(text)]
        if totals:
            wheres[column.name] = [f"^{escaped(text)}$" for text in totals]
        strange = [text for text in strange if text not in totals]
        if strange and ours == "area_id" and (kept := prefixes(column.distinct, known)):
            reason = Reason("other_places", str(len(strange)), (column.name,))
            settings.append(Setting(("where_like", column.name), [f"^{each}" for each in kept], 0.9, reason))
            inside = re.compile("|".join(f"^{each}" for each in kept))
            strange = [text for text in strange if inside.search(text)]
        empty = column.filled_share < 1 and fit.table.name in ("visits", "lists")
        if strange or empty:
            reason = Reason("unknown_codes", str(len(strange)), (column.name,))
            settings.append(Setting((f"unknown_{own.removesuffix('s')}",), "keep", 0.75, reason))
    for column_name, patterns in wheres.items():
        settings.append(Setting(("where_not", column_name), patterns, 0.93, Reason("totals", column_name)))
    return settings


def prefixes(texts: Iterable[str], known: frozenset[str]) -> list[str]:
    """Beginnings of two characters that the known codes have and the strange ones mostly have not.

    None where they do not part them, or would keep too many beginnings to be a place.
    """
    ours = sorted({code[:2] for code in known})
    strange = [text for text in texts if text not in known]
    away = [text for text in strange if text[:2] not in ours]
    return ours if strange and len(ours) <= 4 and len(away) >= 0.5 * len(strange) else []


def empty_settings(sight: Sight, fit: Fit) -> list[Setting]:
    """A line for rows that lack what they must have, where there are such rows."""
    required = {each.name for each in fit.table.columns if each.required} & set(fit.columns)
    if fit.table.name in ("visits", "lists"):
        required -= {"area_id"}
    lacking = [
        fit.columns[ours][0]
        for ours in fit.table.names
        if ours in required and sight.column(fit.columns[ours][0]).filled_share < 1
    ]
    if not lacking:
        return []
    return [Setting(("incomplete",), "set_aside", 0.85, Reason("rows_lack", ", ".join(lacking)))]


def ignored(sight: Sight, fit: Fit, read: Iterable[str]) -> list[Setting]:
    """A line that names the columns that nothing reads."""
    used = {*read, *fit.table.names}
    unread = [column.name for column in sight.columns if column.name not in used]
    if not unread:
        return []
    patterns = [f"^{escaped(name)}$" for name in unread]
    if len(unread) > _UNREAD_MOST:
        patterns = [".*"]
    if summed := added_up(sight, fit, used):
        return [Setting(("ignore",), patterns, 0.6, Reason("added_up", str(len(unread)), tuple(summed)))]
    return [Setting(("ignore",), patterns, 0.8, Reason("unread", str(len(unread))))]


def escaped(text: str) -> str:
    """A text as a regular expression that finds it, with no more marks than it needs."""
    return re.sub(r"([\\.^$*+?{}\[\]|()])", r"\\\1", text)


def several_of(texts: Sequence[str], most: int = 3) -> str:
    """A few of some texts, for a reason."""
    return ", ".join(texts[:most]) + (", …" if len(texts) > most else "")
