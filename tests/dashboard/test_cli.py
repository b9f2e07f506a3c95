from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli import main
from geodata.demo.folder import KEY_NAME
from geodata.publish.manifest import current_version
from geodata.publish.snapshot import open_snapshot

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def gotland(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of data of the smallest county (12 areas), published beside it in `published`."""
    folder = tmp_path_factory.mktemp("gotland")
    assert main(["demo", "--county", "09", "--keep", str(folder), "--out", str(folder / "published")]) == 0
    return folder


@pytest.fixture
def broken(gotland: Path, tmp_path: Path) -> Path:
    """The same with one unit that says nothing of its name."""
    folder = shutil.copytree(gotland, tmp_path / "broken", ignore=shutil.ignore_patterns("published"))
    units = (folder / "units.csv").read_text(encoding="utf-8-sig").splitlines()
    heading = units[0].replace(";", ",").split(",")
    cells = units[3].split(";" if ";" in units[0] else ",")
    cells[heading.index("name")] = ""
    units[3] = (";" if ";" in units[0] else ",").join(cells)
    (folder / "units.csv").write_text("\n".join(units) + "\n", encoding="utf-8")
    return folder


def test_demo_publishes_and_says_what(
    gotland: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "published"
    shutil.copy2(gotland / KEY_NAME, tmp_path / "published.key")
    assert main(["demo", "--county", "09", "--lang", "en", "--out", str(out)]) == 0
    version = current_version(out)
    assert version == current_version(gotland / "published"), "the demo is the same every time, with one key"
    assert f"Published Gotland, version {version}" in capsys.readouterr().out


def test_check_of_a_folder_without_errors_exits_0(gotland: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(gotland)]) == 0
    assert main(["check", str(gotland / "region.toml"), "--lang", "en", "--json"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out[out.index("{") :])["errors"] == 0


def test_check_names_file_row_and_column_and_exits_1(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(broken), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    (problem,) = [each for each in found["problems"] if each["severity"] == "error"]
    assert (problem["file"], problem["row"], problem["column"]) == ("units.csv", 4, "name")
    assert main(["check", str(broken), "--lang", "en"]) == 1
    assert "units.csv, row 4, column name" in capsys.readouterr().out


def test_build_is_the_same_wherever_the_tables_lie(gotland: Path, tmp_path: Path) -> None:
    shutil.copy(gotland / "region.toml", tmp_path)
    shutil.copy2(gotland / KEY_NAME, tmp_path)
    out = tmp_path / "published"
    assert main(["build", str(tmp_path), "--data", str(gotland), "--out", str(out)]) == 0
    assert current_version(out) == current_version(gotland / "published")


def test_a_build_of_other_data_keeps_what_is_new_in_it(gotland: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(gotland, tmp_path / "data", ignore=shutil.ignore_patterns("published"))
    out = tmp_path / "published"
    assert main(["build", str(folder), "--out", str(out)]) == 0
    assert open_snapshot(out).news is None
    first, units = current_version(out), folder / "units.csv"
    name = str(open_snapshot(out).units["name"].iloc[0])
    units.write_text(units.read_text(encoding="utf-8").replace(name, "Ett nytt namn", 1), encoding="utf-8")
    assert main(["build", str(folder), "--out", str(out)]) == 0
    news = open_snapshot(out).news
    assert news is not None
    assert news.previous == first
    assert [(each.kind, each.name) for each in news.units] == [("renamed", "Ett nytt namn")]


def test_a_build_with_errors_leaves_what_is_served(
    gotland: Path, broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "published"
    assert main(["build", str(gotland), "--out", str(out)]) == 0
    served = current_version(out)
    assert main(["build", str(broken), "--out", str(out)]) == 1
    assert current_version(out) == served
    assert "visas fortfarande" in capsys.readouterr().err
    assert open_snapshot(out).version == served


def test_visits_that_are_to_be_protected_without_a_key_are_refused_in_a_sentence(
    gotland: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (gotland / "region.toml").read_text(encoding="utf-8")
    (tmp_path / "region.toml").write_text(settings.replace("key_file", "# key_file", 1))
    out = tmp_path / "published"
    assert main(["build", str(tmp_path), "--data", str(gotland), "--out", str(out)]) == 1
    assert "ingen nyckel är angiven" in capsys.readouterr().err
    assert current_version(out) is None


def test_report_prints_every_key_figure_as_json(gotland: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(gotland), "--lang", "en"]) == 0
    told = json.loads(capfd.readouterr().out)
    persons = open_snapshot(gotland / "published").population["persons"].sum()
    assert told["region"]["id"] == "demo-09"
    assert told["totals"]["residents"] == persons
    assert {kpi["family"] for kpi in told["kpis"]} >= {"coverage", "supply", "flows"}


def test_report_takes_the_scenario_and_focus_of_the_map(
    gotland: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    scenario = ["--care-form", "rehab", "--period", "2025Q3", "--operator", "own", "--limit-min", "12"]
    assert main(["report", str(gotland), *scenario, "--municipality", "0980"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["scenario"]["care_form"] == "rehab"
    assert told["scenario"]["period"] == "2025Q3"
    assert told["scenario"]["operators"] == ["own"]
    assert told["scenario"]["limit_min"] == 12.0
    assert told["focus"]["kind"] == "municipality"


def test_report_prints_a_layer_as_json_or_csv(gotland: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(gotland), "--layer", "units"]) == 0
    rows = json.loads(capfd.readouterr().out)["rows"]
    assert main(["report", str(gotland), "--layer", "units", "--format", "csv"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [row["id"] for row in rows] == [line.split(";")[0] for line in lines[1 : len(rows) + 1]]


@pytest.mark.parametrize(
    "asked",
    [
        ["--layer", "nothing"],
        ["--care-form", "x"],
        ["--limit-min", "soon"],
        ["--unit", "x"],
        ["--period", "1999"],
    ],
)
def test_report_of_what_the_region_does_not_have_is_a_sentence(
    gotland: Path, asked: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(gotland), *asked]) == 1
    told = capfd.readouterr()
    assert asked[1] in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["build", "no-such-folder"], 1, "no-such-folder"),
        (["demo", "--county", "99", "--out", "{tmp}"], 1, "99"),
        (["build"], 2, "DIR"),
        (["fly"], 2, "invalid choice"),
        (["serve", "--port", "many"], 2, "invalid int"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_never_a_traceback(
    arguments: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        exited: object = main([argument.format(tmp=tmp_path) for argument in arguments])
    except SystemExit as exit_:  # how argparse ends
        exited = exit_.code
    assert exited == code
    assert said in capsys.readouterr().err


def test_the_module_is_the_command() -> None:
    command = [sys.executable, "-m", "dashboard", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "serve" in done.stdout


DRAWN = "56.5,17.5;58.5,17.5;58.5,20;56.5,20"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("layer", ["", "nearest"])
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_report_of_what_is_drawn_says_what_was_asked(
    gotland: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    language: str, layer: str, kind: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("UTBUDSKARTA_PUBLIC_URL", "https://karta.example")
    scenario = {
        "format": "utbudskarta-scenario",
        "format_version": 1,
        "region": "demo-09",
        "name": "Höstplanen",
    }
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps({**scenario, "values": {"limit_min": 25, "rules": "too_far:12"}}), "utf-8")
    asked = ["report", str(gotland), "--lang", language, "--format", kind, "--drawn", DRAWN,
             "--scenario", str(saved), "--changes", "add:n1@57.6,18.3*4"]  # fmt: skip
    asked += ["--layer", layer] if layer else []
    assert main([*asked, "--out", str(tmp_path)]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path.parent == tmp_path
    assert "2025" in path.name
    content = path.read_text("utf-8-sig")
    told = Path(f"{path}-metadata.json").read_text("utf-8") if kind == "csv" else content
    area = {"sv": "Ritat område", "en": "Drawn area"}[language]
    for part in (
        "Höstplanen",
        "25 min",
        area,
        "https://karta.example/?",
        "changes=add:n1@",
        f"drawn={DRAWN}"[:12],
    ):
        assert part in told, part
    assert {"sv": "publicerade regler", "en": "published rules"}[language] not in told.casefold()
    if kind == "csv":
        head, *rows = csv.reader(content.splitlines(), delimiter=";" if language == "sv" else ",")
        assert rows
        assert {len(row) for row in rows} == {len(head)}
    assert main(asked) == 0
    printed = capsys.readouterr()
    assert "Höstplanen" in (printed.err if kind == "csv" else printed.out)


def test_a_report_of_no_drawing_is_refused(gotland: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(gotland), "--drawn", "somewhere"]) == 1
    assert "is not a drawn selection" in capsys.readouterr().err
