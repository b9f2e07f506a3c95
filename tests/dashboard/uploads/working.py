"""The work done here and now, instead of in a process of its own."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from dashboard.uploads import started, work


def work_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without limits of memory and a watch: these would hold for the tests that follow too."""

    def begin(arguments: list[str], _: str, __: Path) -> None:
        done = threading.Thread(target=work.main, args=(arguments,))
        done.start()
        done.join()

    monkeypatch.setattr(started, "begin", begin)
    monkeypatch.setattr(work, "_limit", lambda: None)
    monkeypatch.setattr(work, "_watch", lambda *_: None)
    monkeypatch.setattr(work.os, "nice", lambda _: 0)
