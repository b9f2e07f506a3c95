"""What places things on the browser's map, run here: `assets/core` in an engine, a process of its own.

Started when the first picture is made. One picture is placed at a time, within seconds and megabytes; an
engine that does not answer, runs out of memory or falls takes nothing with it, and the next picture has a new
one.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from functools import cache
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from dashboard.drawing import fonts
from geodata.contract.errors import RegionError

CORE = Path(__file__).resolve().parents[2] / "assets" / "core"
START = CORE / "picture.js"
MOST_S = 20.0
"""Seconds that placing one picture may take: a thousand times what a large region takes."""
MOST_BYTES = 512_000_000
ROUNDS = 12
"""How often words may be measured for one picture: which are written depends on how wide others are."""

_IMPORT = re.compile(r'^import (?:\* as (\w+)|(\{[^}]*\})) from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function) (\w+))", re.MULTILINE)


class PictureError(RegionError):
    """A picture of the map takes more time or memory than one may."""


class Engine:
    """A placer of pictures; see `createPlacer` in `assets/core/picture.js`.

    Raises `PictureError` from whatever is asked of it, after which only `close` may be called.
    """

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(Path(__file__).with_name("placing.py")), str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        self.begin()
        try:
            self.run(f"{linked(START)}\nconst placer = module0.createPlacer();")
        except PictureError:
            self.close()
            raise

    def begin(self) -> None:
        """From now on one picture may take `MOST_S`, whatever scripts it is made of."""
        self._until = time.monotonic() + MOST_S

    def place(self, key: str, documents: str, question: Mapping[str, object]) -> Any:
        """What a picture places; the region's documents are handed over once."""
        question_text = json.dumps({"region": key, **question})
        for _ in range(ROUNDS):
            answer = json.loads(self._call("place", question_text))
            if "unknown" in answer:
                self._call("know", key, documents)
            elif "unmeasured" in answer:
                self._call("measured", [[word, _width(word)] for word in answer["unmeasured"]])
            else:
                return answer
        raise PictureError("the words of the map cannot be laid out")

    def sign(self, kind: str, size: float) -> str:
        """A legend's sign of a flow about the origin, as a path."""
        return str(self._call("sign", kind, size))

    def run(self, code: str) -> Any:
        """The text that a script comes to, or None."""
        left_s = max(self._until - time.monotonic(), 0.0)
        try:
            self._connection.send((code, left_s + 1, MOST_BYTES))  # it ends where nobody waits any more
            if not self._connection.poll(left_s):
                raise PictureError(f"the map was not laid out within {MOST_S:g} s")
            done, value = self._connection.recv()
        except (EOFError, OSError) as error:
            raise PictureError("the engine that lays out the map fell") from error
        if not done:
            raise PictureError(f"the map could not be laid out: {value}")
        return value

    def close(self) -> None:
        """End its process."""
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def leave(self) -> None:
        """Close this process's copy of what another asks."""
        self._connection.close()

    def _call(self, name: str, *values: object) -> Any:
        return self.run(f"placer.{name}({', '.join(map(json.dumps, values))})")


_lock = threading.Lock()
_running: Engine | None = None


def place(key: str, documents: str, question: Mapping[str, object]) -> Any:
    """Everything that a picture places, as `placer.place` of `assets/core/picture.js` answers.

    Parameters
    ----------
    key : str
        Of the region: other documents have another.
    documents : str
        JSON of `shapes` and `units`, as the browser's map reads them.
    question : mapping
        The frame, the view and what else the picture is to hold.

    Raises
    ------
    PictureError
        If it takes more time or memory than one picture may.
    """
    return _ask("place", key, documents, question)


@cache
def sign(kind: str, size: float) -> str:
    """A legend's sign of a flow ("flow", "past" or "halves") about the origin, pixels, as a path."""
    return str(_ask("sign", kind, size))


def _ask(name: str, *values: object) -> Any:
    global _running  # one a process: it takes longer to start than a picture to draw
    with _lock:
        try:
            _running = _running or Engine()
            _running.begin()
            return getattr(_running, name)(*values)
        except BaseException:  # whatever it is, no later question may hear this one's answer
            _stop()
            raise


def _stop() -> None:
    global _running
    if _running is not None:
        _running.close()
        _running = None


def _in_child() -> None:
    """A fork has its parent's connection: whoever of both answers first would hear the other's answer."""
    global _running
    if _running is not None:
        _running.leave()
        _running = None
    _lock.release()


atexit.register(_stop)
os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_in_child)


def linked(start: Path) -> str:
    """One script of a module and all that it imports: the engine has no modules.

    Each becomes a function called at once, whose answer is what it exports by name; the first is `module0`.
    """
    order: list[Path] = []

    def visit(path: Path) -> None:
        for _, _, other in _IMPORT.findall(path.read_text("utf-8")):
            imported = (path.parent / other).resolve()
            if imported not in order:
                visit(imported)
        order.append(path)

    visit(start)
    names = {path: f"module{len(order) - 1 - at}" for at, path in enumerate(order)}

    def script(path: Path) -> str:
        def bound(found: re.Match[str]) -> str:
            whole, some, other = found.groups()
            return (
                f"const {whole or some.replace(' as ', ': ')} = {names[(path.parent / other).resolve()]};\n"
            )

        text = path.read_text("utf-8")
        exported = ", ".join(_EXPORT.findall(text))
        body = _EXPORT.sub("", _IMPORT.sub(bound, text))
        return f"const {names[path]} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"

    return "\n".join(script(path) for path in order)


def _width(word: str) -> float:
    """Width of a text, written after its weight, one pixel high."""
    weight, _, text = word.partition(" ")
    return fonts.width(text, 1, int(weight))
