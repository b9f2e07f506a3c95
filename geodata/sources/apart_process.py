"""The process that `apart` starts: it has the libraries ready, and forks a child for every piece of work.

A child has bounds that the kernel keeps whatever the libraries do, and no network. It writes its answer to
a file of the folder that it is given, and touches nothing else.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyogrio._ogr

from geodata.contract.problems import Problems
from geodata.sources.apart_answer import FILE, Answer, write
from geodata.sources.apart_limits import Limits, keep_within
from geodata.sources.raw import UnreadableError

IDLE_S = 30
"""Seconds after which a process that nobody asks anything ends."""

DRIVERS = frozenset(
    (
        "ESRI Shapefile",
        "ESRIJSON",
        "FlatGeobuf",
        "GML",
        "GPKG",
        "GPX",
        "KML",
        "LIBKML",
        "MapInfo File",
        "TopoJSON",
    )
)
"""The drivers of GDAL that are kept: files alone, and none that opens what a file names."""


def serve(connection: Connection) -> None:
    """Answer until nobody asks any more: each question has its work, its folder and its limits."""
    while connection.poll(IDLE_S):
        try:
            function, arguments, folder, limits = connection.recv()
        except EOFError:
            return
        child = os.fork()
        if child == 0:
            connection.close()
            _work(function, arguments, Path(folder), limits)
        _, status = os.waitpid(child, 0)
        with suppress(BrokenPipeError):
            connection.send_bytes(str(os.waitstatus_to_exitcode(status)).encode())


def _work(function: Any, arguments: Sequence[Any], folder: Path, limits: Limits) -> None:
    """Do one piece of work as a child, and end."""
    code = 1
    try:
        keep_within(limits)
        _without_network()
        os.chdir(folder)
        tempfile.tempdir = str(folder)
        write(_answer(function, arguments), folder / FILE)
        code = 0
    finally:
        os._exit(code)  # nothing of the parent's is to be closed or written by this copy of it


def _answer(function: Any, arguments: Sequence[Any]) -> Answer:
    problems = next((each for each in arguments if isinstance(each, Problems)), Problems())
    try:
        return Answer(function(*arguments), problems.found)
    except UnreadableError as error:
        return Answer(None, problems.found, error)
    except MemoryError:
        return Answer(None, problems.found, UnreadableError("file_needs_memory"))
    except OSError as error:
        text = error.strerror or type(error).__name__
        return Answer(None, problems.found, UnreadableError("unreadable_file", text))
    except Exception as error:  # a damaged file raises whatever its broken part happens to hit
        print(traceback.format_exc(), file=sys.stderr)
        return Answer(None, problems.found, UnreadableError("file_breaks_reader", type(error).__name__))


def _without_network() -> None:
    """Leave every network where the system lets us; no driver that calls is kept in any case."""
    ways = [os.CLONE_NEWNET] if os.geteuid() == 0 else [os.CLONE_NEWNET | os.CLONE_NEWUSER]
    for way in ways:
        with suppress(OSError):
            os.unshare(way)


def _only_drivers() -> None:
    """Take every driver of GDAL away but those of `DRIVERS`."""
    gdal = ctypes.CDLL(pyogrio._ogr.__file__)
    gdal.GDALGetDriver.restype = gdal.GDALGetDriverByName.restype = ctypes.c_void_p
    gdal.GDALGetDescription.argtypes = gdal.GDALDeregisterDriver.argtypes = [ctypes.c_void_p]
    gdal.GDALGetDescription.restype = ctypes.c_char_p
    for at in reversed(range(gdal.GDALGetDriverCount())):
        driver = gdal.GDALGetDriver(at)
        if gdal.GDALGetDescription(driver).decode() not in DRIVERS:
            gdal.GDALDeregisterDriver(driver)


def main(descriptor: int) -> None:
    """Serve whoever holds the other end of a pipe."""
    warnings.simplefilter("ignore")  # libraries', of files that are told of otherwise
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _only_drivers()
    serve(Connection(descriptor))


if __name__ == "__main__":
    main(int(sys.argv[1]))
