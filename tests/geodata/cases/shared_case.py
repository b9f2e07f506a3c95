"""A folder of inputs that went wrong once, checked and computed as `check` and `build` do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from geodata.checks import check, sentence
from geodata.contract.problems import Problem
from geodata.publish.build import computed
from geodata.region.region import Region
from tests.conftest import SHARED

CASES = SHARED.parent / "cases"


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of a folder.

    Attributes
    ----------
    problems : tuple of Problem
    region : Region or None
        With its minutes; None where the folder is refused.
    """

    problems: tuple[Problem, ...]
    region: Region | None

    def of(self, severity: str) -> dict[str, list[Problem]]:
        """Problems of one severity by code, in the order they were found."""
        by_code: dict[str, list[Problem]] = {}
        for problem in self.problems:
            if problem.severity == severity:
                by_code.setdefault(problem.code, []).append(problem)
        return by_code

    def words(self, language: str = "en") -> str:
        """Every sentence that the user reads."""
        return "\n".join(sentence(problem, language) for problem in self.problems)


def outcome(folder: Path) -> Outcome:
    """What `check` says of a region and, where it passes, what `build` computes of it."""
    checked = check(folder)
    region = None if checked.region is None else computed(checked.region)
    return Outcome(checked.problems, region)


def outcome_of_case(name: str, tmp_path: Path) -> Outcome:
    """The same of one of the shared cases, in a copy of its folder; skips where they are absent."""
    if not CASES.is_dir():
        pytest.skip(f"the inputs that went wrong are not at {CASES}")
    return outcome(Path(shutil.copytree(CASES / name, tmp_path / name)))
