"""`utbudskarta site` says where the next units should stand, in words and as JSON."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path

import numpy as np
import pytest

from dashboard.cli import main
from dashboard.siting import command
from dashboard.siting.answer import siting_json, siting_text
from dashboard.words.words import words
from geodata.assessment.assessment import assess
from geodata.publish.build import computed
from geodata.scenario.scenario import parse
from geodata.siting.candidates import area_candidates
from geodata.siting.placing import Placed, place_units
from geodata.siting.question import Siting
from geodata.siting.search import SearchProgress
from tests.toy_region import toy_region

pytestmark = pytest.mark.long

REGION = computed(toy_region())
NEAR = assess(REGION, parse(REGION, {"limit_min": 10}))
EN, SV = words("en"), words("sv")


def lines(objective: str, sites: int, asked: int | None = None) -> list[str]:
    placed = place_units(NEAR, objective, sites, area_candidates(REGION))  # type: ignore[arg-type]
    return siting_text(placed, NEAR, EN, asked)


def test_the_answer_names_sites_what_they_give_and_that_it_is_proven() -> None:
    said = lines("coverage", 1)
    assert said[0] == "Toy, gp, 2025"
    assert "Without new units: 3,000 of 3,500 residents reach a unit within the limit (86%)." in said[5]
    assert said[6].startswith("1. Ceby (A3): 500 more within 10 min, mean travel time 0.0")
    assert "3,500 of 3,500 residents (100%)" in said[7]
    assert said[-1] == "Proven: no other choice among the 3 candidate sites is better."


def test_the_travel_model_and_what_unreached_counts_as_are_named() -> None:
    said = lines("mean-minutes", 1)
    assert said[2] == "Travel time by car: straight line × 1.30 at 60 km/h."
    assert "90 min" in said[3]


def test_fewer_than_asked_for_and_more_than_asked_for_are_said() -> None:
    assert "1 units are enough." in " ".join(lines("coverage", 3, 3))
    own = assess(REGION, parse(REGION, {"limit_min": 10, "operators": "own"}))
    placed = place_units(own, "all", 1, area_candidates(REGION))
    assert "It is not possible with 1. The fewest possible is 2." in " ".join(siting_text(placed, own, EN, 1))
    far = assess(REGION, parse(REGION, {"limit_min": 20}))
    assert "No new unit" in " ".join(
        siting_text(place_units(far, "all", 1, area_candidates(REGION)), far, EN)
    )


def test_an_answer_that_is_not_proven_says_how_far_it_may_be_from_the_best() -> None:
    found = Siting("coverage", (2,), 3400.0, 3500.0, False, True, 3000.0, 3400.0, 2.0, 1.0)
    placed = Placed(found, area_candidates(REGION), 3500.0, np.array([3400.0]), np.array([1.0]))
    said = siting_text(placed, NEAR, SV)
    assert said[-2] == "Sökningen avbröts innan den var klar."
    assert "bättre än 3\u202f500. Skillnaden är högst 2,9\u202f%." in said[-1]
    assert siting_json(placed, NEAR, SV)["gap"] == pytest.approx(100 / 3400)


def test_progress_is_told_once_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    best = Siting("mean-minutes", (2,), 4.0, 3.0, False, False, 0.0, 0.0, 5.0, 4.0)
    shown = command.Shown(EN)
    for seconds in (0.2, 1.1, 1.2, 2.1):
        shown(SearchProgress("prove", seconds, best))
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert told[0] == "Searching: proving, 1 s, so far 4.0\u00a0min (at most 25% from the best)"


def test_the_first_ctrl_c_ends_the_search_and_the_second_the_command() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
    try:
        with command.stopped_by_hand() as stop:
            signal.raise_signal(signal.SIGINT)
            assert stop.is_set()
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def gotland(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of data of the smallest county (12 areas)."""
    folder = tmp_path_factory.mktemp("gotland")
    assert main(["demo", "--county", "09", "--keep", str(folder), "--out", str(folder / "published")]) == 0
    return folder


def test_the_command_prints_the_answer_as_json_or_text(
    gotland: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = ["site", str(gotland), "--sites", "2", "--limit-min", "12", "--lang", "en"]
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["proven"] is True
    assert told["covered_before"] <= told["covered"] == told["value"] <= told["persons"]
    assert len(told["sites"]) <= 2
    assert {"id", "name", "area_id", "x", "y", "longitude", "latitude", "covered", "mean_min"} == set(
        told["sites"][0]
    )
    assert main(asked) == 0
    assert f"({told['sites'][0]['id']})" in capsys.readouterr().out

    only = tmp_path / "sites.csv"
    only.write_text(f"area_id\n{told['sites'][0]['id']}\n", encoding="utf-8")
    assert main(["site", str(gotland), "--candidates", str(only), "--limit-min", "12", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["candidates"] == 1


def test_the_command_starts_from_a_saved_scenario(
    gotland: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    limit = ["site", str(gotland), "--limit-min", "12", "--json"]
    assert main(limit) == 0
    today = json.loads(capsys.readouterr().out)
    units = (gotland / "units.csv").read_text(encoding="utf-8-sig").splitlines()
    heading = units[0].replace(";", ",").split(",")
    rows = [dict(zip(heading, unit.replace(";", ",").split(","), strict=False)) for unit in units[1:]]
    ours = [row["unit_id"] for row in rows if row["care_form"] == "vardcentral"]
    changes = ";".join(f"close:{unit}" for unit in ours[1:])
    assert main([*limit, "--changes", changes]) == 0
    closed = json.loads(capsys.readouterr().out)
    assert closed["covered_before"] < today["covered_before"]
    assert closed["value"] > closed["covered_before"]

    saved = tmp_path / "scenario.json"
    said = {"format": "utbudskarta-scenario", "format_version": 1, "region": "demo-09", "name": "x"}
    saved.write_text(json.dumps(said | {"values": {"limit_min": "12", "changes": changes}}), encoding="utf-8")
    assert main(["site", str(gotland), "--json", "--scenario", str(saved)]) == 0
    assert json.loads(capsys.readouterr().out) == closed


def test_the_command_counts_the_residents_of_a_year_to_come_and_says_so(
    gotland: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command_line = ["site", str(gotland), "--limit-min", "12", "--lang", "en"]
    answers = []
    for options in ([], ["--horizon", "2040"], ["--room", "500"], ["--room", "500", "--horizon", "2040"]):
        assert main([*command_line, *options, "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    today, then, room, room_then = answers
    assert today["outlook"] is room["outlook"] is None
    assert then["outlook"]["horizon"] == room_then["outlook"]["horizon"] == 2040
    assert then["persons"] != today["persons"] == room["persons"]
    assert room_then["persons"] == then["persons"]
    report = ["report", str(gotland), "--lang", "en", "--horizon", "2040"]
    assert main(report) == 0
    told = {kpi["key"]: kpi["value"] for kpi in json.loads(capsys.readouterr().out)["need"]["kpis"]}
    assert told["residents_ahead"] == pytest.approx(then["persons"], abs=0.5)
    for options in ([], ["--room", "500"]):
        assert main([*command_line, "--horizon", "2040", *options]) == 0
        assert "Counted: the residents of 2040, by the projection (main variant)." in capsys.readouterr().out
    assert main([*command_line, "--horizon", "1999"]) == 1
    assert "1999" in capsys.readouterr().err


def test_the_examples_of_the_docs_are_what_the_command_prints(
    gotland: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = (Path(__file__).parents[3] / "docs" / "siting.md").read_text(encoding="utf-8")
    examples = [line.split()[3:] for line in docs.splitlines() if "utbudskarta site gotland" in line]
    for options, printed in zip(examples, docs.split("```\n")[1::2], strict=True):
        assert main(["site", str(gotland), *options]) == 0
        assert capsys.readouterr().out.replace("\u00a0", " ") == printed


def test_the_docs_name_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    docs = (Path(__file__).parents[3] / "docs" / "siting.md").read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["site", "--help"])
    for option in set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help", "--data", "--lang"}:
        assert f"`{option}" in docs, option


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--sites", "999"], "only 12 candidate sites"),
        (["--sites", "0"], "at least one"),
        (["--candidates", "nowhere.csv"], "nowhere.csv"),
        (["--age-group", "x"], "age group"),
    ],
)
def test_what_cannot_be_sited_is_a_sentence(
    gotland: Path, asked: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["site", str(gotland), *asked]) == 1
    answer = capsys.readouterr()
    assert told in answer.err
    assert answer.out == ""
