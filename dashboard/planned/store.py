"""Follow-ups planned by form, read from the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from dashboard.planned.errors import PlanningError
from dashboard.records.schema import follow_ups
from geodata.followup.written import WrittenFollowUp

type Revision = tuple[object, ...]


@dataclass(frozen=True)
class Planned:
    """One follow-up as it stands in the database.

    Attributes
    ----------
    content : WrittenFollowUp
    author : int or None
        Account that planned it.
    number : int
        Rises at each change: who changes an older one is told so.
    changed_at : datetime
    """

    content: WrittenFollowUp
    author: int | None
    number: int
    changed_at: datetime

    @property
    def id(self) -> int:
        """Of its row."""
        return self.content.record


def revision(connection: Connection, region: str) -> Revision:
    """What is another as soon as a follow-up of a region is planned, changed or removed."""
    table = follow_ups.c
    counted = select(func.count(), func.sum(table.number), func.max(table.changed_at))
    return tuple(connection.execute(counted.where(table.region == region)).one())


def planned_of(connection: Connection, region: str) -> list[Planned]:
    """Follow-ups of a region by the day they are due; none that is removed."""
    rows = connection.execute(
        select(follow_ups)
        .where(follow_ups.c.region == region, follow_ups.c.removed_at.is_(None))
        .order_by(follow_ups.c.due, follow_ups.c.id)
    )
    return [_planned(row) for row in rows]


def read_planned(connection: Connection, region: str, record: int) -> Planned | None:
    """One of a region; None where it is removed.

    Raises
    ------
    PlanningError
        If there has never been any of that id.
    """
    row = connection.execute(
        select(follow_ups).where(follow_ups.c.id == record, follow_ups.c.region == region)
    ).first()
    if row is None:
        raise PlanningError("unknown")
    return None if row.removed_at is not None else _planned(row)


def _planned(row: Row[Any]) -> Planned:
    content = WrittenFollowUp(
        row.id,
        row.unit,
        row.kind,
        date.fromisoformat(row.due),
        date.fromisoformat(row.done) if row.done else None,
        row.outcome,
        row.action,
        bool(row.open),
    )
    return Planned(content, row.author, row.number, row.changed_at)
