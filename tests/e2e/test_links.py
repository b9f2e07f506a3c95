"""The address is the view: copied, it shows somebody else the same; broken, it says what is unknown."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest

from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.geography import document
from tests.e2e.plan import number, plain
from tests.e2e.server import Server

AREA = "1452R003"


def test_a_copied_link_shows_somebody_else_the_same(demo: Server, visit: Opener) -> None:
    plan = visit(demo, stranger=True)
    plan.context.grant_permissions(["clipboard-read", "clipboard-write"])
    plan.choose("form", "rehab")
    plan.set_limit(25)
    plan.show_fill("access")
    plan.choose_table("nearest")
    plan.page.evaluate("(area) => window.utbudskarta.map.flyTo({ area })", AREA)
    plan.page.wait_for_timeout(800)
    plan.settled()
    plan.click_map("area", AREA)
    plan.table().get_by_role("button", name="Kommun", exact=True).click()
    plan.settled()
    plan.page.get_by_role("button", name="Dela vy").click()
    plan.page.get_by_text("Länken till den här vyn är kopierad.").wait_for()
    link = plan.page.evaluate("() => navigator.clipboard.readText()")
    other = visit(demo, link, stranger=True)
    assert other.state() == plan.state()
    here, there = plan.place("area", AREA), other.place("area", AREA)
    assert abs(here[0] - there[0]) < 2
    assert abs(here[1] - there[1]) < 2
    assert other.drawing() == plan.drawing()


@pytest.mark.parametrize(
    "query",
    [
        "area=9999X",
        "unit=none",
        "form=tandvard",
        "period=1999",
        "operator=ingen",
        "age=7-9",
        "muni=0000",
        "zone=x",
    ],
)
def test_an_unknown_name_is_said_and_the_rest_is_shown(demo: Server, visit: Opener, query: str) -> None:
    plan = visit(demo, f"/?{query}")
    said = plain(plan.page.locator("#messages").inner_text())
    name = query.partition("=")[2]
    assert name in said or "hör inte till någon zon" in said  # zones come and go with what is asked
    assert plan.heading() == "Västra Götaland"
    assert plan.stats()["areas"] == 601


@pytest.mark.parametrize(
    "query",  # of each key all that is nonsense, keys beside each other
    [
        "limit=abc&table=x&rows=-1&at=1/2&lang=xx",
        "limit=-5&sort=x.up&rows=99999999999&at=x/y/z&service=x",
        "limit=1e9&sort=..&at=99/999/999",
        "limit=nan&find=%22%3Cscript%3E",
        "layers=x,y",
        "v=..%2F..%2Fetc",
    ],
)
def test_nonsense_in_the_address_is_never_an_error(demo: Server, visit: Opener, query: str) -> None:
    plan = visit(demo, f"/?{query}")
    assert plan.stats()["areas"] == 601 or query == "layers=x,y"  # no layer of that name colours areas
    assert number(plan.figure("residents")) == sum(document(demo, "shapes.json")["persons"])
    assert "Fel." not in plan.page.locator("#messages").inner_text()


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (
            "/?layers=weather,nearest&table=furniture&at=1/2&limit=55",
            ("weather", "furniture", "1/2", "55 min"),
        ),
        ("/hitta?form=tandvard&languages=Klingon", ("tandvard", "Klingon")),
        ("/jamfor?ind=tur&band=gummi", ("tur", "gummi")),
        ("/presentera?p=utbudet&step=99", ("99",)),
        ("/metod?lang=fi", ("fi",)),
        ("/inbadda/nearest?measure=9SFCA", ("9SFCA",)),
    ],
)
def test_every_page_names_what_its_link_says_that_there_is_not(
    demo: Server, visit: Opener, path: str, values: tuple[str, ...]
) -> None:
    plan = visit(demo, NOWHERE)
    plan.page.goto(demo.address + path)
    notices = plan.page.locator(".message:visible")
    notices.first.wait_for()
    for value in values:
        notices.filter(has_text=value).first.wait_for()
    close = plan.page.get_by_role("button", name="Stäng", exact=True).and_(plan.page.locator(".message *"))
    dismiss = plan.page.locator("[data-action='dismiss']")
    for left in reversed(range(dismiss.count())):
        close.first.click()
        assert dismiss.count() == left


def test_an_address_where_no_page_stands_says_so_and_leads_on(demo: Server, visit: Opener) -> None:
    plan = visit(demo, NOWHERE)
    plan.watch.allowed = ("404",)
    answer = plan.page.goto(f"{demo.address}/jamforr?area={AREA}")
    assert answer is not None
    assert answer.status == 404
    plan.page.get_by_role("heading", name="Sidan finns inte").wait_for()
    assert "/jamforr" in plain(plan.page.locator("main").inner_text())
    plan.page.get_by_role("link", name="EN, English").click()
    plan.page.get_by_role("heading", name="There is no such page").wait_for()
    assert "/jamforr" in plain(plan.page.locator("main").inner_text())
    plan.page.locator("main").get_by_role("link", name="Compare").first.click()
    plan.page.locator("#compare-table table").wait_for()


def test_the_title_follows_from_page_to_page_in_the_pages_language(demo: Server, visit: Opener) -> None:
    page = visit(demo).page
    ends = " – Västra Götaland – Utbudskarta"
    tabs = ("Planera", "Hitta", "Jämför", "Presentera")
    for name in (*tabs, "Hämta data", "Metod och källor", "Så använder du Hitta", "Tillgänglighet"):
        within = page.locator(".tabs" if name in tabs else ".menu-data")
        if name not in tabs:
            within.locator("summary").click()
        within.get_by_role("link", name=name, exact=True).click()
        page.wait_for_function("(title) => document.title === title", arg=name + ends)
        page.locator("#state-keys").wait_for(state="attached")
        page.wait_for_timeout(300)  # scripts have had their say
        assert page.title() == name + ends
    page.get_by_role("link", name="EN, English").click()
    page.wait_for_function("(title) => document.title === title", arg="Accessibility" + ends)


@pytest.mark.parametrize("table", ["nearest", "underserved", "units", "flows"])
@pytest.mark.parametrize("focus", ["", "&muni=1452"])
def test_downloads_hold_the_rows_of_the_table(demo: Server, visit: Opener, table: str, focus: str) -> None:
    plan = visit(demo, f"/?table={table}{focus}")
    links = plan.page.locator("#table-files a[data-take='table']")
    files = {link.text_content(): link.get_attribute("href") for link in links.all()}
    status, content = demo.get(files["CSV"] or "")
    assert status == 200
    with zipfile.ZipFile(io.BytesIO(content)) as together:
        texts = {Path(name).suffix: together.read(name).decode("utf-8-sig") for name in together.namelist()}
    headings, *rows = csv.reader(io.StringIO(texts[".csv"]), delimiter=";")
    for heading, shown_heading in zip(headings[1:], plan.headings(), strict=False):
        assert plain(heading).startswith(shown_heading), "a file's heading says the unit besides"
    shown = plan.rows()
    assert [row[1] for row in rows[: len(shown)]] == [row[0] for row in shown]
    assert len(rows) == plan.row_count()
    assert "Exempeldata" in texts[".json"]

    status, content = demo.get(files["GeoPackage"] or "")
    assert status == 200
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.gpkg"
        path.write_bytes(content)
        frame = gpd.read_file(path, layer="layer")
    assert len(frame) == len(rows)
    assert sorted(frame["id"]) == sorted(row[0] for row in rows)


def test_a_link_to_a_version_that_is_gone_shows_the_newest_and_says_so(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?v=0123456789ab&area={AREA}")
    assert plan.heading() == "Tranemo norra omland"
    assert "012345" in plan.page.locator("#messages").inner_text()


def test_the_order_of_a_table_stays_with_its_page(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?table=nearest&sort=municipality.up&area={AREA}")
    plan.page.locator(".tabs").get_by_role("link", name="Jämför", exact=True).click()
    plan.page.locator("#compare-table table").wait_for()
    assert "sort=" not in plan.page.url
    assert f"area={AREA}" in plan.page.url
    plan.page.go_back()
    plan.settled()
    assert "sort=municipality.up" in plan.page.url
    plan.page.get_by_role("link", name="EN, English").click()
    plan.page.get_by_role("link", name="SV, Svenska").wait_for()
    assert "sort=municipality.up" in plan.page.url
