"""Where a register is read: an engine, its table, and how answers are fetched from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from geodata.contract.headers import header

if TYPE_CHECKING:
    import ibis.expr.types as ir


class EngineError(Exception):
    """An engine cannot be reached, or cannot read a register; carries what the problem says.

    Parameters
    ----------
    code : str
        Of `geodata/checks/sentences.toml`.
    value : str
        What the engine said, shortened; never a credential.
    expected : tuple of str
    file : str
        Which of the register's files it is about; "" for the register.
    row : int or None
    """

    def __init__(
        self,
        code: str,
        value: str = "",
        expected: tuple[str, ...] = (),
        file: str = "",
        row: int | None = None,
    ) -> None:
        super().__init__(value or code)
        self.code, self.value, self.expected, self.file, self.row = code, value, expected, file, row


@dataclass(frozen=True)
class RefusedRow:
    """What is remarkable of one row of a file, as a problem says it."""

    code: str
    file: str
    row: int
    value: str = ""
    expected: tuple[str, ...] = ()


class RowsRefusedError(EngineError):
    """Rows of a register are no records of its table."""

    def __init__(self, rows: list[RefusedRow]) -> None:
        super().__init__("unreadable_register")
        self.rows = rows


@dataclass(frozen=True)
class Engine:
    """An open connection with the register as a table.

    Attributes
    ----------
    register : ibis Table
    table : function of a name and an Arrow table
        A small table of ours as one of the engine's.
    fetch : function of a table expression
        Its rows as an Arrow table.
    done : function
        How much of the running query is done, 0 to 1; NaN where the engine does not tell.
    count : function
        Rows of the register, where that is known without reading it; else None.
    stop : function
        Gives up the running query.
    remarks : list of RefusedRow
        What is to be warned of.
    """

    register: ir.Table
    table: Callable[[str, pa.Table], ir.Table]
    fetch: Callable[[ir.Table], pa.Table]
    done: Callable[[], float]
    count: Callable[[], int | None]
    stop: Callable[[], None]
    remarks: list[RefusedRow] = field(default_factory=list)


def with_headers(engine: Engine) -> Engine:
    """The engine with the names of its register's columns in one form, as `region.toml` has them."""
    names: dict[str, str] = {}
    for name in engine.register.columns:
        names.setdefault(header(name), name)  # of several that look alike the first
    if all(ours == theirs for ours, theirs in names.items()):
        return engine
    return replace(
        engine,
        register=engine.register.select(**{ours: engine.register[theirs] for ours, theirs in names.items()}),
    )


def first_line(error: BaseException) -> str:
    """Error message of an engine, in one line that fits a screen."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:300]
