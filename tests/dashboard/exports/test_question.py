"""Every kind of file says what was asked: each part in words, a link to it, and a name of its own."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode
from xml.etree import ElementTree

import geopandas as gpd
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pypdf
import pytest
from PIL import Image
from pptx import Presentation as Deck

from dashboard.question.request import request_of
from dashboard.tables.tables import table_keys
from dashboard.words.words import words_of
from geodata.contract.settings import AgeGroup, Rule
from geodata.region.region import Region
from geodata.scenario.saved import scenario_from
from geodata.scenario.scenario import Scenario
from tests.dashboard.regions import REGIONS
from tests.dashboard.site import Site, site_of

pytestmark = pytest.mark.long

SITE = "https://karta.example"
LANGUAGES = ("sv", "en")
CHANGED = {
    "form": "gp",
    "period": "2025Q1",
    "operator": "own",
    "age": "all",
    "limit": "25",
    "rules": "too_far:12,no_choice:off",
    "changes": "add:n1@58.7,13.3*4;close:U1;move:U2@58.72,13.3;size:U2*7.5",
    "name": "Vinterplanen",
}
"""All that an address can change at once."""
PLACES = {"drawn": {"drawn": "58.0,13.0;59.5,13.0;59.5,14.5;58.0,14.5"}, "muni": {"muni": "M1"}, "": {}}
PUBLISHED = {"sv": "publicerade regler", "en": "published rules"}


def region() -> Region:
    """The small region with an age group of its own, two rules, and names that are found again."""
    small = REGIONS["small"]
    names = {"sv": "Vårdcentral", "en": "Health centre"}
    settings = replace(
        small.settings,
        care_forms={key: replace(form, name=names) for key, form in small.settings.care_forms.items()},
        age_groups={"all": AgeGroup("all", 0, None, {"sv": "Barn och vuxna", "en": "Young and old"})},
        rules={
            "too_far": Rule("too_far", 20.0, True, names),
            "no_choice": Rule("no_choice", 2.0, True, names),
        },
    )
    return replace(small, settings=settings)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(region(), tmp_path_factory.mktemp("published"), public_url=SITE)


@dataclass(frozen=True)
class FileText:
    """What an independent reader finds in a file: all its words, every address in it, and its name."""

    words: str
    links: list[str]
    name: str


def addresses(text: str) -> list[str]:
    return re.findall(rf"{SITE}/\?[^\s\"<>\\]+", text)


def read_zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        rows, metadata = sorted(archive.namelist(), key=len)
        assert metadata == f"{rows}-metadata.json"
        assert json.loads(archive.read(metadata))["url"] == rows
        return archive.read(metadata).decode()


def read_xlsx(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for row in book.worksheets[-1].iter_rows() for cell in row)


def read_gpkg(content: bytes, folder: Path) -> str:
    path = folder / "x.gpkg"
    path.write_bytes(content)
    return "\n".join(pyogrio.read_dataframe(path, layer="about")["about"])


def read_parquet(content: bytes) -> str:
    gpd.read_parquet(io.BytesIO(content))
    own = json.loads(pq.read_metadata(io.BytesIO(content)).metadata[b"utbudskarta"])
    return "\n".join(line["text"] for line in own["about"])


def read_pdf(content: bytes) -> tuple[str, list[str]]:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    return " ".join(page.extract_text() for page in pages), [str(note["/A"]["/URI"]) for note in notes]


def read_pptx(content: bytes) -> tuple[str, list[str]]:
    slides = list(Deck(io.BytesIO(content)).slides)
    frames = [shape.text_frame for slide in slides for shape in slide.shapes if shape.has_text_frame]
    runs = [run for frame in frames for row in frame.paragraphs for run in row.runs]
    return "\n".join(frame.text for frame in frames), [
        run.hyperlink.address for run in runs if run.hyperlink.address
    ]


def read_svg(content: bytes) -> tuple[str, list[str]]:
    tree = ElementTree.fromstring(content)
    tag = "{http://www.w3.org/2000/svg}"
    words_read = " ".join("".join(node.itertext()) for node in tree.iter(f"{tag}text"))
    return words_read, [str(node.get("href")) for node in tree.iter(f"{tag}a")]


def read_png(content: bytes) -> str:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return str(picture.text["Description"])  # type: ignore[attr-defined]


def read(kind: str, content: bytes, folder: Path) -> tuple[str, list[str]]:
    if kind in ("pdf", "pptx", "svg"):
        return {"pdf": read_pdf, "pptx": read_pptx, "svg": read_svg}[kind](content)
    plain: Mapping[str, Callable[[bytes], str]] = {
        "zip": read_zip,
        "json": lambda content: json.dumps(json.loads(content), ensure_ascii=False),
        "xlsx": read_xlsx,
        "gpkg": lambda content: read_gpkg(content, folder),
        "parquet": read_parquet,
        "png": read_png,
    }
    words_read = plain[kind](content)
    return words_read, addresses(words_read)


def query_text(query: Mapping[str, str], language: str) -> str:
    return urlencode({**query, "lang": language})


def presentation(query: Mapping[str, str], language: str) -> dict[str, object]:
    view = urlencode({**query, "layers": "underserved,units"})
    return {
        "format": "utbudskarta-presentation", "format_version": 1, "key": "plan", "name": "Planen",
        "language": language, "region": "small", "version": "",
        "steps": [{"heading": "Ett steg", "note": "", "view": view}],
    }  # fmt: skip


API = ("form", "period", "operator", "age", "limit", "rules", "changes", "drawn", "muni")
"""Keys that the open interface takes: a scenario has no name there."""


def file_at(site: Site, what: str, query: Mapping[str, str], language: str, folder: Path) -> FileText:
    """A file as it is asked for over the web: "table.xlsx", "view.pdf", "presentation.pptx" and so on."""
    subject, kind = what.split(".")
    version = site.region.version
    if subject == "presentation":
        sent = {"presentation": presentation(query, language), "kind": kind, "language": language}
        answer = site.client.post("/ta-med", json={**sent, "version": version})
    else:
        path = {
            "table": f"/download/{version}/nearest.{kind}",
            "view": f"/ta-med/{version}.{kind}",
            "scenario": f"/scenario/{version}.json",
            "kpis": "/api/kpis",
            "report": "/api/report",
        }[subject]
        of_api = subject in ("kpis", "report")
        keys = {key: value for key, value in query.items() if not of_api or key in API}
        answer = site.client.get(f"{path}?{query_text(keys, language)}")
    assert answer.status_code == 200, answer.text
    words_read, links = read(kind, answer.data, folder)
    name = re.search('filename="([^"]+)"', answer.headers.get("Content-Disposition", ""))
    return FileText(re.sub(r"\s+", " ", words_read), links, name[1] if name else "")


KINDS = [
    *(f"table.{kind}" for kind in ("zip", "json", "xlsx", "gpkg", "parquet")),
    *(f"view.{kind}" for kind in ("pdf", "pptx", "png", "svg", "xlsx", "gpkg", "parquet")),
    *(f"presentation.{kind}" for kind in ("pdf", "pptx", "xlsx", "json")),
    "scenario.json",
    "kpis.json",
    "report.json",
]
PARTS = {
    "sv": ["Vårdcentral", "Kvartal 1 2025", "Egen regi", "Barn och vuxna", "25 min", "Ändrade regler",
           "För långt högst 12 min (publicerat värde: högst 20 min)", "Inget val är avstängd",
           "Ny i ", ", 4 ord", "Stänger ", "Flyttar ", " till ", "Ändrar ", "7,5 ord"],
    "en": ["Health centre", "Quarter 1 2025", "Publicly run", "Young and old", "25 min", "Changed rules",
           "Too far at most 12 min (published value: at most 20 min)", "No choice is turned off",
           "New in ", ", 4 words", "Closes ", "Moves ", " to ", "Resizes ", "7.5 words"],
}  # fmt: skip


def scenario_of(site: Site, link: str, language: str) -> tuple[Scenario, str]:
    """What a link asks, read as the page reads it."""
    root, _, query = link.partition("?")
    assert root == f"{SITE}/"
    record = dict(parse_qsl(query))
    assert (record["v"], record["lang"]) == (site.region.version, language)
    found = request_of(site.region, words_of(site.region.settings, language), record, record)
    assert not found.misread, link
    return found.assessment.scenario, f"{found.focus.kind} {found.focus.id}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", KINDS)
def test_a_file_says_all_that_was_asked(site: Site, what: str, language: str, tmp_path: Path) -> None:
    query = {**CHANGED, **PLACES["drawn"]}
    told = file_at(site, what, query, language, tmp_path)
    words = words_of(site.region.settings, language)
    question = request_of(site.region, words, query, query)
    assert not question.misread
    named = [] if what.split(".")[0] in ("kpis", "report") else ["Vinterplanen"]
    drawn = words("ui.drawn", areas=words.count(len(question.focus.areas)))
    for part in [*PARTS[language], *named, drawn]:
        assert re.sub(r"\s+", " ", part) in told.words, part
    assert PUBLISHED[language] not in told.words.casefold()
    wanted = (question.assessment.scenario, f"drawn {question.focus.id}")
    assert told.links
    assert {scenario_of(site, link, language) for link in told.links} == {wanted}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", KINDS)
def test_published_rules_are_said_only_where_they_apply(
    site: Site, what: str, language: str, tmp_path: Path
) -> None:
    as_usual = file_at(site, what, {}, language, tmp_path)
    assert PUBLISHED[language] in as_usual.words.casefold()
    for rules in ("too_far:12", "no_choice:off", "too_far:off"):
        assert (
            PUBLISHED[language]
            not in file_at(site, what, {"rules": rules}, language, tmp_path).words.casefold()
        )


@pytest.mark.parametrize("what", [what for what in KINDS if what.split(".")[0] not in ("kpis", "report")])
def test_no_two_questions_have_files_of_one_name(site: Site, what: str, tmp_path: Path) -> None:
    questions = [{}, *({key: value} for key, value in CHANGED.items() if key not in ("form", "name", "age"))]
    questions += [PLACES["drawn"], PLACES["muni"], {**CHANGED, **PLACES["muni"]}, CHANGED, {"age": "all"}]
    names = [file_at(site, what, query, "sv", tmp_path).name for query in questions]
    assert len(set(names)) == len(names), names
    if not what.startswith("presentation"):
        assert "2025Q1" in names[1]
        assert all("2025Q2" in name for name in names if name != names[1]) or "2025Q1" in " ".join(names[2:])


def test_a_csv_by_itself_says_where_its_metadata_are(site: Site) -> None:
    query = query_text({**CHANGED, **PLACES["drawn"]}, "sv")
    for key in table_keys(site.region):
        answer = site.get(f"/download/{site.region.version}/{key}.csv?{query}")
        head, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";")
        assert {len(row) for row in rows} <= {len(head)}, "rows of the table and no others"
        where = re.fullmatch(
            r'<([^>]+)>; rel="describedby"; type="application/csvm\+json"', answer.headers["Link"]
        )
        assert where
        columns = site.json(where[1])["tableSchema"]["columns"]
        assert [column["titles"] for column in columns] == head
        for at, column in enumerate(columns):
            if column["datatype"] != "string":
                for row in rows:
                    assert not row[at] or float(row[at].replace(",", ".")) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_collection_of_the_interface_says_its_question(site: Site, language: str) -> None:
    for collection in site.json(f"/api/collections?lang={language}")["collections"]:
        items = f"/api/collections/{collection['id']}/items"
        page = site.json(f"{items}?lang={language}")
        for told in (collection, page, *(
            [site.json(f"{items}/{page['features'][0]['id']}?lang={language}")] if page["features"] else []
        )):  # fmt: skip
            assert told["question"]["care_form"] == words_of(site.region.settings, language).of(
                site.region.settings.care_forms["gp"].name
            )
            assert told["question"]["rules"].casefold() == PUBLISHED[language]
            scenario_of(site, told["link"], language)


def test_a_scenario_file_is_read_back_as_it_was_asked(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "scenario.json"
    answer = site.get(f"/scenario/{site.region.version}.json?{query_text(CHANGED, 'sv')}")
    path.write_bytes(answer.data)
    question = request_of(site.region, words_of(site.region.settings, "sv"), CHANGED, {})
    assert scenario_from(site.region, {"scenario": path}) == question.assessment.scenario
