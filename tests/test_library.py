"""The notebook and the ten lines of docs/library.md run as they stand, and give what they say."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import geodata

pytestmark = pytest.mark.long

DOCS = Path(__file__).parents[1] / "docs"
CELLS = json.loads((DOCS / "library.ipynb").read_text(encoding="utf-8"))["cells"]
PAGE = (DOCS / "library.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where both run: the demo that the first of them writes is there for the other."""
    return tmp_path_factory.mktemp("notebook")


@pytest.fixture(scope="module")
def ran(folder: Path) -> tuple[list[Any], dict[str, Any]]:
    """What each code cell shows, and every name at the end."""
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        shown = [
            run("".join(cell["source"]), names, f"cell {number}")
            for number, cell in enumerate(CELLS)
            if cell["cell_type"] == "code"
        ]
    return shown, names


def run(code: str, names: dict[str, Any], where: str) -> Any:
    """Run a cell as a notebook does: the value of its last line, if that is an expression, is shown."""
    tree = ast.parse(code, where)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, where, "exec"), names)
    return eval(compile(ast.Expression(last.value), where, "eval"), names) if last else None


def test_the_notebook_is_kept_without_outputs() -> None:
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in CELLS if "outputs" in cell)


def test_each_step_of_the_notebook_shows_a_table(ran: tuple[list[Any], dict[str, Any]]) -> None:
    shown, _ = ran
    assert len(shown) == 4
    assert all(isinstance(each, pd.Series | pd.DataFrame) and len(each) for each in shown)


def test_its_figures_agree_with_each_other(ran: tuple[list[Any], dict[str, Any]]) -> None:
    _, names = ran
    region, today, after = names["region"], names["today"], names["after"]
    assert names["minutes"].index.equals(region.areas.index)
    assert names["minutes"].tolist() == today.access.nearest_min.tolist()
    assert names["beyond"].sum() == (today.persons - today.access.persons_within).sum()
    assert (names["longer"] >= 0).all()
    closed = region.units.index.get_loc(names["visits"].idxmax())
    assert today.supply.available[closed]
    assert not after.supply.available[closed]


def test_the_ten_lines_of_the_page_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, ran: tuple[list[Any], dict[str, Any]]
) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]
    assert len([line for line in code.splitlines() if line]) <= 10
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(compile(code, "docs/library.md", "exec"), names)
    assert names["region"].areas.index.equals(ran[1]["region"].areas.index)
    assert names["longer"].max() > 0


def test_every_part_of_an_answer_that_the_page_names_is_there(ran: tuple[list[Any], dict[str, Any]]) -> None:
    today = ran[1]["today"]
    for part in re.findall(r"`assessment\.(\w+)`", PAGE):
        assert hasattr(today, part), part


def test_bad_data_is_told_as_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[1]
    (tmp_path / "my-region").mkdir()
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(tmp_path)
        exec(compile(code, "docs/library.md", "exec"), {"geodata": geodata})
    assert "region.toml" in capsys.readouterr().out
