"""A mixed-integer programme solved in a process of its own where it takes time.

A call into a solver cannot be stopped from outside; a process can, and it tells what it finds on the
way, so that nothing is lost. What is small is tried here first, for a second, so that most answers need
no process at all.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import numpy as np
from scipy.sparse import csr_array

from geodata.contract.errors import SitingError
from geodata.siting.highs import Programme, Solved, solved

SMALL = 20_000
"""Stored coefficients of a programme that is tried in this process."""

AT_ONCE_S = 0.8
_LOOK_S = 0.1
_GRACE_S = 0.3
"""A solver that looks at its clock ends by itself; in some steps it does not look for long."""


def solve(
    programme: Programme, time_limit_s: float, stop: Callable[[], bool], waiting: Callable[[float], None]
) -> Solved:
    """The optimum, or the best within the time.

    Parameters
    ----------
    programme : Programme
    time_limit_s : float
    stop : callable
        Asked ten times a second; the process is then ended, with what it has found.
    waiting : callable
        Told as often how many seconds have passed.

    Raises
    ------
    SitingError
        If the solver's process fails.
    """
    begin, first = time.monotonic(), Solved()
    if programme.rows.nnz <= SMALL:
        first = solved(programme, min(AT_ONCE_S, time_limit_s))
    left = time_limit_s - (time.monotonic() - begin)
    if first.proven or left <= 0 or stop():
        return first
    found = _in_a_process(programme, left, stop, waiting, begin)
    if found.proven or found.cost <= first.cost:
        return replace(found, bound=max(first.bound, found.bound))
    return replace(first, bound=max(first.bound, found.bound))


def _in_a_process(
    programme: Programme,
    time_limit_s: float,
    stop: Callable[[], bool],
    waiting: Callable[[float], None],
    begin: float,
) -> Solved:
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    ends = time.monotonic() + time_limit_s
    until = time.time() + time_limit_s  # by a clock that both processes have
    with TemporaryFile() as problem, TemporaryFile() as answer, TemporaryFile() as errors:
        problem.write(_packed(programme))
        problem.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "geodata.siting.solver", str(until)],
            stdin=problem,
            stdout=answer,
            stderr=errors,
            start_new_session=True,  # a Ctrl-C is for this process, which then asks for no more
            env={**os.environ, "PYTHONPATH": path},
        )
        try:
            while (code := _ended(process)) is None:
                waiting(time.monotonic() - begin)
                if stop() or time.monotonic() > ends + _GRACE_S:
                    break
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        if code:
            errors.seek(0)
            last = errors.read().decode(errors="replace").strip().splitlines()[-1:]
            raise SitingError(f"The solver ended with an error: {''.join(last) or code}")
        answer.seek(0)
        return _last(answer)


def _written(found: Solved) -> bytes:
    """What was found, its length before it: one that was not written to its end is told by that."""
    out = io.BytesIO()
    x = np.empty(0) if found.x is None else found.x
    np.savez(out, x=x, figures=(found.cost, found.bound, found.proven))
    return len(out.getvalue()).to_bytes(8, "little") + out.getvalue()


def _last(answer: IO[bytes]) -> Solved:
    """The last of those that were written to their end."""
    found = Solved()
    while len(size := answer.read(8)) == 8:
        content = answer.read(int.from_bytes(size, "little"))
        if len(content) < int.from_bytes(size, "little"):
            break
        with np.load(io.BytesIO(content)) as parts:
            x, (cost, bound, proven) = parts["x"], parts["figures"].tolist()
            found = Solved(x if len(x) else None, cost, bound, bool(proven))
    return found


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    try:
        return process.wait(_LOOK_S)
    except subprocess.TimeoutExpired:
        return None


def _packed(programme: Programme) -> bytes:
    rows, out = programme.rows, io.BytesIO()
    np.savez(
        out,
        cost=programme.cost,
        data=rows.data,
        indices=rows.indices,
        indptr=rows.indptr,
        low=programme.low,
        high=programme.high,
        whole=programme.whole,
    )
    return out.getvalue()


def _unpacked(content: bytes) -> Programme:
    with np.load(io.BytesIO(content)) as parts:
        cost, low = parts["cost"], parts["low"]
        rows = csr_array((parts["data"], parts["indices"], parts["indptr"]), shape=(len(low), len(cost)))
        return Programme(cost, rows, low, parts["high"], int(parts["whole"]))


def main(until: float) -> None:
    """Solve the programme on standard input by a time, and write what is found to standard output."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the solver prints is no part of the answer

    def write(found: Solved) -> None:
        answer.write(_written(found))
        answer.flush()

    programme = _unpacked(sys.stdin.buffer.read())
    write(solved(programme, max(until - time.time(), 0.0), write))
    answer.close()


if __name__ == "__main__":
    main(float(sys.argv[1]))
