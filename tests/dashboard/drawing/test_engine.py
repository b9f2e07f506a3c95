"""What places things on the map runs in Python: linked to one script, bounded, started once a process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
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


ENDLESS = "for (;;);"
GREEDY = "const all = []; for (;;) all.push(new Array(1e5).fill(1.5));"


@pytest.mark.parametrize(
    ("script", "limits", "told"),
    [
        (ENDLESS, {"MOST_S": 0.1}, "within 0.1 s"),
        (GREEDY, {"MOST_BYTES": 60_000_000}, "could not be laid out"),
        ("throw new Error('no such area')", {}, "no such area"),
    ],
    ids=["takes too long", "takes too much memory", "cannot be made"],
)
def test_a_picture_is_given_up_and_the_next_is_made(
    script: str, limits: dict[str, float], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.sign.cache_clear()
    engine.sign("flow", 13)
    for name, limit in limits.items():
        monkeypatch.setattr(engine, name, limit)
    monkeypatch.setattr(Engine, "sign", lambda self, *_: self.run(script))
    with pytest.raises(PictureError, match=told):
        engine.sign("past", 13)
    monkeypatch.undo()
    assert engine.sign("past", 13).startswith("M")


def test_a_picture_is_given_up_on_time_however_many_scripts_it_is_made_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered = "{const t = Date.now(); while (Date.now() - t < 50);} '{\"unmeasured\": []}'"
    asked: list[str] = []

    def slowly(self: Engine, name: str, *_: object) -> object:
        asked.append(name)
        return self.run(answered)

    engine.sign.cache_clear()
    engine.sign("flow", 13)
    monkeypatch.setattr(engine, "MOST_S", 0.3)
    monkeypatch.setattr(Engine, "_call", slowly)
    with pytest.raises(PictureError, match=r"within 0\.3 s"):
        engine.place("", "", {})
    assert len(asked) <= 7, "each of them is well within the time of all"


def test_an_engine_that_falls_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.sign.cache_clear()
    engine.sign("flow", 13)
    monkeypatch.setattr(Engine, "sign", lambda self, *_: (self._process.kill(), self.run("1"))[1])
    with pytest.raises(PictureError, match="fell"):
        engine.sign("past", 13)
    monkeypatch.undo()
    assert engine.sign("past", 13).startswith("M")


def test_no_question_hears_the_answer_of_one_that_was_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(self: Engine, *_: object) -> str:
        self._connection.send(("'an answer too late'", engine.MOST_S, engine.MOST_BYTES))
        raise SystemExit

    engine.sign.cache_clear()
    monkeypatch.setattr(Engine, "sign", broken_off)
    with pytest.raises(SystemExit):
        engine.sign("past", 13)
    monkeypatch.undo()
    assert engine.sign("past", 13).startswith("M")


def test_a_server_runs_no_engine_in_its_own_process() -> None:
    script = (
        "import sys\n"
        "from dashboard.drawing import engine\n"
        "engine.sign('flow', 13)\n"
        "assert not any('racer' in name for name in sys.modules)\n"
        "assert 'racer' not in open('/proc/self/maps').read()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60, cwd=Path(__file__).parents[3])


@pytest.mark.parametrize("works", [False, True], ids=["that waits", "that works"])
def test_an_engine_ends_with_its_server(works: bool, tmp_path: Path) -> None:
    told = tmp_path / "process"
    script = (
        "import os, pathlib, sys\n"
        "from dashboard.drawing import engine\n"
        "engine.sign('flow', 13)\n"
        "pathlib.Path(sys.argv[1]).write_text(str(engine._running._process.pid))\n"
        f"if {works}:\n"
        "    import threading, time\n"
        "    engine.MOST_S = 0.5\n"
        "    engine._running.begin()\n"
        f"    threading.Thread(target=engine._running.run, args=['{ENDLESS}'], daemon=True).start()\n"
        "    time.sleep(0.2)\n"
        "os._exit(0)\n"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", script, str(told)], check=True, timeout=60, cwd=root)
    process = Path("/proc", told.read_text(), "stat")
    for _ in range(100):
        if not process.exists() or process.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    os.kill(int(told.read_text()), signal.SIGKILL)
    raise AssertionError("the engine outlives its server")


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
