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

    def holds(self, *tests: str) -> None:
        """Format, lint and arrows are as green as in the repository, and so are some tests."""
        code = sorted(file for file in self.touched if file.endswith(".py"))
        for command in (
            ("ruff", "format", "--check", *code),
            ("ruff", "check", *code),
            ("lint-imports",),
            ("pytest", "-q", *tests),
        ):
            done = self.run(*command)
            assert done.returncode == 0, done.stdout + done.stderr


def followed(heading: str, folder: Path) -> Copy:
    """The recipe under a heading, followed to the letter in a copy of the program."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.png", "bench")
            )
        else:
            shutil.copy(ROOT / part, folder / part)
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
    return Copy(folder, frozenset(touched))


def test_a_layer_is_added_as_the_recipe_says(tmp_path: Path) -> None:
    copy = followed("A layer, in four steps", tmp_path / "copy")
    folder = write_toy_region(tmp_path / "region")
    done = copy.command("report", folder, "--layer", "organisations", "--lang", "en")
    assert done.returncode == 0, done.stderr
    table = json.loads(done.stdout)
    assert [row["organisations"] for row in table["rows"]] == [2, 2, 1]
    copy.holds("tests/dashboard/texts/test_catalogues.py")


def test_a_connector_is_added_as_the_recipe_says(tmp_path: Path) -> None:
    copy = followed("A connector, in three steps", tmp_path / "copy")
    folder = write_toy_region(tmp_path / "region")
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
    copy.holds("tests/geodata/checks/test_data_docs.py")


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


def test_a_measure_is_added_as_the_recipe_says(tmp_path: Path) -> None:
    copy = followed("A measure, in three steps", tmp_path / "copy")
    folder = write_toy_region(tmp_path / "region")
    for place, residents, units in (
        ((), 3500, 2),
        (("--municipality", "1401"), 3000, 2),
        (("--area", "0101"), 1000, 1),
    ):
        done = copy.command("report", folder, *place, "--lang", "en")
        assert done.returncode == 0, done.stderr
        (line,) = (kpi for kpi in json.loads(done.stdout)["kpis"] if kpi["key"] == "residents_per_unit")
        assert (line["name"], line["value"]) == ("Residents per unit", residents / units)
        assert (line["numerator"], line["denominator"]) == (residents, units)
    code = (
        "import geodata, sys; region = geodata.open_folder(sys.argv[1]);"
        " today = geodata.assess(region, geodata.new_scenario(region));"
        " print(geodata.measure(today, 'residents_per_unit').to_json())"
    )
    done = copy.run("python", "-c", code, folder)
    assert json.loads(done.stdout) == {"0101": 1000.0, "0102": 2000.0, "0201": None}, done.stderr
    copy.holds("tests/dashboard/texts/test_catalogues.py")
