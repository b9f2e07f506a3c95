"""Planning, changing and removing a follow-up: each in one transaction with its line of the audit.

A form that is sent twice is done once: what stands as it was sent, or is removed already, counts as done.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection

from dashboard.planned.errors import PlanningError
from dashboard.planned.store import Planned, planned_of, read_planned
from dashboard.records import audit
from dashboard.records.schema import follow_ups
from dashboard.submissions.steps import Sent
from geodata.followup.written import WrittenFollowUp


def plan(connection: Connection, sent: Sent, region: str, content: WrittenFollowUp) -> Planned:
    """A follow-up written down.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    sent : Sent
        Who, and when.
    region : str
        Id of it.
    content : WrittenFollowUp
        Its record does not matter: it is given one.

    Raises
    ------
    PlanningError
        If there is another of the same unit, kind and day.
    """
    same = _same(connection, region, content)
    if same is not None:
        if replace(same.content, record=content.record) == content:
            return same
        raise PlanningError("already")
    values = _columns(content) | {"region": region, "unit": content.unit, "author": sent.actor.account}
    inserted = follow_ups.insert().values(**values, number=1, created_at=sent.now, changed_at=sent.now)
    key = connection.execute(inserted).inserted_primary_key
    assert key is not None  # one row was inserted
    return _noted(connection, sent, region, int(key[0]), "plan", None)


def change(connection: Connection, sent: Sent, region: str, content: WrittenFollowUp) -> Planned:
    """A follow-up written over: done, with what came of it, or on another day.

    Raises
    ------
    PlanningError
        If it is removed, of another unit, or changed since the page was made; or as `plan` does.
    """
    stands = read_planned(connection, region, content.record)
    if stands is None:
        raise PlanningError("unknown")
    if stands.content == content:
        return stands
    if sent.number != stands.number or stands.content.unit != content.unit:
        raise PlanningError("changed_meanwhile")
    same = _same(connection, region, content)
    if same is not None and same.id != stands.id:
        raise PlanningError("already")
    _update(connection, stands, sent, **_columns(content))
    return _noted(connection, sent, region, stands.id, "change", stands)


def remove(connection: Connection, sent: Sent, region: str, record: int) -> None:
    """A follow-up taken away: what it said is left in the audit alone.

    Raises
    ------
    PlanningError
        If there has never been any of that id, or it was changed since the page was made.
    """
    stands = read_planned(connection, region, record)
    if stands is None:
        return
    if sent.number != stands.number:
        raise PlanningError("changed_meanwhile")
    _update(connection, stands, sent, outcome="", action="", removed_at=sent.now)
    _note(connection, sent, "remove", stands.content, {"before": _plain(stands.content)})


def _same(connection: Connection, region: str, content: WrittenFollowUp) -> Planned | None:
    key = (content.unit, content.kind, content.due)
    every = planned_of(connection, region)
    return next((e for e in every if (e.content.unit, e.content.kind, e.content.due) == key), None)


def _columns(content: WrittenFollowUp) -> dict[str, Any]:
    days = {name: getattr(content, name) for name in ("due", "done")}
    return {
        "kind": content.kind,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "outcome": content.outcome,
        "action": content.action,
        "open": content.open,
    }


def _update(connection: Connection, stands: Planned, sent: Sent, **values: object) -> None:
    changed = follow_ups.update().where(follow_ups.c.id == stands.id)
    connection.execute(changed.values(number=stands.number + 1, changed_at=sent.now, **values))


def _noted(
    connection: Connection, sent: Sent, region: str, record: int, act: str, before: Planned | None
) -> Planned:
    """The follow-up after an act, which stands in the audit from now on."""
    stands = read_planned(connection, region, record)
    assert stands is not None  # it was written in this transaction
    details = {"before": _plain(before.content)} if before else {}
    _note(connection, sent, act, stands.content, {**details, "after": _plain(stands.content)})
    return stands


def _note(
    connection: Connection, sent: Sent, act: str, content: WrittenFollowUp, details: dict[str, Any]
) -> None:
    actor, subject = sent.actor, f"follow-up {content.record} unit {content.unit}"
    audit.append(connection, actor.name, actor.role, f"follow-up-{act}", subject, details, sent.now)


def _plain(content: WrittenFollowUp) -> dict[str, Any]:
    return asdict(content) | _columns(content)
