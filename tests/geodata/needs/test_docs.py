"""What docs/needs.md says is what comes out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geodata.needs.drivers import DRIVERS
from geodata.needs.intervals import lognormal, population_error
from geodata.needs.outlook import Outlook, address_values

PAGE = (Path(__file__).parents[3] / "docs" / "needs.md").read_text(encoding="utf-8")


def test_the_lines_of_code_run_and_answer_as_they_say() -> None:
    names: dict[str, Any] = {}
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "docs/needs.md", "exec"), names)
    answer = names["answer"]
    assert answer.use.tolist() == [[2960]]
    parts = dict(zip(DRIVERS, answer.drivers[:, 0, 0], strict=True))
    assert f"| more residents (size) | +{parts['size']:.1f} |" in PAGE
    assert f"| older residents (ageing) | +{parts['ageing']:.1f} |" in PAGE


@pytest.mark.parametrize("residents", [2_000, 10_000, 50_000, 500_000])
def test_the_table_of_intervals_is_what_is_worked_out(residents: int) -> None:
    _, high = lognormal(np.ones(3), population_error(np.full(3, float(residents)), np.array([5.0, 10, 20])))
    cells = " | ".join(f"± {100 * (end - 1):.1f} %" for end in high)
    assert f"| {residents:,} | {cells} |" in PAGE


def test_every_word_of_an_address_is_explained() -> None:
    every = Outlook(2035, "high", "half", 0.8, True, ("diabetes",), "cohorts", 650.0)
    for key in address_values(every, Outlook(2030)):
        assert f"`{key}=" in PAGE
