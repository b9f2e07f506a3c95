"""The command `serve`, for real: gunicorn with two workers on a free port."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import brotli
import pytest

from dashboard.serve.settings import Settings
from geodata.publish.publish import publish
from tests.small_region import computed_small_region

ROOT = Path(__file__).parents[2]
STARTS_IN_S = 120
LOOKS_EVERY_S = 5.0


class Served:
    """A running server and what it answers."""

    def __init__(self, out: Path) -> None:
        self.out = out
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "dashboard", "serve", "--out", str(out), "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(
                "GET", path, headers={key.replace("_", "-"): text for key, text in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def version(self) -> str:
        return str(json.loads(self.get("/readyz")[2])["version"])

    def wait(self) -> None:
        end = time.monotonic() + STARTS_IN_S
        while time.monotonic() < end:
            assert self.process.poll() is None, "the server stopped by itself"
            try:
                if self.get("/healthz")[0] == 200:
                    return
            except (OSError, HTTPException):
                time.sleep(0.1)
        raise AssertionError("the server did not answer")

    def two_workers_but(self, killed: int) -> list[int]:
        """Process ids of both workers, as soon as there are two besides one that was killed."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            workers = [int(pid) for pid in children.read_text().split() if int(pid) != killed]
            if len(workers) == 2:
                return workers
            time.sleep(0.05)
        raise AssertionError("there are not two workers")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    out = tmp_path_factory.mktemp("published")
    publish(computed_small_region(), out)
    server = Served(out)
    try:
        server.wait()
        yield server
    finally:
        server.process.terminate()
        server.process.wait(20)


def test_it_is_ready_with_the_published_version(served: Served) -> None:
    status, headers, body = served.get("/readyz")
    assert status == 200
    assert json.loads(body)["region"] == "small"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_geometry_comes_as_brotli_and_for_ever(served: Served) -> None:
    status, headers, body = served.get(f"/geo/{served.version()}/shapes.json", Accept_Encoding="gzip, br")
    assert status == 200
    assert headers["Content-Encoding"] == "br"
    assert "immutable" in headers["Cache-Control"]
    assert json.loads(brotli.decompress(body))["ids"] == ["A1", "A2", "A3", "A4"]


def test_the_page_comes_with_its_scripts_compressed(served: Served) -> None:
    status, headers, _ = served.get("/", Accept_Encoding="br")
    assert status == 200
    assert headers["Content-Encoding"] == "br"


def test_every_worker_follows_a_new_version_and_looks_every_five_seconds_or_oftener(served: Served) -> None:
    assert Settings.refresh_s <= LOOKS_EVERY_S  # how long it then takes is the machine's affair
    before = served.version()
    region = computed_small_region()
    after = publish(replace(region, settings=replace(region.settings, short="Nytt")), served.out)
    assert after != before
    end = time.monotonic() + STARTS_IN_S
    while (versions := {served.version() for _ in range(20)}) != {after} and time.monotonic() < end:
        time.sleep(0.2)
    assert versions == {after}
    # A page loaded before still gets the geometry it was made with.
    assert served.get(f"/geo/{before}/units.json")[0] == 200


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the workers are found through /proc")
def test_a_worker_that_is_killed_is_replaced_and_answers_stay_right(served: Served) -> None:
    version = served.version()
    killed = served.two_workers_but(0)[0]
    os.kill(killed, signal.SIGKILL)
    served.two_workers_but(killed)
    assert {served.version() for _ in range(20)} == {version}
