"""What `region.toml` says of needs: composite indices, and what the variants of a projection are called."""

from __future__ import annotations

import math
from collections.abc import Collection

from geodata.contract.need_settings import CENTRED, SCALES, STEPS, NeedIndex
from geodata.contract.parts import keyed
from geodata.contract.settings import Text
from geodata.contract.toml_reader import TomlReader

VARIABLES_MOST, VARIANTS_MOST = 100, 50


def read_variants(reader: TomlReader) -> dict[str, Text]:
    """Names of a projection's variants, `[projection_variants]`, by what they are called in the table."""
    if len(reader.content) > VARIANTS_MOST:
        reader.problem("impossible_number", None, len(reader.content), "0", str(VARIANTS_MOST))
    names = {variant: reader.words(variant, required=True) for variant in reader.content}
    reader.finish()
    return names


def read_need_indices(top: TomlReader, tables: Collection[str]) -> dict[str, NeedIndex]:
    """Every composite index of the file, by key.

    Parameters
    ----------
    top : TomlReader
    tables : collection of str
        Names of the tables that the region has: without variables there is no index.
    """
    found = {key: _need_index(key, each) for key, each in top.tables("need_index")}
    if found and "need_variables" not in tables:
        top.problem("missing_need_variables", "need_index")
    return found


def _need_index(key: str, reader: TomlReader) -> NeedIndex:
    weighed = reader.table("weights")
    if not weighed.content:
        reader.problem("missing_key", "weights")
    if len(weighed.content) > VARIABLES_MOST:
        reader.problem("impossible_number", "weights", len(weighed.content), "1", str(VARIABLES_MOST))
    some = reader.table("steps_of")
    index = NeedIndex(
        key=keyed(key, reader),
        name=reader.words("name", required=True),
        weights={name: weighed.number(name, math.nan, -1e9, 1e9) for name in weighed.content},
        steps={
            "": _steps(reader, "steps") or ("share",),
            **{name: _steps(some, name) for name in some.content},
        },
        scale=reader.choice("scale", SCALES, SCALES[0], required=True),
        mean=reader.number("mean", None, 1e-9, 1e9),
        source=reader.words("source", required=True),
    )
    for name in some.content:
        if name not in index.weights:
            some.problem("unknown_choice", name, name, *index.weights)
    _one_scale(index, reader)
    reader.finish()
    return index


def _steps(reader: TomlReader, key: str) -> tuple[str, ...]:
    steps = reader.strings(key)
    for step in steps:
        if step not in STEPS:
            reader.problem("unknown_choice", key, step, *STEPS)
    return steps


def _one_scale(index: NeedIndex, reader: TomlReader) -> None:
    """Add what makes the scale another than it is called."""
    centred = {
        any(step in CENTRED for step in index.steps.get(name, index.steps[""])) for name in index.weights
    }
    if centred and centred != {index.scale == "z_scores"}:
        fitting = ("z_scores",) if centred == {True} else SCALES[:2] if centred == {False} else ()
        reader.problem("wrong_scale", "scale", index.scale, *fitting)
    elif index.mean is not None and index.scale != "mean_one":
        reader.problem("wrong_scale", "mean", index.scale, "mean_one")
