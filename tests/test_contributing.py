"""What CONTRIBUTING promises is kept: each recipe is followed in a copy of the program, and works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.toy import TABLES, write_toy_region

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^`(?P<file>[^`]+)`, (?P<where>new|at the end|above|below|instead of)"
    r"(?: (?P<ticks>`+)(?P<anchor>.+?)(?P=ticks))?:\n\n"
    r"```\w*\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
RECIPES = ("A layer, in four steps", "A measure, in three steps", "A connector, in three steps")
PARTS = ("geodata", "dashboard", "assets", "tests", "docs", "pyproject.toml", "app.py", "CONTRIBUTING.md")


@dataclass(frozen=True)
class Copy:
    """A copy of the program where a recipe has been followed, and the files that it touched."""

    folder: Path
    touched: frozenset[str]

    def run(self, tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """A tool of the environment, in the copy."""
        return subprocess.run(
            [Path(sys.executable).with_name(tool), *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )

    def command(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """A command of the program that the copy is."""
        return self.run("python", "-m", "dashboard", *arguments)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of the program where all recipes have been followed to the letter, one after another."""
    folder = tmp_path_factory.mktemp("copy")
    for part in PARTS:
        if (ROOT / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.png", "bench")
            shutil.copytree(ROOT / part, folder / part, ignore=ignored)
        else:
            shutil.copy(ROOT / part, folder / part)
    return Copy(folder, frozenset().union(*(followed(recipe, folder) for recipe in RECIPES)))


def followed(heading: str, folder: Path) -> set[str]:
    """Files that the recipe under a heading touches, when it is followed in a folder."""
    recipe = re.split(r"^## ", PAGE.split(f"\n## {heading}", 1)[1], flags=re.MULTILINE)[0]
    touched = set()
    for block in BLOCK.finditer(recipe):
        file, where, anchor, text = block["file"], block["where"], block["anchor"], block["text"]
        path = folder / file
        touched.add(file)
        if where == "new":
            assert not path.exists(), f"{file} is no longer new"
            path.write_text(text, encoding="utf-8")
            continue
        old = path.read_text(encoding="utf-8")
        if where == "at the end":
            apart = "\n\n" if path.suffix == ".py" else "\n"
            path.write_text(f"{old}{apart}{text}", encoding="utf-8")
            continue
        lines = old.splitlines(keepends=True)
        found = [at for at, line in enumerate(lines) if line.startswith(anchor)]
        assert len(found) == 1, f"{file} has not exactly one line that begins {anchor!r}"
        (at,) = found
        lines[at : at + 1] = {
            "above": [text, lines[at]],
            "below": [lines[at], text],
            "instead of": [text],
        }[where]
        path.write_text("".join(lines), encoding="utf-8")
    assert touched, f"there is nothing to do under {heading!r}"
    return touched


def test_a_layer_is_added_as_the_recipe_says(copy: Copy, tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path)
    done = copy.command("report", folder, "--layer", "organisations", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert [row["organisations"] for row in json.loads(done.stdout)["rows"]] == [2, 2, 1]


def test_a_measure_is_added_as_the_recipe_says(copy: Copy, tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path)
    done = copy.command("report", folder, "--municipality", "1401", "--lang", "en")
    assert done.returncode == 0, done.stderr
    (line,) = (kpi for kpi in json.loads(done.stdout)["kpis"] if kpi["key"] == "residents_per_unit")
    assert (line["name"], line["value"]) == ("Residents per unit", 1500)
    assert (line["numerator"], line["denominator"]) == (3000, 2)
    code = (
        "import geodata, sys; region = geodata.open_folder(sys.argv[1]);"
        " today = geodata.assess(region, geodata.new_scenario(region));"
        " print(geodata.measure(today, 'residents_per_unit').to_json())"
    )
    done = copy.run("python", "-c", code, folder)
    assert json.loads(done.stdout) == {"0101": 1000.0, "0102": 2000.0, "0201": None}, done.stderr


def test_a_connector_is_added_as_the_recipe_says(copy: Copy, tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path)
    header, *rows = TABLES["population.csv"].split()
    lines = [json.dumps(dict(zip(header.split(","), row.split(","), strict=True))) for row in rows]
    (folder / "population.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "population.csv").unlink()
    toml = (folder / "region.toml").read_text(encoding="utf-8")
    (folder / "region.toml").write_text(toml.replace("population.csv", "population.jsonl"), encoding="utf-8")
    done = copy.command("check", folder, "--lang", "en")
    assert done.returncode == 0, done.stdout
    (folder / "population.jsonl").write_text("\n".join([lines[0], "[1, 2]", *lines[2:]]), encoding="utf-8")
    done = copy.command("check", folder, "--lang", "en")
    assert done.returncode == 1
    assert "population.jsonl, row 2" in done.stdout
    assert "The line is not a JSON object." in done.stdout


def test_what_the_recipes_add_is_held_to_what_all_code_is(copy: Copy) -> None:
    code = sorted(file for file in copy.touched if file.endswith(".py"))
    for command in (
        ("ruff", "format", "--check", *code),
        ("ruff", "check", *code),
        ("lint-imports",),
        (
            "pytest",
            "-q",
            "tests/dashboard/texts/test_catalogues.py",
            "tests/geodata/checks/test_data_docs.py",
        ),
    ):
        done = copy.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_commands_of_the_loop_are_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", PAGE, re.MULTILINE)) <= targets


def test_commits_are_held_to_what_lint_holds_to_and_fetch_nothing() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    lint = (ROOT / "Makefile").read_text(encoding="utf-8").split("\nlint:")[1].split("\n\n")[0]
    tools = {"$(BIN)": ".venv/bin", "$(NODE)": "var/node/node_modules/.bin"}
    wanted = re.findall(r"^\t(.+)$", lint, re.MULTILINE)
    for name, folder in tools.items():
        wanted = [command.replace(name, folder) for command in wanted]
    entries = re.findall(r"entry: (.+)", hooks)
    assert entries == [re.sub(r"( --check)? \.$", "", command) for command in wanted]
    assert re.findall(r"repo: (.+)", hooks) == ["local"]
    assert "http" not in hooks
