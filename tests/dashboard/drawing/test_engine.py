"""What places things on the map runs in Python: linked to one script, bounded, started once a process."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dashboard.drawing import engine
from dashboard.drawing.engine import START, Engine, PictureError, linked


def test_a_module_is_linked_after_what_it_imports_and_once() -> None:
    script = linked(START)
    for name in ("placeUnits", "layoutNames", "createPlacer", "constants"):
        assert len(re.findall(rf"^(?:const|function) {name}\b", script, re.MULTILINE)) == 1
    assert "import " not in re.sub(r"/\*.*?\*/|//.*", "", script, flags=re.DOTALL)
    assert script.index("function placeUnits") < script.index("function createPlacer")


def test_names_that_are_bound_otherwise_keep_their_module(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("export const one = 1;\nexport function two() {\n  return 2;\n}\n")
    (tmp_path / "b.js").write_text(
        'import * as a from "./a.js";\nimport { one as first } from "./a.js";\n'
        "const one = 10; // of its own\nexport const sum = () => one + first + a.two();\n"
    )
    from py_mini_racer import MiniRacer

    with MiniRacer() as js:
        assert js.eval(f"{linked(tmp_path / 'b.js')}\nmodule0.sum()") == 13


def test_a_picture_that_takes_too_long_is_given_up_and_the_next_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine.sign.cache_clear()
    monkeypatch.setattr(Engine, "sign", lambda self, *_: self._js.eval("for (;;);", timeout_sec=0.1))
    with pytest.raises(PictureError, match="could not be laid out"):
        engine.sign("flow", 13)
    monkeypatch.undo()
    assert engine.sign("flow", 13).startswith("M")


def test_a_picture_that_takes_too_much_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.sign.cache_clear()
    monkeypatch.setattr(engine, "MOST_BYTES", 60_000_000)
    greedy = "const all = []; for (;;) all.push(new Array(1e5).fill(1.5));"
    monkeypatch.setattr(Engine, "sign", lambda self, *_: self._js.eval(greedy, max_memory=engine.MOST_BYTES))
    with pytest.raises(PictureError):
        engine.sign("past", 13)
    monkeypatch.undo()
    assert engine.sign("past", 13).startswith("M")


def test_threads_share_one_engine() -> None:
    engine.sign.cache_clear()
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda size=size: found.append(engine.sign("halves", size)))
        for size in range(10, 18)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers part from a parent on POSIX only")
def test_a_worker_has_an_engine_of_its_own_and_every_process_ends() -> None:
    script = (
        "import os, warnings; warnings.simplefilter('ignore')\n"
        "from dashboard.drawing import engine\n"
        "first = engine.sign('flow', 13)\n"
        "engine.sign.cache_clear()\n"
        "child = os.fork()\n"
        "again = engine.sign('flow', 13)\n"
        "assert again == first\n"
        "if child:\n    assert os.waitpid(child, 0)[1] == 0\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60, cwd=Path(__file__).parents[3])


def test_a_picture_is_placed_where_an_event_loop_runs_too() -> None:
    async def sign() -> str:
        return engine.sign("flow", 17)

    assert asyncio.run(sign()).startswith("M")
