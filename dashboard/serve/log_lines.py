"""Lines of the log: one for each event, as text or as JSON, that nobody who asks can forge."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Final

LONGEST: Final = 4000
"""Characters of an event that are kept."""
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Signs that end a line, or that a terminal obeys."""
FIELDS: Final = "fields"
"""Attribute of a record that holds what it says by name, where it says anything by name."""
TIMES: Final = "%Y-%m-%dT%H:%M:%S"


def one_line(text: str) -> str:
    """A text on one line: signs that a terminal obeys stand as they are written in Python."""
    return CONTROL.sub(lambda sign: ascii(sign[0])[1:-1], text)[:LONGEST]


class TextLines(logging.Formatter):
    """`2026-11-30T21:30:03Z WARNING name: what`, and below it where in the program an error was."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        what = one_line(record.getMessage())
        line = f"{_time(record)} {record.levelname} {record.name}: {what}"
        return f"{line}\n{trace}" if (trace := _trace(self, record)) else line


class JsonLines(logging.Formatter):
    """One object of JSON a line: `time`, `level`, `logger`, `event`, and what the event says by name."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage()[:LONGEST],
            **getattr(record, FIELDS, {}),
        }
        if trace := _trace(self, record):
            line["trace"] = trace
        return json.dumps(line, ensure_ascii=True, default=str)


def write_log(log_format: str) -> None:
    """Write what is logged from now on, by gunicorn too, to the error stream in one form.

    Parameters
    ----------
    log_format : {"text", "json"}
    """
    formatter = JsonLines() if log_format == "json" else TextLines()
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler())
    root.setLevel(logging.INFO)
    for name in ("", "gunicorn.error"):
        for handler in logging.getLogger(name).handlers:
            handler.setFormatter(formatter)


def _time(record: logging.LogRecord) -> str:
    return f"{datetime.fromtimestamp(record.created, UTC):{TIMES}}Z"


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    return formatter.formatException(record.exc_info) if record.exc_info else ""
