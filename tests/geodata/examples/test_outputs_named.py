"""Every output that a model of the examples pays for has a name, and every name is of one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FILES = (ROOT / "geodata/demo/region.template.toml", ROOT / "examples/england/payments/region.toml")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_an_example_names_what_it_pays_for(file: Path) -> None:
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    parts = [part for model in told["reimbursement"].values() for part in model["parts"]]
    paid_for = {part["output"] for part in parts if "output" in part}
    assert paid_for
    assert set(told["outputs"]) == paid_for
    for output in told["outputs"].values():
        assert set(output["name"]) == set(output["unit"]) == {"sv", "en"}
