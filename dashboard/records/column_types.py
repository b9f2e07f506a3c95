"""Columns that hold the same text in every database: moments in UTC, and JSON in one spelling."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

MOMENT_LENGTH = 32


class Moment(TypeDecorator[datetime]):
    """A moment, kept as `2026-11-30T08:15:00.000000+00:00`: text that sorts as time does.

    SQLite has no type for time with a zone; text is the same in both databases, in a backup and in a hash.
    """

    impl = String(MOMENT_LENGTH)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text of a moment; `ValueError` where it does not say its zone."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment of a text."""
        return None if value is None else datetime.fromisoformat(value)


class Plain(TypeDecorator[Any]):
    """What JSON can hold, in the one spelling of `canonical`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Its text."""
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """What the text holds."""
        return None if value is None else json.loads(value)


def moment_text(moment: datetime) -> str:
    """A moment in UTC with microseconds; `ValueError` where it does not say its zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} does not say its zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(value: object) -> str:
    """JSON in one spelling: keys sorted, no blanks, letters as they are, no NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
