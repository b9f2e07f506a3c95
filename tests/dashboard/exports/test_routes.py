"""What can be taken along over the web: views and presentations, refused in sentences, a few at a time."""

from __future__ import annotations

import io
import json
import threading
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pptx import Presentation as Deck

from dashboard.cli import main
from dashboard.drawing.tokens import palette
from dashboard.exports import routes
from dashboard.exports.file_names import file_name
from dashboard.exports.making import FORMATS
from dashboard.exports.routes import register_exports
from dashboard.layers import layer_of
from dashboard.presentation.steps import Presentation, Step, write_presentation
from dashboard.question.request import request_of
from dashboard.serve.publication import Publication
from dashboard.words.words import words
from geodata.focus.places import place_of
from geodata.publish.publish import publish
from tests.small_region import computed_small_region

SHOWN = Presentation(
    "Utbudet i höst",
    (Step("Långt bort", "Fråga först.", "layers=nearest"), Step("Enheter", "", "layers=units")),
    "",
    "sv",
    "utbudet",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[FlaskClient, str]:
    out = tmp_path_factory.mktemp("published")
    version = publish(computed_small_region(), out)
    server = Flask("test")
    register_exports(server, Publication(out, refresh_s=60))
    return server.test_client(), version


def question(version: str, **more: object) -> dict[str, object]:
    content = json.loads(write_presentation(SHOWN))
    return {"presentation": content, "language": "sv", "version": version, **more}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_view_comes_in_every_format_under_a_name_of_its_own(
    served: tuple[FlaskClient, str], kind: str
) -> None:
    client, version = served
    answer = client.get(f"/ta-med/{version}.{kind}?layers=underserved,units&lang=en")
    assert answer.status_code == 200
    assert answer.mimetype == FORMATS[kind].mime
    assert f'"small-underserved-gp-2025Q2-{version[:6]}-' in answer.headers["Content-Disposition"]
    assert len(answer.data) > 1000


def test_a_view_holds_the_rows_of_its_table(served: tuple[FlaskClient, str]) -> None:
    client, version = served
    answer = client.get(f"/ta-med/{version}.xlsx?layers=nearest&area=A1&lang=en")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[1].iter_rows(values_only=True))
    it = request_of(computed_small_region(), words("en"), {}, {})
    table = layer_of(it.region, "nearest").table(it.assessment, place_of(it.assessment, "area", "A1"))
    assert [row[0] for row in rows[1:]] == list(table.ids) == ["A1"]


def test_a_presentation_comes_whole_or_a_step_of_it(served: tuple[FlaskClient, str]) -> None:
    client, version = served
    whole = client.post("/ta-med", json=question(version, kind="pdf"))
    assert whole.status_code == 200
    assert 'filename="Utbudet-i-host-' in whole.headers["Content-Disposition"]
    said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(whole.data)).pages)
    assert "Långt bort" in said
    assert "Enheter" in said
    one = client.post("/ta-med", json=question(version, kind="pptx", step=2))
    slides = list(Deck(io.BytesIO(one.data)).slides)
    assert slides[0].shapes.title.text_frame.text == "Enheter"
    assert client.post("/ta-med", json=question(version, kind="svg")).mimetype == "application/zip"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"kind": "exe"}, 400),
        ({"kind": "pdf", "step": 3}, 422),
        ({"kind": "pdf", "step": 0}, 422),
        ({"kind": "pdf", "step": "1"}, 422),
        ({"kind": "pdf", "presentation": {"format": "other"}}, 422),
        ({"kind": "pdf", "presentation": None}, 422),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(
    served: tuple[FlaskClient, str], more: dict[str, object], status: int
) -> None:
    client, version = served
    answer = client.post("/ta-med", json=question(version, **more))
    assert answer.status_code == status
    assert answer.mimetype == "text/plain"
    assert len(answer.get_data(as_text=True)) > 20
    assert "Traceback" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["0123456789ab.pdf", "{}.exe", "..%2f..%2fetc.pdf"])
def test_a_version_or_format_that_is_not_there_is_said(served: tuple[FlaskClient, str], path: str) -> None:
    client, version = served
    answer = client.get(f"/ta-med/{path.format(version)}")
    assert answer.status_code == 404


def test_no_json_is_no_question(served: tuple[FlaskClient, str]) -> None:
    client, _ = served
    assert client.post("/ta-med", data="x").status_code == 400
    assert client.post("/ta-med", json=[1]).status_code == 400


def test_too_many_at_a_time_are_told_to_come_again(
    served: tuple[FlaskClient, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, version = served
    going, go_on = threading.Semaphore(0), threading.Event()

    def slow(*_: object) -> tuple[bytes, str, str]:
        going.release()
        go_on.wait(30)
        return b"x", "application/pdf", "pdf"

    monkeypatch.setattr(routes, "file_of", slow)
    monkeypatch.setattr(routes, "PATIENCE_S", 0.01)
    address = f"/ta-med/{version}.pdf?lang=sv"
    others = [
        threading.Thread(target=client.application.test_client().get, args=[address])
        for _ in range(routes.AT_ONCE)
    ]
    for other in others:
        other.start()
        going.acquire(timeout=30)
    answer = client.get(address)
    go_on.set()
    for other in others:
        other.join()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.get_data(as_text=True) == words("sv")("export.busy")
    assert client.get(address).status_code == 200, "a turn is given back"


def test_names_of_files_are_plain() -> None:
    assert file_name("Så ser utbudet ut!") == "Sa-ser-utbudet-ut"
    assert file_name('../..\r\n"x') == "x"
    assert file_name("漢字") == ""


def test_the_command_writes_what_the_web_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "published"
    publish(computed_small_region(), out)
    path = tmp_path / "höst.json"
    path.write_text(write_presentation(replace(SHOWN, version="0123456789ab")), "utf-8")
    asked = ["export", "--presentation", str(path), "--data", str(out)]
    assert main([*asked, "--to", "pptx"]) == 0
    printed = capsys.readouterr()
    assert printed.out.strip() == str(tmp_path / "höst.pptx")
    assert "012345" in printed.err, "it was made on other data, and that is said"
    assert len(list(Deck(str(tmp_path / "höst.pptx")).slides)) >= 2
    target = tmp_path / "x.svg"
    assert main([*asked, "--to", "svg", "--step", "1", "--out", str(target)]) == 0
    assert target.read_text("utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--step", "9"], "steps 1 to 2"),
        (["--presentation", "nowhere.json"], "nowhere.json"),
        (["--data", "nothing"], "nothing is published"),
        (["--out", "no/such/folder/x.pdf"], "cannot be written"),
    ],
)
def test_the_command_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    out = tmp_path / "published"
    publish(computed_small_region(), out)
    path = tmp_path / "a.json"
    path.write_text(write_presentation(SHOWN), "utf-8")
    code = main(["export", "--presentation", str(path), "--data", str(out), "--to", "xlsx", *more])
    assert code == 1
    printed = capsys.readouterr()
    assert said.casefold() in (printed.out + printed.err).casefold()
    assert "Traceback" not in printed.err


def test_a_thumbnail_is_the_map_of_a_view_in_the_meetings_colours_and_kept(
    served: tuple[FlaskClient, str],
) -> None:
    client, version = served
    answer = client.get(f"/thumbnail/{version}.svg?layers=nearest,units,labels&limit=10")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "max-age" in answer.headers["Cache-Control"]
    drawn = ElementTree.fromstring(answer.data)
    assert (drawn.get("width"), drawn.get("height")) == ("480", "300")
    assert palette("meeting").of("map-water") in answer.text
    assert not drawn.findall(".//{http://www.w3.org/2000/svg}text"), "nothing that is too small to read"
    unit = str(computed_small_region().units.index[0])
    written = f"changes=close:{unit}&layers=nearest&pin=58.67,13.36&pin_name=Torget"
    changed = ElementTree.fromstring(client.get(f"/thumbnail/{version}.svg?{written}").data)
    assert not changed.findall(".//{http://www.w3.org/2000/svg}text"), "nor a plate or a pin's name"
    other = client.get(f"/thumbnail/{version}.svg?layers=units")
    assert other.status_code == 200
    assert other.data != answer.data
    assert client.get("/thumbnail/0123456789ab.svg").status_code == 404
