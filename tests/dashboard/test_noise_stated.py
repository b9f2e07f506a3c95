"""Every file and answer of protected counts says how noisy they are; one of exact counts does not."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.factory import create_app
from dashboard.presentation.steps import Presentation, Step, write_presentation
from dashboard.serve.publication import Publication
from dashboard.serve.settings import Settings
from geodata.disclosure.variance import noise_variance
from geodata.publish.manifest import current_version
from tests.dashboard.test_few_cases import readable
from tests.geodata.disclosure.test_accounts import folder
from tests.toy import write_toy_region

pytestmark = pytest.mark.long

NUMBERS = {"of": "visits", "variance": 10.0, "exact_from": 100, "at_most": pytest.approx(12.6328)}
FILES = {
    "the metadata beside a CSV": "/download/{version}/flows.json",
    "a table as Excel": "/download/{version}/flows.xlsx",
    "a table as GeoPackage": "/download/{version}/flows.gpkg",
    "a table as GeoParquet": "/download/{version}/flows.parquet",
    "a view as PDF": "/ta-med/{version}.pdf?layers=flows",
    "a view as SVG": "/ta-med/{version}.svg?layers=flows",
    "a view as Excel": "/ta-med/{version}.xlsx?layers=flows",
    "a view as GeoPackage": "/ta-med/{version}.gpkg?layers=flows",
    "a view as GeoParquet": "/ta-med/{version}.parquet?layers=flows",
    "what Jämför's file is": "/compare/{version}/sv.txt",
    "the catalogue of open data": "/dcat?f=ttl",
}
ANSWERS = {
    "key figures": "/api/kpis",
    "a report": "/api/report",
    "a collection": "/api/collections/flows-vc",
    "its features": "/api/collections/flows-vc/items",
    "one of them": "/api/collections/units-vc/items/v1",
}
REPORTS = {"key figures": [], "a table": ["--layer", "flows"]}


@pytest.fixture(scope="module", params=["protected", "public"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bool, Path, Path]:
    """Whether the toy region's visits are protected, its data, and where it is published."""
    data, out = (tmp_path_factory.mktemp(f"{request.param}-{what}") for what in ("data", "out"))
    protected = request.param == "protected"
    if protected:
        folder(data, "", "")
    else:
        write_toy_region(data)
    assert main(["build", str(data), "--out", str(out)]) == 0
    return protected, data, out


def asked(out: Path, address: str, **body: object) -> tuple[str, bytes]:
    """Media type and content of what a server of the folder answers."""
    client = create_app(Publication(out, 0), Settings(data_dir=out)).server.test_client()
    version = current_version(out) or ""
    if body:
        answer = client.post(address, json={"version": version, "language": "sv", **body})
    else:
        answer = client.get(address.format(version=version))
    assert answer.status_code == 200, answer.get_data()[:300]
    return answer.mimetype, answer.get_data()


def states(content: bytes) -> bool:
    text = content.decode("utf-8", "ignore").replace("\u202f", " ").replace("\n", " ")
    return "variansen 10,0" in text and "gst 12,6" in text  # ö is written in several ways


@pytest.mark.parametrize("what", FILES)
def test_a_file_states_the_variance_of_its_protected_counts(
    built: tuple[bool, Path, Path], what: str
) -> None:
    protected, _, out = built
    assert states(readable(*asked(out, FILES[what]))) == protected


@pytest.mark.parametrize("kind", ["pdf", "pptx", "xlsx"])
def test_a_presentation_states_the_variance_of_its_protected_counts(
    built: tuple[bool, Path, Path], kind: str
) -> None:
    protected, _, out = built
    step = Step("Flöden", "", "layers=flows", ("visits",))
    version = current_version(out) or ""
    shown = json.loads(write_presentation(Presentation("F", (step,), version, "sv", "f", "toy")))
    assert states(readable(*asked(out, "/ta-med", kind=kind, presentation=shown))) == protected


@pytest.mark.parametrize("what", ANSWERS)
def test_an_answer_of_the_open_interface_has_the_numbers(built: tuple[bool, Path, Path], what: str) -> None:
    protected, _, out = built
    answer = json.loads(asked(out, ANSWERS[what])[1])
    assert answer["noise"] == (NUMBERS if protected else None)


@pytest.mark.parametrize("what", REPORTS)
def test_a_report_has_the_numbers_and_the_words(
    built: tuple[bool, Path, Path], what: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    protected, data, _ = built
    assert main(["report", str(data), *REPORTS[what]]) == 0
    report = json.loads(capfdbinary.readouterr().out)
    assert report["noise"] == (NUMBERS if protected else None)
    assert states(" ".join(report["provenance"]).encode()) == protected
    assert main(["report", str(data), *REPORTS[what], "--format", "csv", "--out", str(tmp_path)]) == 0
    [beside] = tmp_path.glob("*-metadata.json")
    assert states(beside.read_bytes()) == protected


def test_the_archive_of_a_table_holds_the_statement_beside_its_rows(built: tuple[bool, Path, Path]) -> None:
    protected, _, out = built
    path = out / "table.zip"
    path.write_bytes(asked(out, "/download/{version}/flows.zip")[1])
    with zipfile.ZipFile(path) as archive:
        [beside] = [name for name in archive.namelist() if name.endswith("-metadata.json")]
        assert states(archive.read(beside)) == protected
    path.unlink()


def test_the_numbers_are_those_of_the_table_of_noise() -> None:
    stated = noise_variance()
    assert {
        "of": "visits",
        "variance": stated.variance,
        "exact_from": stated.exact_from,
        "at_most": stated.at_most,
    } == NUMBERS
