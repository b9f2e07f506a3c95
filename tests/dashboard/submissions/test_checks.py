from __future__ import annotations

from datetime import date

import pytest

from dashboard.submissions.checks import CODES, wrong_fields
from dashboard.submissions.effect import changes_of, effect_of
from dashboard.submissions.facts import FACTS, changed_only, facts_of
from dashboard.texts.catalogue import LANGUAGES, catalogue
from geodata.region.region import Region
from tests.dashboard.submissions.conftest import draft, middle

TODAY = date(2026, 12, 1)


def test_a_fact_comes_with_whoever_answers_for_it_and_its_published_value(toy: Region) -> None:
    found = {fact.field: (fact.origin, fact.value) for fact in facts_of(toy, "v1")}
    assert list(found) == [field for field in FACTS if field != "listed"]  # the toy region does not say
    assert found["name"] == ("register", "Norra vårdcentralen")
    assert found["phone"] == ("register", "")
    assert found["operator"] == ("contract", "own")
    assert found["capacity"] == ("own", "10")
    assert found["place"] == ("own", middle(0))
    assert found["closed"] == ("own", "")


def test_only_what_differs_and_may_be_changed_is_a_change(toy: Region) -> None:
    wanted = {"capacity": "10,0", "opening": "Mån–fre 8–17", "name": "Annat", "phone": "1", "languages": ""}
    assert changed_only(toy, "v1", wanted) == ({"opening": ""}, {"opening": "Mån–fre 8–17"})
    moved = {"address": "Nygatan 1", "place": middle(1)}
    assert set(changed_only(toy, "v1", moved)[1]) == {"address", "place"}
    assert changed_only(toy, "v1", {"address": "Nygatan 1"}) == ({}, {})


def test_a_good_form_has_nothing_wrong(toy: Region) -> None:
    assert wrong_fields(toy, draft(), TODAY) == {}


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("capacity", "7,5,0", "not_a_number"),
        ("capacity", "-1", "negative"),
        ("capacity", "100,5", "above_ceiling"),
        ("opening", "ibland", "hours"),
        ("closures", "sommaren", "not_days"),
        ("closures", ";", "not_days"),
        ("url", "havudden", "bad_url"),
        ("accepts_new", "kanske", "unknown_yes_no"),
        ("step_free", "?", "unknown_yes_no"),
        ("closed", "snart", "not_a_date"),
        ("place", "58", "overlay_not_a_place"),
        ("place", "", "required"),
        ("place", "40.0,10.0", "far"),
        ("languages", "x" * 501, "too_long"),
        ("languages", "\u202asvenska\u202c", "control_character"),
        ("name", "Annat", "locked"),
        ("phone", "1", "locked"),
        ("nonsense", "1", "locked"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(toy: Region, field: str, text: str, code: str) -> None:
    found = wrong_fields(toy, draft(after={field: text}), TODAY)
    assert {name: each.code for name, each in found.items()} == {field: code}


def test_day_source_and_comment_are_needed_and_no_day_is_past(toy: Region) -> None:
    empty = draft(effective=None, source=" ", comment="")
    assert {name: each.code for name, each in wrong_fields(toy, empty, TODAY).items()} == dict.fromkeys(
        ("source", "comment", "effective"), "required"
    )
    past = wrong_fields(toy, draft(effective=date(2026, 11, 30)), TODAY)
    assert {name: each.code for name, each in past.items()} == {"effective": "past"}
    assert wrong_fields(toy, draft(unit="v9"), TODAY)["unit"].code == "gone"


def test_an_application_needs_a_name_a_care_form_and_a_place(toy: Region) -> None:
    found = wrong_fields(toy, draft(kind="application", unit="", after={"capacity": "4"}), TODAY)
    assert {name: each.code for name, each in found.items()} == dict.fromkeys(
        ("name", "care_form", "place"), "required"
    )
    good = {"name": "Nya", "care_form": "vc", "place": middle(2), "opening": "Mån 8–17"}
    assert wrong_fields(toy, draft(kind="application", unit="", after=good), TODAY) == {}
    for field in ("name", "organisation", "address"):
        unseen = draft(kind="application", unit="", after={**good, field: "Nya\u202e 1"})
        assert wrong_fields(toy, unseen, TODAY)[field].code == "control_character"


def test_a_change_of_words_has_no_effect_on_access(toy: Region) -> None:
    assert changes_of(draft()) == ()
    assert effect_of(toy, draft()) is None


def test_closing_moving_and_opening_are_counted_as_a_what_if(toy: Region) -> None:
    """v1 and v2 stand among those of 0101 (1,000) and 0102 (2,000); 10 km are 13 min, 20 are 26, limit 15."""
    closed = effect_of(toy, draft(after={"closed": "2027-03-01"}))
    assert closed is not None
    assert (closed.beyond, closed.within, closed.longer, closed.shorter) == (0, 0, 1000, 0)
    moved = effect_of(toy, draft(after={"place": middle(2)}))
    assert moved is not None  # 0101 gets 13 min to v2; 0201 gets the unit
    assert (moved.beyond, moved.longer, moved.shorter, moved.reach, moved.overlap) == (
        0,
        1000,
        500,
        2500,
        2500,
    )
    wanted = {"name": "Nya", "care_form": "vc", "capacity": "4", "place": middle(2)}
    new = effect_of(toy, draft(kind="application", unit="", after=wanted))
    assert new is not None
    assert (new.beyond, new.longer, new.shorter, new.reach, new.overlap) == (0, 0, 500, 2500, 2500)


def test_who_falls_beyond_the_limit_is_counted(toy: Region) -> None:
    """With both units at 0101 those of 0201 have 26 minutes."""
    away = effect_of(toy, draft(unit="v2", after={"place": middle(0)}))
    assert away is not None
    assert (away.beyond, away.longer) == (500, 2500)


def test_every_code_and_every_field_has_words() -> None:
    for language in LANGUAGES:
        texts = catalogue(language)
        assert {f"submission.wrong.{code}" for code in CODES} <= set(texts)
        assert {f"submission.field.{field}" for field in (*FACTS, "effective", "source", "comment")} <= set(
            texts
        )
