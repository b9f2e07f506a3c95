"""What a process of its own hands back: a table, a value, or what was wrong; as Arrow, which runs nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from pandas import DataFrame, Series

from geodata.contract.problems import Problem
from geodata.sources.raw import Raw, UnreadableError

FILE = "answer"
"""Name of the file of an answer, in the folder of its work."""
_ABOUT = b"about"
_ARRAYS = ("frame", "rows", "geometry")


@dataclass(frozen=True, eq=False)
class Answer:
    """What became of one piece of work.

    Attributes
    ----------
    value : Raw, or what JSON can write
    problems : sequence of Problem
        Found on the way.
    refused : UnreadableError or None
        Why there is no value.
    """

    value: Any = None
    problems: Sequence[Problem] = ()
    refused: UnreadableError | None = None


def write(answer: Answer, path: Path) -> None:
    """Write an answer to a file."""
    raw = answer.value if isinstance(answer.value, Raw) else None
    about: dict[str, Any] = {
        "problems": [asdict(each) for each in answer.problems],
        "refused": None if answer.refused is None else vars(answer.refused),
        "value": None if raw is not None else answer.value,
    }
    columns: list[pa.Array] = []
    if raw is not None:
        shaped = raw.geometry is not None
        about["names"] = [str(name) for name in raw.frame.columns]
        about["raw"] = {
            each.name: getattr(raw, each.name) for each in fields(raw) if each.name not in _ARRAYS
        } | {"shaped": shaped}
        columns = [pa.array(raw.frame.iloc[:, at], pa.large_string()) for at in range(raw.frame.shape[1])]
        columns.append(pa.array(raw.rows, pa.int64()))
        if shaped:
            columns.append(pa.array(shapely.to_wkb(raw.geometry), pa.large_binary()))
    table = pa.Table.from_arrays(columns, names=[str(at) for at in range(len(columns))])
    table = table.replace_schema_metadata({_ABOUT: json.dumps(about).encode()})
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def read(path: Path) -> Answer:
    """The answer that a file holds.

    Raises
    ------
    ValueError, KeyError, TypeError, OSError
        If it holds none.
    """
    with pa.OSFile(str(path)) as source:
        table = pa.ipc.open_file(source).read_all()
    table.validate(full=True)
    about = json.loads(table.schema.metadata[_ABOUT])
    problems = [Problem(**_with_tuples(each)) for each in about["problems"]]
    if about["refused"] is not None:
        return Answer(None, problems, UnreadableError(**_with_tuples(about["refused"])))
    value = _raw(table, about) if "raw" in about else about["value"]
    return Answer(value, problems)


def _raw(table: pa.Table, about: dict[str, Any]) -> Raw:
    names = about["names"]
    other = _with_tuples(about["raw"])
    shaped = other.pop("shaped")
    frame = DataFrame({at: Series(table[at].to_pandas(), dtype=str) for at in range(len(names))})
    frame.columns = names
    return Raw(
        frame=frame,
        rows=np.array(table[len(names)].to_numpy(), dtype=np.int64),
        geometry=_shapes(table[len(names) + 1]) if shaped else None,
        **other,
    )


def _with_tuples(content: dict[str, Any]) -> dict[str, Any]:
    """The same with tuples where JSON has lists."""
    return {key: tuple(each) if isinstance(each, list) else each for key, each in content.items()}


def _shapes(column: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.object_]]:
    return np.asarray(shapely.from_wkb(column.to_numpy(), on_invalid="ignore"), dtype=object)
