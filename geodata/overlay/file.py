"""Approved changes as a file of comma-separated values, read with every problem and written in order."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from geodata.contract.problems import Problems
from geodata.contract.settings import RegionSettings
from geodata.overlay.rows import COLUMNS, FIELDS, Overlay, OverlayRow
from geodata.overlay.values import wrong

_REQUIRED = ("case", "unit_id", "field", "value", "from")


def read_overlay(file: Path, day: date, problems: Problems) -> Overlay | None:
    """The approved changes in a file, for a build of a day; None where it cannot be read.

    Parameters
    ----------
    file : Path
        UTF-8 with a header of `COLUMNS`, separated by commas.
    day : date
    problems : Problems
        Every problem but those of the values, which `checked_rows` finds.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        problems.add("missing_file", file.name)
        return None
    except UnicodeDecodeError:
        problems.add("unreadable_file", file.name, value="UTF-8")
        return None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = reader.fieldnames or ()
    missing = [name for name in _REQUIRED if name not in header]
    for name in missing:
        problems.add("missing_column", file.name, column=name, expected=COLUMNS)
    if missing:
        return None
    rows = []
    for line, content in enumerate(reader, start=2):
        each = {name: (content.get(name) or "").strip() for name in COLUMNS}
        days = {name: _day(each[name], name, line, file.name, problems) for name in ("from", "to")}
        for name in ("case", "unit_id", "field", "from"):
            if not each[name]:
                problems.add("missing_value", file.name, row=line, column=name)
        begins, ends = days["from"], days["to"]
        if begins is not None:
            case, unit, field, value, was = (each[name] for name in COLUMNS[:5])
            rows.append(OverlayRow(case, unit, field, value, was, begins, ends, each["source"], line))
    return Overlay(tuple(rows), day, file.name)


def checked_rows(overlay: Overlay, settings: RegionSettings, problems: Problems) -> Overlay:
    """The changes whose field and value can be read; the others are errors."""
    sound = []
    for row in overlay.rows:
        where = {"row": row.line or None, "column": "value"}
        if row.field not in FIELDS:
            where["column"] = "field"
            problems.add("overlay_unknown_field", overlay.file, value=row.field, expected=FIELDS, **where)  # type: ignore[arg-type]
        elif row.value and (found := wrong(row.field, row.value, settings)) is not None:
            problems.add(found[0], overlay.file, value=row.value, expected=found[1], **where)  # type: ignore[arg-type]
        elif row.ends is not None and row.ends < row.begins:
            days = {"value": row.ends.isoformat(), "expected": (row.begins.isoformat(),)}
            problems.add("dates_in_wrong_order", overlay.file, row=row.line or None, column="to", **days)  # type: ignore[arg-type]
        else:
            sound.append(row)
    return Overlay(tuple(sound), overlay.day, overlay.file)


def written_overlay(rows: Iterable[OverlayRow]) -> str:
    """The file that holds some changes: what `read_overlay` reads back as the same."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        ends = "" if row.ends is None else row.ends.isoformat()
        texts = (row.case, row.unit_id, row.field, row.value, row.was)
        writer.writerow([*texts, row.begins.isoformat(), ends, row.source])
    return out.getvalue()


def _day(text: str, column: str, line: int, file: str, problems: Problems) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.add("not_a_date", file, row=line, column=column, value=text, expected=("2025-07-01",))
        return None
