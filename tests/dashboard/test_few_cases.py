"""A unit's share of three in seven is told nowhere; that of thirty in seventy wherever one looks."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.cli import main
from dashboard.factory import create_app
from dashboard.presentation.steps import Presentation, Step, write_presentation
from dashboard.serve.publication import Publication
from dashboard.serve.settings import Settings
from geodata.publish.manifest import current_version, folder_of
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.few_cases import FEWEST
from tests.dashboard.pages.test_wiring import Browser
from tests.geodata.disclosure.test_canary import opened
from tests.toy import write_toy_region

pytestmark = pytest.mark.long

VALUE = 0.428571
ROWS = {"few": (3, 7), "enough": (30, 70)}
TEXTS = ("0.428571", "0,428571", "0.4286", "0,4286", "43\u202f%", "43\u00a0%", "43%")
WRITTEN = (*(text.encode() for text in TEXTS), *(np.array(VALUE, kind).tobytes() for kind in ("<f8", ">f8")))
"""As tables, pages and files write it: in full, rounded, in per cent, as a number of 64 bits."""

UNIT, AREA = "unit=v1", "area=0101"
VIEW = "layers=units&units_by=indicator_nojd&unit=v1"
ANSWERS = {
    "the table of units as CSV": "/download/{version}/units.csv",
    "the table of units as Excel": "/download/{version}/units.xlsx",
    "the table of units as GeoPackage": "/download/{version}/units.gpkg",
    "the table of units as GeoParquet": "/download/{version}/units.parquet",
    "the view as Excel": "/ta-med/{version}.xlsx?" + VIEW,
    "the view as GeoPackage": "/ta-med/{version}.gpkg?" + VIEW,
    "the view as GeoParquet": "/ta-med/{version}.parquet?" + VIEW,
    "the comparison": "/compare/{version}/sv",
    "the comparison as CSV": "/compare/{version}/sv.csv",
    "the resident's page": "/find/{version}/sv/vc.json",
    "key figures of the unit": "/api/kpis?" + UNIT,
    "the report of the unit": "/api/report?" + UNIT,
    "units in the open interface": "/api/collections/units-vc/items",
    "one unit in the open interface": "/api/collections/units-vc/items/v1",
    "one unit as a page": "/api/collections/units-vc/items/v1?f=html",
}
SHOWN = {"a presentation as PDF": "pdf", "a presentation as slides": "pptx", "a picture as SVG": "svg"}
PLANERA = "Planera with the unit chosen"
REPORTS = {
    "the report of the unit": ["--unit", "v1"],
    "the report of the unit as CSV": ["--unit", "v1", "--format", "csv"],
    "the layer of units": ["--layer", "units"],
    "the layer of units as CSV": ["--layer", "units", "--format", "csv"],
}


def folder(path: Path, rows: tuple[int, int]) -> Path:
    """The toy region's data, with one unit's share of so many cases."""
    write_toy_region(path)
    numerator, denominator = rows
    (path / "indicators.csv").write_text(
        "indicator,unit_id,period,value,numerator,denominator\n"
        f"nojd,v1,2025,{VALUE},{numerator},{denominator}\nnojd,v2,2025,0.4,,\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: folder(tmp_path_factory.mktemp(name), rows) for name, rows in ROWS.items()}


@pytest.fixture(scope="module")
def answers(
    folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, bytes]]:
    """What the server answers of each region, by what it is."""
    found: dict[str, dict[str, bytes]] = {}
    for name, path in folders.items():
        out = tmp_path_factory.mktemp(f"{name}-published")
        assert main(["build", str(path), "--out", str(out)]) == 0
        version = current_version(out)
        client = create_app(Publication(out, 0), Settings(data_dir=out)).server.test_client()
        found[name] = {}
        for what, address in ANSWERS.items():
            answer = client.get(address.format(version=version), follow_redirects=True)
            assert answer.status_code == 200, (what, answer.get_data()[:400])
            found[name][what] = readable(answer.mimetype, answer.get_data())
        step = Step("V1", "", VIEW, ("indicator_nojd",))
        presentation = json.loads(
            write_presentation(Presentation("Kvalitet", (step,), version or "", "sv", "kvalitet", "toy"))
        )
        for what, kind in SHOWN.items():
            asked = {"version": version, "language": "sv", "kind": kind, "presentation": presentation}
            answer = client.post("/ta-med", json=asked)
            assert answer.status_code == 200, (what, answer.get_data()[:400])
            found[name][what] = readable(answer.mimetype, answer.get_data())
        found[name][PLANERA] = screen(Browser(client, version or ""))
        table = folder_of(out, version or "") / "indicators.parquet"
        found[name]["the published version"] = pd.read_parquet(table).to_csv().encode()
    return found


def readable(kind: str, content: bytes) -> bytes:
    """What an answer says, its letters as they are."""
    if kind.endswith("json"):
        return json.dumps(json.loads(content), ensure_ascii=False).encode()
    return opened(kind, content)


def screen(browser: Browser) -> bytes:
    """What Planera fills in - map, card, figures, legend, table - where units are coloured by the share."""
    display = {"layers": "units", "units_by": "indicator_nojd", "table": "units"}
    values = browser.stores(selection={"unit": "v1"}, display=display, listing={"table": "units"})
    answered = [
        browser.answer(callback, values)
        for callback in browser.callbacks()
        if callback["output"] != "page.children"
    ]
    return json.dumps(answered, ensure_ascii=False).encode()


def holds(content: bytes) -> bool:
    return any(form in content for form in WRITTEN)


@pytest.mark.parametrize("what", [*ANSWERS, *SHOWN, PLANERA, "the published version"])
def test_what_is_served_holds_a_share_of_enough_cases_and_none_of_fewer_than_eight(
    answers: dict[str, dict[str, bytes]], what: str
) -> None:
    assert holds(answers["enough"][what]), "the search looks where the figure is"
    assert not holds(answers["few"][what])


@pytest.mark.parametrize("what", REPORTS)
def test_what_is_reported_from_the_data_holds_no_share_of_fewer_than_eight(
    folders: dict[str, Path], what: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    written = {}
    for name, path in folders.items():
        assert main(["report", str(path), *REPORTS[what]]) == 0
        written[name] = b"".join(capfdbinary.readouterr())
    assert holds(written["enough"])
    assert not holds(written["few"])


def test_the_mean_of_an_area_is_of_the_units_that_are_told(
    folders: dict[str, Path], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    means = {}
    for name, path in folders.items():
        assert main(["report", str(path), "--area", "0101"]) == 0
        kpis = json.loads(capfdbinary.readouterr().out)["kpis"]
        [means[name]] = [line for line in kpis if line["key"] == "indicator_nojd"]
    assert means["enough"]["value"] == pytest.approx((80 * VALUE + 20 * 0.4) / 100)
    assert (means["few"]["value"], means["few"]["numerator"], means["few"]["denominator"]) == (0.4, 8.0, 20.0)


def test_who_asks_for_the_unit_is_told_that_its_cases_are_too_few(
    folders: dict[str, Path], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["report", str(folders["few"]), "--unit", "v1", "--lang", "en"]) == 0
    [line] = [
        line for line in json.loads(capfdbinary.readouterr().out)["kpis"] if line["key"] == "indicator_nojd"
    ]
    assert (line["value"], line["missing"]) == (None, "too few to show")


def test_a_version_that_an_older_program_published_is_served_without_them(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    assert main(["build", str(folders["enough"]), "--out", str(tmp_path)]) == 0
    version = current_version(tmp_path)
    table = folder_of(tmp_path, version or "") / "indicators.parquet"
    older = pd.read_parquet(table).drop(columns="few")
    older.assign(numerator=3.0, denominator=FEWEST - 1.0).to_parquet(table)
    read = open_snapshot(tmp_path, version, verify=False).indicators
    assert read["few"].all()
    assert read[["value", "numerator", "denominator"]].isna().to_numpy().all()
    assert publish(open_snapshot(tmp_path, version, verify=False), tmp_path) != version
