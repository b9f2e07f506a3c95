"""How far a reading has come: rows, and rows a second, while an engine works."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from geodata.register.engine import Engine
from geodata.register.visited import ReadingProgress, Tell

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

POLL_S = 0.2
"""Seconds between two looks at a running query."""


def fetched(engine: Engine, expression: ir.Table, tell: Tell | None = None) -> pa.Table:
    """Rows of an expression, with progress reported meanwhile; Ctrl-C stops the engine.

    Parameters
    ----------
    engine : Engine
    expression : ibis Table
        With a column `rows` that adds up to the rows read.
    tell : function, optional
    """
    began, total = time.monotonic(), engine.count() or math.nan
    answer: list[pa.Table] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            answer.append(engine.fetch(expression))
        except BaseException as error:
            failure.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            worker.join(POLL_S)
            if tell is not None and worker.is_alive():
                tell(ReadingProgress(engine.done() * total, total, time.monotonic() - began, False))
    except BaseException:
        engine.stop()
        worker.join()
        raise
    if failure:
        raise failure[0]
    if tell is not None:
        rows = float(answer[0].column("rows").to_numpy().sum())
        tell(ReadingProgress(rows, rows, time.monotonic() - began, True))
    return answer[0]


@dataclass
class ProgressLine:
    """Line of a terminal that shows how far a reading has come.

    Parameters
    ----------
    words : mapping
        `reading`, `reading_for`, `read`: what is said with and without a known end, and at the end.
    stream : text file
    """

    words: dict[str, str]
    stream: TextIO

    def __call__(self, progress: ReadingProgress) -> None:
        """Say it, over what was said before."""
        rate = progress.rows / progress.seconds if progress.seconds > 0 else math.nan
        known = not math.isnan(progress.rows)
        text = self.words["read" if progress.finished else "reading" if known else "reading_for"]
        line = text.format(
            rows=_number(progress.rows),
            rate=_number(rate),
            share=_number(100 * progress.rows / progress.total) if progress.total else "100",
            seconds=f"{progress.seconds:.1f}" if progress.finished else f"{progress.seconds:.0f}",
        )
        self.stream.write(f"\r{line:<78}" + ("\n" if progress.finished else ""))
        self.stream.flush()


def _number(value: float) -> str:
    return "…" if math.isnan(value) else f"{value:,.0f}".replace(",", "\u202f")
