"""The log as JSON: one object a line, for programs that gather what many servers write."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Final

from dashboard.serve.log_lines import LINE_MOST, Lines

FIELDS: Final = "fields"
"""Attribute of a record that holds what it says by name, where it says anything by name."""


class JsonLines(Lines):
    """`time`, `level`, `logger`, `process`, `event`, what the event says by name; a fault's `trace` once."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line = {
            "time": f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%S}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "event": record.getMessage()[:LINE_MOST],
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["fault"] = repr(record.exc_info[1])[:LINE_MOST]
            if not self.is_known(record.exc_info[1]):
                line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True, default=str)
