"""A mixed-integer programme, and HiGHS that solves it.

Huangfu & Hall 2018, doi 10.1007/s12532-017-0130-5, as `highspy`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
from scipy.sparse import csr_array

from geodata.siting.question import Floats


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
    """What the solver found.

    Attributes
    ----------
    x : float64 or None, shape (whole,)
        Those that are 0 or 1; None where nothing was found in time.
    cost : float
        What it costs; inf where nothing was found.
    bound : float
        No cost is lower; -inf where nothing is known.
    proven : bool
    """

    x: Floats | None = None
    cost: float = np.inf
    bound: float = -np.inf
    proven: bool = False


def solved(
    programme: Programme, time_limit_s: float, on_the_way: Callable[[Solved], None] | None = None
) -> Solved:
    """The optimum, or the best within the time, in this process.

    Parameters
    ----------
    programme : Programme
    time_limit_s : float
    on_the_way : callable, optional
        Told of each better answer and each better bound as they are found.
    """
    if not len(programme.cost):  # nothing is left to decide, which the solver takes for a mistake
        return Solved(np.empty(0), 0.0, 0.0, proven=True)
    highs = _Quiet()  # type: ignore[no-untyped-call]
    for option, value in (("time_limit", time_limit_s), ("mip_rel_gap", 0.0)):
        highs.setOptionValue(option, value)
    highs.passModel(_model(programme))
    if on_the_way is not None:
        best = Solved()

        def tell(event: Any) -> None:
            nonlocal best
            out, whole = event.data_out, programme.whole
            if len(out.mip_solution) and out.objective_function_value < best.cost:
                x = np.array(out.mip_solution)[:whole]
                best = replace(best, x=x, cost=float(out.objective_function_value))
                on_the_way(best)
            if best.bound < out.mip_dual_bound < np.inf:
                best = replace(best, bound=float(out.mip_dual_bound))
                on_the_way(best)

        highs.cbMipImprovingSolution.subscribe(tell)
        highs.cbMipInterrupt.subscribe(tell)  # asked again and again, with the bound there is
    highs.run()
    info = highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    proven = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    bound = float(info.mip_dual_bound)
    return Solved(
        np.array(highs.getSolution().col_value)[: programme.whole] if found else None,
        float(info.objective_function_value) if found else np.inf,
        bound if np.isfinite(bound) else -np.inf,
        proven,
    )


def _model(programme: Programme) -> highspy.HighsLp:
    rows, columns = programme.rows, len(programme.cost)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, rows.shape[0]
    model.col_cost_ = programme.cost
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.ones(columns)
    model.row_lower_, model.row_upper_ = programme.low, programme.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_col_, model.a_matrix_.num_row_ = columns, rows.shape[0]
    model.a_matrix_.start_, model.a_matrix_.index_ = rows.indptr, rows.indices
    model.a_matrix_.value_ = rows.data
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger] * programme.whole + [kinds.kContinuous] * (
        columns - programme.whole
    )
    return model


class _Quiet(highspy.Highs):
    """Says nothing, not even its name, which it would at the first of its own calls."""

    def enableCallbacks(self) -> None:  # noqa: N802 - its own name
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]
