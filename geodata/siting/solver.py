"""A mixed-integer programme solved by HiGHS, in a process of its own where it takes time.

A call into a solver cannot be stopped from outside; a process can. What is small is tried here first,
for a second, so that most answers need no process at all.

HiGHS: Huangfu & Hall 2018, doi 10.1007/s12532-017-0130-5, as `scipy.optimize.milp`.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from geodata.contract.errors import SitingError
from geodata.siting.question import Floats

SMALL = 20_000
"""Stored coefficients of a programme that is tried in this process."""

AT_ONCE_S = 0.8
_LOOK_S = 0.1
_GRACE_S = 15.0


@dataclass(frozen=True, eq=False)
class Programme:
    """Minimise `cost @ x` with `low <= rows @ x <= high` and `0 <= x <= 1`.

    The first `whole` of `x` are 0 or 1.
    """

    cost: Floats
    rows: csr_array
    low: Floats
    high: Floats
    whole: int


@dataclass(frozen=True, eq=False)
class Solved:
    """What the solver found: `x` None where nothing was found in time, `bound` -inf where none is."""

    x: Floats | None
    bound: float
    proven: bool


def solve(
    programme: Programme, time_limit_s: float, stop: Callable[[], bool], waiting: Callable[[float], None]
) -> Solved:
    """The optimum, or the best within the time.

    Parameters
    ----------
    programme : Programme
    time_limit_s : float
    stop : callable
        Asked ten times a second; the process is then ended, with nothing found.
    waiting : callable
        Told as often how many seconds have passed.

    Raises
    ------
    SitingError
        If the solver's process fails.
    """
    begin = time.monotonic()
    if programme.rows.nnz <= SMALL:
        found = solved(programme, min(AT_ONCE_S, time_limit_s))
        if found.proven:
            return found
    left = time_limit_s - (time.monotonic() - begin)
    if left <= 0 or stop():
        return Solved(None, -np.inf, False)
    return _in_a_process(programme, left, stop, waiting, begin)


def solved(programme: Programme, time_limit_s: float) -> Solved:
    """The optimum, or the best within the time, in this process."""
    columns = len(programme.cost)
    if not columns:  # nothing is left to decide, which the solver takes for a mistake
        return Solved(np.empty(0), 0.0, True)
    whole = np.zeros(columns)
    whole[: programme.whole] = 1
    constraints = LinearConstraint(programme.rows, programme.low, programme.high)
    found = milp(
        programme.cost,
        integrality=whole,
        bounds=Bounds(0, 1),
        constraints=constraints if programme.rows.shape[0] else (),
        options={"time_limit": time_limit_s, "mip_rel_gap": 0.0},
    )
    bound = found.mip_dual_bound
    known = found.status == 0 or (bound is not None and np.isfinite(bound))
    return Solved(
        found.x, float(bound if bound is not None else found.fun) if known else -np.inf, found.status == 0
    )


def _in_a_process(
    programme: Programme,
    time_limit_s: float,
    stop: Callable[[], bool],
    waiting: Callable[[float], None],
    begin: float,
) -> Solved:
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    latest = time.monotonic() + time_limit_s + _GRACE_S
    with TemporaryFile() as problem, TemporaryFile() as answer, TemporaryFile() as errors:
        problem.write(_packed(programme))
        problem.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "geodata.siting.solver", str(time_limit_s)],
            stdin=problem,
            stdout=answer,
            stderr=errors,
            start_new_session=True,  # a Ctrl-C is for this process, which then asks for no more
            env={**os.environ, "PYTHONPATH": path},
        )
        try:
            while (code := _ended(process)) is None:
                waiting(time.monotonic() - begin)
                if stop() or time.monotonic() > latest:
                    return Solved(None, -np.inf, False)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        answer.seek(0)
        errors.seek(0)
        if code:
            last = errors.read().decode(errors="replace").strip().splitlines()[-1:]
            raise SitingError(f"The solver ended with an error: {''.join(last) or code}")
        with np.load(io.BytesIO(answer.read())) as parts:
            x = parts["x"]
            return Solved(x if len(x) else None, float(parts["bound"]), bool(parts["proven"]))


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


def main(time_limit_s: float) -> None:
    """Solve the programme on standard input and write what is found to standard output."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the solver prints is no part of the answer
    found = solved(_unpacked(sys.stdin.buffer.read()), time_limit_s)
    out = io.BytesIO()
    np.savez(out, x=np.empty(0) if found.x is None else found.x, bound=found.bound, proven=found.proven)
    answer.write(out.getvalue())
    answer.close()


if __name__ == "__main__":
    main(float(sys.argv[1]))
