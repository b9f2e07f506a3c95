"""The real server of a published region: gunicorn on a free port of this machine, stopped by its own id."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROBES = {"UTBUDSKARTA_PROBE_DIR": str(Path(__file__).parent / "probe")}
"""Lets pages tell what they show: a canvas does not."""
START_S = 120.0
SERVE = (sys.executable, "-m", "dashboard", "serve")


@dataclass(frozen=True)
class Server:
    """Where a server answers, what it serves, and what it says while it does."""

    address: str
    out: Path
    log: Path
    pid: int

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and content of one answer."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def version(self) -> str:
        """The version that is served now."""
        found: str = json.loads(self.get("/readyz")[1])["version"]
        return found


def run(*arguments: str | Path) -> str:
    """What one command of the program prints; its errors, where it fails, are the test's."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


@contextmanager
def serving(out: Path, log: Path, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server of what is published in a folder, with settings of its own, until the block ends.

    It has one worker, which works out once what several tests ask: `test_serving` is of two.
    """
    port = free_port()
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*SERVE, "--out", str(out), "--port", str(port), "--workers", "1"],
            cwd=ROOT,
            stdout=written,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **PROBES, **(settings or {})},
        )
    server = Server(f"http://127.0.0.1:{port}", out, log, process.pid)
    try:
        wait_for(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers that it is ready."""
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped: {server.log.read_text()}")
        try:
            if server.get("/readyz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"the server was not ready in {START_S:g} s: {server.log.read_text()}")
