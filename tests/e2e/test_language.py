"""Swedish and English say the same thing, each in its own way."""

from __future__ import annotations

import re

from tests.e2e.conftest import Opener
from tests.e2e.geography import document
from tests.e2e.plan import number
from tests.e2e.server import Server

PATH = "/?area=1452R003&layers=nearest,units&table=nearest&limit=15"


def test_switching_keeps_the_view_and_changes_every_word(demo: Server, visit: Opener) -> None:
    plan = visit(demo, PATH)
    before, place = plan.state(), plan.place("area", "1452R003")
    plan.page.get_by_role("link", name="English").click()
    plan.page.locator("html[lang=en]").wait_for()
    plan.settled()
    after = plan.state()
    assert plan.query()["lang"] == "en"
    assert after["stats"] == before["stats"]
    assert after["layers"] == before["layers"]
    assert after["filters"] == before["filters"]
    assert after["heading"] == before["heading"]
    now = plan.place("area", "1452R003")
    assert abs(now[0] - place[0]) < 2
    assert abs(now[1] - place[1]) < 2
    words = plan.page.locator("body").inner_text()
    assert "Residents" in words
    for swedish in ("Invånare", "Restid", "Kartlager", "Nyckeltal", "uppgift saknas", "Vårdform"):
        assert swedish not in words
    names = [heading.inner_text() for heading in plan.page.locator("h1, h2, th").all()]
    assert not [name for name in names if re.search(r"\b(och|för|av|Utbud|Kvalitet)\b", name)]


def test_numbers_are_the_same_and_written_as_in_each_country(demo: Server, visit: Opener) -> None:
    swedish = visit(demo)
    english = visit(demo, "/?lang=en")
    raw = swedish.kpi("kpi-value", "residents").text_content()
    residents = sum(document(demo, "shapes.json")["persons"])
    assert raw == f"{residents:,}".replace(",", "\u202f")
    assert english.kpi("kpi-value", "residents").text_content() == f"{residents:,}"
    assert "," in swedish.figure("units_per_10000")
    assert "." in english.figure("units_per_10000")
    ours, theirs = swedish.figures(), english.figures()
    assert ours.keys() == theirs.keys()
    for key, text in ours.items():
        if text[:1].isdigit():
            assert number(text) == number(theirs[key]), key


def test_back_returns_to_the_language_before(demo: Server, visit: Opener) -> None:
    plan = visit(demo, PATH)
    plan.page.get_by_role("link", name="English").click()
    plan.page.locator("html[lang=en]").wait_for()
    plan.settled()
    plan.page.go_back()
    plan.page.locator("html[lang=sv]").wait_for()
    plan.settled()
    assert "Tillgänglighet" in (plan.page.locator("#panel").text_content() or "")
