"""Följ upp on the toy: what each part says, what it says without data, and that all of it agrees."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.followup import tabs
from dashboard.followup.answer import followup_answer
from dashboard.followup.ground import HIGH, NUMBER, WIDE, places_of_numbers
from dashboard.followup.page import STEP_VIEW, followup_page
from dashboard.followup.tabs import Tab, tab_row
from dashboard.followup.timeline import months_about
from dashboard.presentation.step_content import step_content
from dashboard.presentation.steps import Presentation, Step
from dashboard.question.request import request_of
from dashboard.serve.links import tabs_of
from dashboard.tables.follow_ups import FOLLOW_UP_TABLES
from dashboard.tables.report import report, to_csv
from dashboard.words.words import LANGUAGES, words_of
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import every, whole_region
from geodata.library.regions import open_folder
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.dashboard.site import Site, site_of
from tests.toy_followup import write_toy_followup

PARTS = ("cards", "below", "numbers", "terms", "goals", "plan", "equal", "choice", "files", "scope")


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return open_folder(write_toy_followup(tmp_path_factory.mktemp("followed") / "toy"))


@pytest.fixture(scope="module")
def followed(region: Region) -> Assessment:
    return assess(region, default_scenario(region))


@pytest.fixture(scope="module")
def followed_site(region: Region, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(region, tmp_path_factory.mktemp("followed-site"))


def places(region: Region, language: str = "sv", **record: str) -> dict[str, Any]:
    answer = followup_answer(request_of(region, words_of(region.settings, language), record, {}), record)
    found: dict[str, Any] = json.loads(json.dumps(answer, allow_nan=False))["places"]
    return {key.removeprefix("followup-"): inside for key, inside in found.items()}


def texts(markup: Any) -> Iterator[str]:
    if isinstance(markup, str):
        yield markup
    elif isinstance(markup, list):
        named = len(markup) > 1 and isinstance(markup[0], str) and isinstance(markup[1], dict)
        for one in markup[2 if named else 0 :]:
            yield from texts(one)


def text(markup: Any) -> str:
    return " ".join("".join(f"{one} " for one in texts(markup)).split())


def values(markup: Any, name: str) -> list[str]:
    if not isinstance(markup, list):
        return []
    own = [one[name] for one in markup if isinstance(one, dict) and name in one]
    return own + [value for one in markup for value in values(one, name)]


def test_every_part_says_what_the_toy_says(region: Region) -> None:
    found = places(region)
    cards = text(found["cards"])
    assert "1 av 2 enheter, 50 %" in cards
    assert "▲ 1 fler än ett år tidigare" in cards
    assert "2 enheter" in cards
    assert "4 till juni ▲ 2 försenade · avtal 1, individ 2, inriktning 1" in cards
    below = text(found["below"])
    assert "1 Södra vårdcentralen Västbyn Privat Nöjda ▼ 46 % 50 % 3 Plan begärd" in below
    assert "2 Norra vårdcentralen Västbyn Egen regi Nöjda ▼ 49 % 50 % 1 inget ännu" in below
    assert "Kvartal i rad" in below
    assert "1 uppfyller, 1 uppfyller inte, uppgift saknas för 0" in text(found["terms"])
    assert "Används inte" not in text(found["terms"])
    assert "0 av 2" in text(found["goals"])
    assert "▲ Försenade sedan 1 februari 2026: Södra vårdcentralen , Södra vårdcentralen ." in text(
        found["plan"]
    )
    assert "Egen regi 1,00 per enhet · 1 av 1 enheter" in text(found["equal"])
    assert "det behövs 10 av varje" in text(found["equal"]), "of two units nothing is compared in words"
    assert "31 mars 2026" in text(found["scope"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_the_list_are_those_on_the_map_and_lead_to_the_unit(
    region: Region, language: str
) -> None:
    found = places(region, language)
    assert set(found) == {*PARTS, "messages"}
    rows, numbers = (values(found[part], "data-unit") for part in ("below", "numbers"))
    assert rows == numbers == ["v2", "v1"]
    links = values(found["numbers"], "href")
    assert links == values(found["below"], "href")[: len(links)] or {*links} <= {
        each.replace("&ind=nojd", "") for each in values(found["below"], "href")
    }
    assert all("unit=v" in link and f"lang={language}" in link for link in links)


@pytest.mark.parametrize(
    ("table", "part", "expected"),
    [
        ("terms", "terms", "[terms]"),
        ("goals", "goals", "tabellen goals"),
        ("follow_ups", "plan", "tabellen follow_ups"),
    ],
)
def test_what_is_missing_is_said_with_the_table_that_it_takes(
    tmp_path: Path, table: str, part: str, expected: str
) -> None:
    found = places(open_folder(write_toy_followup(tmp_path / "toy", without=(table,))))
    assert expected in text(found[part])
    assert "Södra vårdcentralen" in text(found["below"]), "the rest of the page stays"


def test_who_runs_the_units_leaves_the_others_out(region: Region) -> None:
    found = places(region, operator="own")
    assert values(found["below"], "data-unit") == ["v1"]
    assert "0 av 1 enheter" in text(found["cards"])


def test_an_address_that_cannot_be_read_is_told_of(region: Region) -> None:
    assert "dentist" in text(places(region, form="dentist")["messages"])


def test_the_page_stands_in_the_header_where_there_is_something_to_follow_up(
    region: Region, site: Site, followed_site: Site
) -> None:
    assert "followup" in tabs_of(region)
    assert "followup" not in tabs_of(site.region)
    assert site.get("/folj-upp").status_code == followed_site.get("/folj-upp").status_code == 200


def test_the_answer_and_the_ground_are_of_a_version_that_is_kept(followed_site: Site) -> None:
    version = followed_site.region.version
    answer = followed_site.json(f"/followup/{version}/sv?form=vc&changes=close:v1")
    assert "av 2 enheter" in text(answer["places"]["followup-cards"]), "a what-if is not followed up"
    ground = followed_site.get(f"/followup/{version}/ground.svg")
    assert ground.mimetype == "image/svg+xml"
    assert "immutable" in ground.headers["Cache-Control"]
    for wrong in (
        "/followup/000000000000/sv",
        f"/followup/{version}/de",
        "/followup/000000000000/ground.svg",
    ):
        assert followed_site.get(wrong).status_code == 404


def test_a_tab_stands_where_its_page_is_shown_with_what_waits_there(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = words_of(region.settings, "sv")
    monkeypatch.setattr(tabs, "waiting_by_page", lambda: {"news": 7})
    more = Tab("news", "ui.page.news", lambda _: True)
    none = Tab("data", "ui.page.data", lambda _: False)
    row = tab_row(region, said, "followup", "", [*tabs.TABS, more, none]).to_plotly_json()["props"][
        "children"
    ]
    assert [one.href.split("?")[0] for one in row] == ["/folj-upp", "/nytt"]
    assert "7" in str(row[1])


def test_tables_reach_files_the_interface_and_the_report(followed_site: Site, followed: Assessment) -> None:
    version = followed_site.region.version
    for key in FOLLOW_UP_TABLES:
        content = followed_site.get(f"/download/{version}/{key}.csv?lang=en").text
        rows = list(csv.reader(io.StringIO(content.lstrip("\ufeff"))))
        table = FOLLOW_UP_TABLES[key](followed, whole_region(followed))
        assert len(rows) == len(table.ids) + 1 > 1, key
        assert followed_site.get(f"/download/{version}/{key}.xlsx").status_code == 200
        assert len(followed_site.features(f"{key}-vc")) == len(table.ids)
    said = words_of(followed.region.settings, "en")
    told = report(followed, whole_region(followed), said)
    part: Any = told["followup"]
    assert part["day"] == "2026-03-31"
    assert {line["key"]: line["value"] for line in part["kpis"]}["terms_fulfilled"] == 0.5
    assert [len(part[key.removeprefix("followup_")]) for key in FOLLOW_UP_TABLES] == [2, 2, 2, 8, 2]
    assert "follow_ups_late" in to_csv(told, said)


def test_a_region_that_follows_nothing_up_has_none_of_the_tables(site: Site, toy: Assessment) -> None:
    assert site.get(f"/download/{site.region.version}/followup_below.csv").status_code == 404
    told: Any = report(toy, whole_region(toy), words_of(toy.region.settings, "sv"))
    assert told["followup"] is None


def test_a_table_of_a_municipality_has_the_units_that_stand_in_it(followed: Assessment) -> None:
    west, east = (every(followed, "municipality").only(at) for at in (0, 1))
    assert FOLLOW_UP_TABLES["followup_terms"](followed, west).ids == ["v1", "v2"]
    assert FOLLOW_UP_TABLES["followup_terms"](followed, east).ids == []


def test_days_stand_along_the_months_in_their_order(followed: Assessment) -> None:
    months = months_about(followed.region.settings.follow_up.as_of)  # type: ignore[arg-type]
    along = [months.place(day) for day in months.starts]
    assert along[0] == 0
    assert along == sorted(along)
    assert len(along) == 5
    assert months.place(months.first.replace(year=2000)) == 0, "what is outside stands at the end"


spots = st.lists(
    st.tuples(st.floats(20, WIDE - 20), st.floats(20, HIGH - 20)), min_size=1, max_size=25, unique=True
)


@given(places=spots)
@settings(max_examples=60, deadline=None)
def test_no_two_numbers_lie_upon_each_other(places: list[tuple[float, float]]) -> None:
    found = places_of_numbers(dict(enumerate(places)))
    moved = [at for unit, at in found.items() if at != places[unit]]
    assert set(found) == set(range(len(places)))
    for x, y in found.values():
        assert NUMBER <= x <= WIDE - NUMBER
        assert NUMBER <= y <= HIGH - NUMBER
    for at in moved:  # one without any room stays upon its unit
        others = [other for other in found.values() if other is not at]
        assert all(math.dist(at, other) >= 2 * NUMBER for other in others if other in moved)


def test_a_step_tells_the_figures_of_follow_up_where_there_are_any(region: Region, toy: Assessment) -> None:
    step = Step("{follow_ups_late} är sena", "", "layers=units", ("terms_fulfilled", "follow_ups_late"))
    for of, figures, heading in (
        (region, ["50\u202f%", "2"], "2 är sena"),
        (toy.region, [], "{follow_ups_late} är sena"),
    ):
        shown = Presentation("", (step,), of.version, "sv", "step", of.settings.id)
        content = step_content(shown, 1, of, words_of(of.settings, "sv"))
        assert [figure.value_text for figure in content.figures] == figures
        assert content.heading == heading


def test_persons_listed_with_units_below_are_told_where_every_list_is_known(region: Region) -> None:
    def figure(**listed: float) -> str:
        units = region.units.assign(listed=[listed.get(str(id_), math.nan) for id_ in region.units.index])
        return text(places(replace(region, units=units))["cards"])

    assert "enheter · 7 300 listade" in figure(v1=3000, v2=4300).replace("\u202f", " ").replace("\xa0", " ")
    assert "listade" not in figure(v1=3000)
    assert "listade" not in text(places(region)["cards"])
    lists = pd.DataFrame(
        [(0, "2024", -1, 9.0), (0, "2025", -1, 40.0), (0, "2025", 0, 40.0), (1, "2025", -1, 2.0)],
        columns=["unit", "period", "area", "persons"],
    )
    assert "· 42 listade" in text(places(replace(region, lists=lists))["cards"])
    assert "listade" not in text(places(replace(region, lists=lists[:3]))["cards"])


def test_the_page_makes_a_step_of_the_units_below(region: Region) -> None:
    spoken = words_of(region.settings, "sv")
    assert "Spara som steg" in str(followup_page(region, spoken, "?lang=sv", saving=True))
    step = Step("{below_threshold} under", "", f"form=gp&{urlencode(STEP_VIEW)}", ("below_threshold",))
    shown = Presentation("", (step,), region.version, "sv", "step", region.settings.id)
    content = step_content(shown, 1, region, spoken)
    assert (content.heading, [figure.key for figure in content.figures]) == ("2 under", ["below_threshold"])
