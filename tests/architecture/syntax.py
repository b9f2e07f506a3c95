"""Every file of the program as Python reads it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache

from tests.architecture.rooms import HOUSES, ROOT


@cache
def trees() -> Mapping[str, ast.Module]:
    """Modules by their path in the repository."""
    files = [file for house in HOUSES for file in sorted((ROOT / house).rglob("*.py"))]
    return {
        file.relative_to(ROOT).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in (*files, ROOT / "app.py")
    }
