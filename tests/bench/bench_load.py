"""A hundred people, and three hundred, who each think for ten seconds between their questions.

    python -m tests.bench.bench_load [FOLDER] [USERS ...]

What they ask is recorded from the page in a browser and asked with other limits and other areas; every
second question is one that has been asked before, as people come by the same links. Each holds a connection
open, as a browser does. Beside milliseconds stands the processor time that a question costs the server: that
hardly depends on what else the machine does, and the load of it is printed.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.bench.load_bodies import CALLBACK, record, varied
from tests.e2e.server import ROOT, SERVE, Server, free_port, wait_for

THINK_S: Final = 10.0
LASTS_S: Final = 40.0
ALONE: Final = 60
"""Questions that are asked one after the other, before anybody else comes."""
COLD: Final = ("/dcat", "/api/collections", "/api", "/api/collections/areas/items?limit=100")
HEADERS: Final = {
    "Content-Type": "application/json", "Accept-Encoding": "br, gzip", "Sec-Fetch-Site": "same-origin",
}  # fmt: skip
FAILED: Final = 599


@dataclass
class Answers:
    """What came of some questions; appended to from many threads."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    bytes_: int = 0

    def line(self) -> str:
        """Half and 95 of 100 answers within so many milliseconds, and those that failed."""
        ranked = sorted(self.milliseconds)
        p95 = ranked[int(0.95 * (len(ranked) - 1))]
        wrong = sum(count for status, count in self.statuses.items() if status >= 400)
        return (
            f"{len(ranked)} answers, p50 {statistics.median(ranked):.0f} ms, p95 {p95:.0f} ms, "
            f"slowest {ranked[-1]:.0f} ms, {wrong} failed, {self.bytes_ / len(ranked) / 1000:.1f} kB each"
        )


class Person:
    """Somebody with one open connection, which is opened anew where the server has closed it."""

    def __init__(self, port: int, answers: Answers) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._answers = answers

    def ask(self, path: str, body: bytes | None = None) -> None:
        """One question, and what came of it."""
        begun = time.perf_counter()
        try:
            self._send(path, body)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self._connection.close()  # it had been left open too long
            self._send(path, body, last=True)
        self._answers.milliseconds.append(1000 * (time.perf_counter() - begun))

    def _send(self, path: str, body: bytes | None, *, last: bool = False) -> None:
        try:
            self._connection.request("POST" if body else "GET", path, body, HEADERS)
            answer = self._connection.getresponse()
            self._answers.bytes_ += len(answer.read())
            self._answers.statuses[answer.status] += 1
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            if not last and isinstance(error, ConnectionError):
                raise
            self._answers.statuses[FAILED] += 1


@contextmanager
def served(out: Path, workers: int = 2) -> Iterator[Server]:
    """The server as it is deployed: two workers."""
    port, log = free_port(), Path(tempfile.mkdtemp(prefix="load-")) / "log"
    command = [*SERVE, "--out", str(out), "--port", str(port), "--workers", str(workers)]
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=ROOT, stdout=written, stderr=subprocess.STDOUT)
    server = Server(f"http://127.0.0.1:{port}", out, log, process.pid)
    try:
        wait_for(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def processor_s(pid: int) -> float:
    """Seconds of a processor that a process and those that it has started have taken."""
    ticks = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            ticks += int(processor_s(int(child)) * os.sysconf("SC_CLK_TCK"))
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (ticks + int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Memory of the server and all that it has started, each shared page counted by its share."""
    total = int(Path(f"/proc/{pid}/smaps_rollup").read_text().partition("\nPss:")[2].split()[0]) / 1024
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += sum(memory_mb(int(child)) for child in (task / "children").read_text().split())
    return total


def alone(server: Server, bodies: list[bytes]) -> Answers:
    """Questions that nobody has asked before, one after the other."""
    answers = Answers()
    person = Person(int(server.address.rpartition(":")[2]), answers)
    for body in bodies:
        person.ask(CALLBACK, body)
    return answers


def together(server: Server, users: int, new: list[bytes], known: list[bytes]) -> Answers:
    """All who are there at once, each with a time to think between two questions."""
    answers, ends = Answers(), time.monotonic() + LASTS_S
    port, lock = int(server.address.rpartition(":")[2]), threading.Lock()

    def live(seed: int) -> None:
        chance = random.Random(seed)
        person = Person(port, answers)
        time.sleep(THINK_S * chance.random())
        while time.monotonic() < ends:
            with lock:
                body = new.pop() if new and chance.random() < 0.5 else chance.choice(known)
            person.ask(CALLBACK, body)
            time.sleep(THINK_S * (0.5 + chance.random()))

    with ThreadPoolExecutor(users) as people:
        list(people.map(live, range(users)))
    return answers


def cold(server: Server) -> Iterator[str]:
    """The open interface, asked for the first time and then again."""
    for path in COLD:
        answers = Answers()
        person = Person(int(server.address.rpartition(":")[2]), answers)
        for _ in range(3):
            person.ask(path)
        first, *again = answers.milliseconds
        yield f"{path}: {first:.0f} ms at first, then {min(again):.0f}; {answers.bytes_ / 3000:.1f} kB"


def main(folder: str = "", *users: str) -> None:
    """Record, ask alone, and then with so many people."""
    out = Path(folder or tempfile.mkdtemp(prefix="load-demo-"))
    if not (out / "current").exists():
        line = [sys.executable, "-m", "dashboard", "demo", "--county", "14", "--out", str(out)]
        subprocess.run(line, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    print(f"load of the machine {os.getloadavg()[0]:.1f}")
    with served(out) as server:
        for told in cold(server):
            print(told)
        recorded = record(server.address)
        areas = json.loads(server.get(f"/geo/{server.version()}/shapes.json")[1])["ids"]
        chance = random.Random(1)
        questions = [body for body in recorded.bodies if b'"page.children"' not in body]
        print(f"{len(questions)} questions recorded, of {len(areas)} areas")

        def others(count: int) -> list[bytes]:
            return [varied(chance.choice(questions), areas, chance) for _ in range(count)]

        before = processor_s(server.pid)
        answers = alone(server, others(ALONE))
        cost_ms = 1000 * (processor_s(server.pid) - before) / len(answers.milliseconds)
        print(f"new questions, one at a time: {answers.line()}; {cost_ms:.0f} ms of a processor each")
        for count in map(int, users or ("100", "300")):
            before, begun = processor_s(server.pid), time.monotonic()
            answers = together(server, count, others(4 * count), questions)
            spent, lasted = processor_s(server.pid) - before, time.monotonic() - begun
            print(
                f"{count} people: {answers.line()}; {1000 * spent / len(answers.milliseconds):.0f} ms of a "
                f"processor each, {100 * spent / lasted:.0f} % of one, {memory_mb(server.pid):.0f} MB; "
                f"load of the machine {os.getloadavg()[0]:.1f}"
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
