"""Läs in data as administrators use it: who may, what is sent, what the page says, what the audit holds."""

from __future__ import annotations

import io
import os
import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from dashboard.records.schema import audit
from dashboard.uploads.staging import ROOT
from geodata.library.regions import open_folder
from geodata.publish.manifest import current_version
from geodata.region.audience import Audience
from tests.accounts import SECRET, add_people
from tests.dashboard.login_page.pages import browsers_of, gate_of_site
from tests.dashboard.site import Site, site_of
from tests.dashboard.submissions.conftest import NOW
from tests.dashboard.unit_page.forms import filled, form_with, post
from tests.dashboard.uploads.working import work_here
from tests.toy import write_toy_region

UPLOAD = "/folj-upp/las-in"
PEOPLE = {
    "chief": Audience("administrator"),
    "second": Audience("administrator"),
    "part": Audience("administrator", units=("v1",)),
    "officer": Audience("officer"),
}
Browsers = Callable[[str], FlaskClient]


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The toy with a login, beside its folder."""
    folder = tmp_path_factory.mktemp("upload")
    region = open_folder(write_toy_region(folder / "toy"))
    site = site_of(region, folder / "out", login="local", source_dir=str(folder / "toy"))
    gate = gate_of_site(site)
    object.__setattr__(gate, "now", lambda: NOW)
    add_people(gate.database, PEOPLE, NOW)
    return site


@pytest.fixture(scope="module")
def known_browsers(shared_site: Site) -> Browsers:
    return browsers_of(shared_site, SECRET)


@pytest.fixture
def browsers(shared_site: Site, known_browsers: Browsers, monkeypatch: pytest.MonkeyPatch) -> Browsers:
    """Everybody's browser, with nothing brought yet."""
    work_here(monkeypatch)
    shutil.rmtree(shared_site.out / ROOT, ignore_errors=True)
    return known_browsers


def folder_of(site: Site) -> Path:
    return site.out.parent / "toy"


def bring(client: FlaskClient, *files: tuple[str, str]) -> TestResponse:
    """Send files with the form of the page."""
    form = form_with(client.get(f"{UPLOAD}?lang=sv").text, 'name="files"')
    data: MultiDict[str, object] = MultiDict(filled(form))
    data.poplist("files")
    for name, text in files:
        data.add("files", (io.BytesIO(text.encode()), name))
    return post(client, f"{UPLOAD}?lang=sv", data, do="add")


def press(client: FlaskClient, do: str, file: str = "", **typed: str) -> TestResponse:
    address = f"{UPLOAD}?lang=sv&file={file}"
    form = form_with(client.get(address).text, f'value="{do}"')
    return post(client, address, filled(form), **typed, do=do)


def renamed(site: Site) -> str:
    text = (folder_of(site) / "units.csv").read_text("utf-8").splitlines()
    cells = text[1].split(",")
    cells[1] = "Nya namnet"
    return "\n".join([text[0], ",".join(cells), *text[2:]]) + "\n"


def test_only_administrators_of_the_whole_region_bring_files_and_others_read_why(
    shared_site: Site, browsers: Browsers
) -> None:
    outside = shared_site.client.get(f"{UPLOAD}?lang=sv")
    assert outside.status_code == 401
    assert "Här läser administratörer in data" in outside.text
    for name in ("officer", "part"):
        refused = browsers(name).get(f"{UPLOAD}?lang=sv")
        assert refused.status_code == 403
        assert "Bara administratörer" in refused.text
        data = {"do": "add", "files": (io.BytesIO(b"a,b\n"), "units.csv")}
        assert post(browsers(name), UPLOAD, MultiDict(data)).status_code == 403
        for address in ("problem.csv", "lage.json"):
            assert browsers(name).get(f"{UPLOAD}/{address}").status_code == 404
    assert not (shared_site.out / ROOT).exists()
    assert browsers("chief").get(UPLOAD).status_code == 200
    link = f'href="{UPLOAD}?lang=sv"'
    assert link in browsers("chief").get("/sparade?lang=sv").text, "the menu leads there"
    assert link not in browsers("officer").get("/sparade?lang=sv").text


def test_a_changed_file_is_told_beside_what_is_published_and_then_published(
    shared_site: Site, browsers: Browsers
) -> None:
    chief, served, before = browsers("chief"), current_version(shared_site.out), renamed(shared_site)
    assert bring(chief, ("enheter åäö.csv", before)).status_code == 303
    page = chief.get(f"{UPLOAD}?lang=sv").text
    assert "enheter åäö.csv" in page
    assert "Inga fel och inga varningar" in page
    assert "nytt namn" in page
    assert "Nya namnet" in page
    assert 'value="publish" class="button is-first">' in page, "it may be published"
    assert "Nya namnet" not in shared_site.get("/api/collections/units-vc/items?f=json").text
    english = chief.get(f"{UPLOAD}?lang=en").text
    assert "new name" in english
    assert press(chief, "publish").status_code == 303
    assert current_version(shared_site.out) != served
    assert "Nya namnet" in shared_site.get("/api/collections/units-vc/items?f=json").text
    assert "Publicerat. Version" in chief.get(f"{UPLOAD}?lang=sv").text
    with gate_of_site(shared_site).database.read() as connection:
        rows = connection.execute(select(audit.c.action, audit.c.actor, audit.c.details)).all()
    acts = [row for row in rows if row.action.startswith("files-")]
    assert [row.action for row in acts] == ["files-brought", "files-publish", "files-published"]
    assert {row.actor for row in acts} == {"chief"}
    assert list(acts[0].details["files"]) == ["enheter åäö.csv"]
    assert acts[2].details["version"] == current_version(shared_site.out)


def test_a_broken_file_is_told_with_row_and_value_in_a_list_and_cannot_be_published(
    shared_site: Site, browsers: Browsers
) -> None:
    chief, served = browsers("chief"), current_version(shared_site.out)
    wrong = renamed(shared_site).replace("own", "=nobody")
    assert bring(chief, ("units.csv", wrong)).status_code == 303
    page = chief.get(f"{UPLOAD}?lang=sv").text
    assert "1 fel stoppar" in page
    assert re.search(r"=nobody.*finns inte|=nobody", page)
    assert 'disabled="disabled"' in form_with(page, 'value="publish"')
    listed = chief.get(f"{UPLOAD}/problem.csv?lang=sv")
    assert listed.mimetype == "text/csv"
    assert "units.csv;2;" in listed.text
    assert ";=nobody" not in listed.text, "a spreadsheet would take it for a formula"
    assert press(chief, "publish").status_code == 303
    assert "behöver läsas utan fel" in chief.get(f"{UPLOAD}?lang=sv").text
    assert current_version(shared_site.out) == served


def test_a_choice_of_table_and_columns_is_read_again_and_can_be_let_go(
    shared_site: Site, browsers: Browsers
) -> None:
    chief = browsers("chief")
    odd = renamed(shared_site).replace("unit_id,", "kod,", 1)
    bring(chief, ("a.csv", odd))
    page = chief.get(f"{UPLOAD}?lang=sv&file=a.csv").text
    assert "fel stoppar" in page
    assert press(chief, "read", "a.csv", **{"column-0": "unit_id"}).status_code == 303
    page = chief.get(f"{UPLOAD}?lang=sv&file=a.csv").text
    assert "ditt val" in page
    assert "fel stoppar" not in page
    assert 'value="publish" class="button is-first">' in page
    both = press(chief, "read", "a.csv", **{"column-1": "unit_id"})
    assert both.status_code == 422
    assert "Två kolumner är valda som Enhetens id" in both.text
    wrong = press(chief, "read", "a.csv", lines='file = "../x"')
    assert wrong.status_code == 422
    assert "går inte att läsa vid file" in wrong.text
    assert press(chief, "read", "a.csv", **{"column-0": "unit_id"}, lines='null = ["-"]').status_code == 303
    assert "null = [" in chief.get(f"{UPLOAD}?lang=sv&file=a.csv").text
    assert press(chief, "forget", "a.csv").status_code == 303
    assert "ditt val" not in chief.get(f"{UPLOAD}?lang=sv&file=a.csv").text


def test_a_problem_is_mended_by_what_is_chosen_beside_it_and_the_file_stays_as_it_is(
    shared_site: Site, browsers: Browsers
) -> None:
    chief, address = browsers("chief"), f"{UPLOAD}?lang=sv&file=units.csv"
    wrong = renamed(shared_site).replace(",own,", ",Egen regi,")
    bring(chief, ("units.csv", wrong))
    page = chief.get(address).text
    assert "fel stoppar" in page
    form = form_with(page, 'name="given"')
    assert ">Egen regi</span>" in form
    nothing = post(chief, address, filled(form), given="", do="mend")
    assert nothing.status_code == 422
    assert "Skriv ett värde" in nothing.text
    stale = post(chief, address, filled(form), given="own", at="2001-01-01", do="mend")
    assert stale.status_code == 422
    for other in ("7000", "-1", "x", "9" * 5000):
        assert post(chief, address, filled(form), given="own", kind=other, do="mend").status_code == 422
    assert post(chief, address, filled(form), given="own", do="mend").status_code == 303
    page = chief.get(address).text
    assert "fel stoppar" not in page
    assert "Egen regi" in page, "the line that was written stands where it can be changed"
    staging = next((shared_site.out / ROOT).glob("*/region"))
    line = tomllib.loads((staging / "region.toml").read_text("utf-8"))["tables"]["units"]["recode"]
    assert line["operator"]["Egen regi"] == "own"
    assert "Egen regi" in (staging / "units.csv").read_text("utf-8")
    assert "Egen regi" not in (folder_of(shared_site) / "region.toml").read_text("utf-8")


def test_a_row_that_is_there_twice_is_let_be_by_a_choice(shared_site: Site, browsers: Browsers) -> None:
    chief, address = browsers("chief"), f"{UPLOAD}?lang=sv&file=units.csv"
    text = renamed(shared_site)
    bring(chief, ("units.csv", text + text.splitlines()[1] + "\n"))
    page = chief.get(address).text
    form = form_with(page, 'name="way"')
    number = re.search(r'<option value="(\d)"[^>]*>Låt den första gälla', form)
    assert number is not None
    assert post(chief, address, filled(form), way="99", do="mend").status_code == 422
    assert post(chief, address, filled(form), way=number[1], do="mend").status_code == 303
    page = chief.get(address).text
    assert "fel stoppar" not in page
    assert "duplicates = &quot;first&quot;" in page


def test_a_code_that_is_not_known_has_the_known_ones_to_choose_from(
    shared_site: Site, browsers: Browsers
) -> None:
    chief, address = browsers("chief"), f"{UPLOAD}?lang=sv&file=visits.csv"
    text = (folder_of(shared_site) / "visits.csv").read_text("utf-8")
    bring(chief, ("visits.csv", text.replace(",v1,", ",v9,").replace(",v1\n", ",v9\n")))
    page = chief.get(address).text
    form = form_with(page, 'list="upload-unit-codes"')
    assert '<datalist id="upload-unit-codes"><option value="v1">' in page
    assert ">Håll raderna isär</option>" in page
    assert post(chief, address, filled(form), given="v1", do="mend").status_code == 303
    assert "fel stoppar" not in chief.get(address).text


def test_a_file_of_one_more_table_is_chosen_on_the_page_and_its_columns_can_be_changed(
    shared_site: Site, browsers: Browsers
) -> None:
    chief, address = browsers("chief"), f"{UPLOAD}?lang=sv&file=nya.csv"
    text = (folder_of(shared_site) / "visits.csv").read_text("utf-8").replace("2025", "2024")
    bring(chief, ("nya.csv", text))
    page = chief.get(address).text
    assert '<optgroup label="Ny tabell, eller en fil till">' in page
    assert press(chief, "read", "nya.csv", table="new:visits").status_code == 303
    page = chief.get(address).text
    assert '<option value="new:visits" selected="selected">Besök</option>' in page
    assert "Besök (nya), ditt val" in page
    assert press(chief, "read", "nya.csv", lines='unknown_area = "keep"').status_code == 303
    page = chief.get(address).text
    assert "unknown_area = &quot;keep&quot;" in page
    assert '<option value="new:visits" selected="selected">' in page
    staging = next((shared_site.out / ROOT).glob("*/region"))
    tables = tomllib.loads((staging / "region.toml").read_text("utf-8"))["tables"]
    assert tables["visits_nya"] == {"file": "nya.csv", "unknown_area": "keep"}
    assert "fel stoppar" not in page


def test_nobody_sees_what_another_brings_and_everything_can_be_let_go(
    shared_site: Site, browsers: Browsers
) -> None:
    bring(browsers("chief"), ("units.csv", renamed(shared_site)))
    other = browsers("second").get(f"{UPLOAD}?lang=sv&file=units.csv").text
    assert "Inga filer än" in other
    assert browsers("second").get(f"{UPLOAD}/lage.json").status_code == 404
    assert browsers("chief").get(f"{UPLOAD}/lage.json").get_json() == {"busy": False, "phase": "done"}
    assert press(browsers("chief"), "remove", name="units.csv").status_code == 303
    assert "Inga filer än" in browsers("chief").get(f"{UPLOAD}?lang=sv").text
    bring(browsers("chief"), ("units.csv", renamed(shared_site)))
    assert press(browsers("chief"), "clear").status_code == 303
    assert not any((shared_site.out / ROOT).glob("*/files"))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.exe", "MZ", "inget slag av fil"),
        ("units.xlsx", "%PDF-1.7", "något annat än ändelsen"),
        ("a.csv", "", "tom"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(
    browsers: Browsers, name: str, text: str, said: str
) -> None:
    answer = bring(browsers("chief"), (name, text))
    assert answer.status_code == 422
    assert said in answer.text


def test_of_files_of_which_one_is_refused_the_others_are_read(shared_site: Site, browsers: Browsers) -> None:
    chief = browsers("chief")
    bring(chief, ("units.csv", renamed(shared_site)))
    wrong = renamed(shared_site).replace("own", "nobody")
    answer = bring(chief, ("units.csv", wrong), ("a.exe", "MZ"))
    assert answer.status_code == 422
    assert "inget slag av fil" in answer.text
    page = chief.get(f"{UPLOAD}?lang=sv").text
    assert "1 fel stoppar" in page, "what is told is of the file that lies there"


def test_an_address_of_other_letters_is_answered(browsers: Browsers) -> None:
    for client, status in ((browsers("chief"), 200), (browsers("officer"), 403)):
        assert client.get(UPLOAD, environ_overrides={"QUERY_STRING": "file=\xff"}).status_code == status


def test_what_lay_a_day_is_gone_when_anybody_opens_the_page(shared_site: Site, browsers: Browsers) -> None:
    bring(browsers("second"), ("units.csv", renamed(shared_site)))
    (folder,) = (each for each in (shared_site.out / ROOT).iterdir() if each.is_dir())
    for path in (folder, *folder.iterdir()):
        os.utime(path, (0, 0))
    browsers("chief").get(UPLOAD)
    assert not folder.exists()


def test_another_page_cannot_send_anything(browsers: Browsers) -> None:
    chief = browsers("chief")
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {}):
        data = {"do": "add", "files": (io.BytesIO(b"a,b\n"), "units.csv")}
        assert chief.post(UPLOAD, data=data, headers=headers).status_code == 403
    assert "Inga filer än" in chief.get(f"{UPLOAD}?lang=sv").text


def test_without_a_login_it_is_off_but_for_who_sits_at_the_machine_where_the_setting_says(
    shared_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_here(monkeypatch)
    region, source = shared_site.region, str(folder_of(shared_site))
    off = site_of(region, tmp_path / "off", source_dir=source)
    assert off.get(UPLOAD).status_code == 404
    assert site_of(region, tmp_path / "none", upload="machine").get(UPLOAD).status_code == 404
    elsewhere = site_of(
        region, tmp_path / "public", source_dir=source, upload="machine", public_url="https://a.example"
    )
    assert elsewhere.get(UPLOAD).status_code == 404
    here = site_of(region, tmp_path / "here", source_dir=source, upload="machine")
    client = here.client
    assert client.get(UPLOAD, headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 404
    assert client.get(UPLOAD, headers={"Host": "evil.example"}).status_code == 404
    assert bring(client, ("units.csv", renamed(shared_site))).status_code == 303
    assert "units.csv" in client.get(f"{UPLOAD}?lang=sv").text
    assert "Inga filer än" in here.client.get(f"{UPLOAD}?lang=sv").text, "another browser has its own"
    data = {"do": "clear"}
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post(UPLOAD, data=data, headers=headers).status_code == 403, "without the page's own token"
