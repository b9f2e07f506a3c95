"""What is written down while serving: a line is a line, whoever sent what is in it, and a fault is told once.

An address may hold the sign of a new line, and whatever follows it would look like a line of ours. A fault
that somebody finds may be asked for thousands of times; how it came about is the same each time.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable
from traceback import walk_tb
from typing import Final

CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that end a line, or let a terminal show another than is there."""
WHOLE_AGAIN_S: Final = 3600.0
"""Seconds after which a fault is told whole again."""
KNOWN_MOST: Final = 500
LINE_MOST: Final = 2_000
"""Signs of a line: an address may have thousands."""
FORM: Final = "[%(asctime)s] [%(process)d] [%(levelname)s] %(name)s: %(message)s"


class Lines(logging.Formatter):
    """One line a record, and how a fault came about below it, the first time in an hour.

    Parameters
    ----------
    clock : callable
        Seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(FORM)
        self._clock = clock
        self._written: dict[tuple[object, ...], float] = {}  # where a fault came about, and when it was told
        self._lock = threading.Lock()

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        record.message = record.getMessage()
        record.asctime = self.formatTime(record, self.datefmt)
        line = plain_line(self.formatMessage(record))
        if not record.exc_info or record.exc_info[1] is None:
            return line
        if self.is_known(record.exc_info[1]):
            return f"{line} ({plain_line(repr(record.exc_info[1]))})"
        return f"{line}\n{self.formatException(record.exc_info)}"

    def is_known(self, error: BaseException) -> bool:
        """Whether a fault of the same kind at the same place has been told lately."""
        place = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)][-1:]
        key, now = (type(error), *place), self._clock()
        with self._lock:
            if now - self._written.get(key, -float("inf")) < WHOLE_AGAIN_S:
                return True
            if len(self._written) >= KNOWN_MOST:
                self._written.clear()
            self._written[key] = now
            return False

    def formatException(self, ei: logging._SysExcInfoType) -> str:  # noqa: N802  logging's own name
        """How a fault came about, set in: what it says of itself may have lines too."""
        return "\n".join(f"  {plain_line(line)}" for line in super().formatException(ei).split("\n"))


def plain_line(text: str) -> str:
    """A text as one line of bounded length, its other signs written as escapes."""
    plain = CONTROLS.sub(lambda sign: ascii(sign[0])[1:-1], text[: LINE_MOST + 1])
    return plain if len(text) <= LINE_MOST else f"{plain}…"


def write_lines(lines: logging.Formatter) -> None:
    """Let all that is written down while serving go to the error stream, as lines.

    Parameters
    ----------
    lines : Formatter
        `Lines`, or `JsonLines`.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(lines)
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for own in logging.getLogger("gunicorn.error").handlers:
        own.setFormatter(lines)
