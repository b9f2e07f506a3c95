"""The quick tests run at the start and again after each change."""

from __future__ import annotations

from typing import Any

import pytest

from tests.quick import watch


def test_they_run_again_when_a_file_was_written_and_has_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = iter([{"a.py": 1}, {"a.py": 1}, {"a.py": 2}, {"a.py": 3}, {"a.py": 3}, {"a.py": 3}])
    runs: list[tuple[list[str], int]] = []
    naps: list[float] = []

    def run(command: list[str], **_: Any) -> None:
        runs.append((command[2:], len(naps)))
        if len(runs) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(watch, "written", lambda _: next(seen))
    monkeypatch.setattr(watch.time, "sleep", naps.append)
    monkeypatch.setattr(watch.subprocess, "run", run)
    with pytest.raises(KeyboardInterrupt):
        watch.main(["geodata/flows"])
    assert runs == [(["tests.quick", "geodata/flows"], 0), (["tests.quick", "geodata/flows"], 4)]
