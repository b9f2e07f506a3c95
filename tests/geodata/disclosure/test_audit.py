"""The audit of a region's own visits: attacks gain much where protection is as it was, and little now."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from dashboard.cli import main
from geodata.checks import check
from geodata.disclosure import audit
from geodata.disclosure.audit import audited
from geodata.disclosure.finding import Finding
from geodata.disclosure.look import gain_of_look
from geodata.disclosure.protection import OWN_NOISE_FROM
from geodata.disclosure.table import PARTS
from geodata.region.region import Region
from tests.demo_region import SECRET, protected_demo
from tests.toy import write_toy_region

KEY = bytes.fromhex(SECRET)
INTENDED = 0.05
"""More often right than a blind guess: at most this."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """Invented visits by quarter and age, so that a small cell is in twenty-three sums."""
    region = check(protected_demo("14", tmp_path_factory.mktemp("demo"))).region
    assert region is not None
    return region


def by_attack(findings: list[Finding]) -> dict[str, Finding]:
    return {each.attack: each for each in findings}


@pytest.mark.long
def test_everything_published_read_together_gains_at_most_five_points(demo: Region) -> None:
    found = by_attack(audited(demo, KEY, cells=200, seed=2))
    assert set(found) == {"look", "cost", "joint", "joint_sums", "lists", "production", "paid_joint"}
    assert found["lists"].gain <= INTENDED
    even = found["production"]  # as many cells of 1, 2, 3 and 4: no table tells less than nine points of them
    assert even.gain <= gain_of_look([0.25] * 4, PARTS) + 2 * math.sqrt(0.25 / even.cells)
    assert found["paid_joint"].gain <= INTENDED
    together = [found["joint"], found["joint_sums"]]
    cells = sum(each.cells for each in together)
    assert cells > 300
    assert sum(each.gain * each.cells for each in together) / cells <= INTENDED
    assert found["look"].cells > 100_000
    assert found["look"].gain <= INTENDED


@pytest.mark.long
def test_noise_of_its_own_for_every_sum_told_much_more(demo: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OWN_NOISE_FROM, "visits", 1)
    found = by_attack(audited(demo, KEY, cells=200, seed=2))
    assert max(found["joint"].gain, found["joint_sums"].gain) > INTENDED


@pytest.mark.long
def test_whether_a_cost_stands_tells_nothing_beside_the_count_and_told_much_by_exact_contributors(
    demo: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "_joint", lambda *_: [])
    found = by_attack(audited(demo, KEY))
    assert found["cost"].gain == found["look"].gain
    monkeypatch.setattr(audit, "_with_costs", lambda truth, value, _: 2 * value + (truth >= 3))
    assert by_attack(audited(demo, KEY))["cost"].gain > 0.2


def test_an_audit_is_told_in_words_and_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "geodata.disclosure.audit.audited",
        lambda *_: [Finding("look", 40, 0.5, 0.525), Finding("joint", 20, 0.5, 0.4)],
    )
    folder = protected_toy(tmp_path)
    assert main(["disclosure", "audit", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "en blick på varje cell" in printed
    assert "2,5 p" in printed
    assert main(["disclosure", "audit", str(folder), "--json", "--lang", "en"]) == 0
    assert [round(each["gain"], 3) for each in json.loads(capsys.readouterr().out)] == [0.025, -0.1]


def test_a_region_of_public_visits_has_nothing_to_audit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["disclosure", "audit", str(write_toy_region(tmp_path)), "--lang", "en"]) == 1
    assert "no protected visits" in capsys.readouterr().err


def protected_toy(folder: Path) -> Path:
    """The toy region with its visits protected by the tests' key."""
    write_toy_region(folder)
    toml = (folder / "region.toml").read_text(encoding="utf-8")
    begin, end = toml.index("[disclosure]"), toml.index("[care_forms.vc]")
    declared = '[disclosure]\nvisits = "protected"\nkey_file = "secret.key"\n\n'
    (folder / "region.toml").write_text(toml[:begin] + declared + toml[end:], encoding="utf-8")
    (folder / "secret.key").touch(mode=0o600)
    (folder / "secret.key").write_text(SECRET, encoding="ascii")
    return folder


def test_a_person_id_is_in_nothing_that_is_published(tmp_path: Path) -> None:
    folder = protected_toy(tmp_path / "raw")
    rows = (folder / "visits.csv").read_text(encoding="utf-8").splitlines()
    with_id = [f"{row},{'person_id' if not at else f'Kanarie{at}'}" for at, row in enumerate(rows)]
    (folder / "visits.csv").write_text("\n".join(with_id) + "\n", encoding="utf-8")
    assert main(["build", str(folder), "--out", str(tmp_path / "out")]) == 0
    files = [each for each in (tmp_path / "out").rglob("*") if each.is_file()]
    assert len(files) > 10
    assert [each.name for each in files if b"Kanarie" in each.read_bytes()] == []


def test_patients_are_read_as_the_persons_whose_visits_they_are(tmp_path: Path) -> None:
    folder = protected_toy(tmp_path)
    (folder / "visits.csv").write_text(
        "area_id,unit_id,care_form,period,visits,patients\n0201,v1,vc,2024,62,1\n", encoding="utf-8"
    )
    region = check(folder).region
    assert region is not None
    assert region.base is not None
    assert region.base[["visits", "persons", "most_visits"]].to_numpy().tolist() == [[62, 1, 62]]


@pytest.mark.parametrize(
    ("rows", "persons", "most"),
    [
        (["62,1", "0,9"], 1, 62),  # nobody has made no visits
        (["3,9"], 3, 1),  # nor have more people made visits than there are
        (["8,0"], 1, 8),
        (["8,"], 1, 8),
        (["7,2", "3,3"], 5, 4),
    ],
)
def test_persons_are_at_least_one_where_there_are_visits_and_never_more_than_these(
    tmp_path: Path, rows: list[str], persons: int, most: int
) -> None:
    folder = protected_toy(tmp_path)
    lines = [f"0201,v1,vc,2024,{row}" for row in rows]
    text = "\n".join(["area_id,unit_id,care_form,period,visits,patients", *lines]) + "\n"
    (folder / "visits.csv").write_text(text, encoding="utf-8")
    region = check(folder).region
    assert region is not None
    assert region.base is not None
    assert region.base[["persons", "most_visits"]].to_numpy().tolist() == [[persons, most]]
