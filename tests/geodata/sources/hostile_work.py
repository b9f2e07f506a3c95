"""Pieces of work that a hostile file could bring about; done in a process of its own by the tests."""

from __future__ import annotations

import ctypes
import os
import socket
import time
from pathlib import Path

import numpy as np
import pyogrio
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources.raw import Raw, UnreadableError


def endless() -> None:
    while True:
        pass


def sleeping() -> None:
    time.sleep(600)


def swelling() -> int:
    return len(b"x" * 8 * 2**30)


def falling() -> int:
    return int(ctypes.string_at(0)[0])


def writing(path: Path) -> None:
    with path.with_name("much").open("wb") as stream:
        for _ in range(4096):
            stream.write(b"x" * 2**20)


def raising() -> None:
    raise ZeroDivisionError


def refusing(problems: Problems) -> None:
    problems.add("not_a_feature", "a", row=7)
    raise UnreadableError("missing_layer", "a", ("b", "c"), 3)


def process() -> int:
    return os.getppid()


def environment() -> list[str]:
    return sorted(os.environ)


def drivers() -> list[str]:
    return sorted(pyogrio.list_drivers())


def connecting(port: int) -> bool:
    with socket.socket() as other:
        return other.connect_ex(("127.0.0.1", port)) == 0


def table(problems: Problems) -> Raw:
    problems.add("not_a_feature", "a", row=2, expected=("x",), severity="warning")
    frame = DataFrame({"å ä": ["", "0114"], "b": ["1", "☃"]}, dtype=str)
    return Raw(frame, np.array([2, 9], dtype=np.int64), None, "EPSG:3006", assumed=True)
