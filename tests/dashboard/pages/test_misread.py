"""Whatever an address says that cannot be shown is named on the page, with what is shown instead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlencode

import pytest

from dashboard.compare.state import KEYS as COMPARE_KEYS
from dashboard.find.address import GROUPS
from dashboard.question import address_checks
from dashboard.question.misread import Instead
from dashboard.question.state import FOCUS_OF, STORES
from dashboard.serve.links import MISSING, PAGES
from dashboard.words.words import LANGUAGES, words
from geodata.publish.manifest import current_version
from tests.dashboard.pages.test_addresses import put_up
from tests.dashboard.pages.test_wiring import Browser
from tests.dashboard.question.test_line import across
from tests.dashboard.site import Site
from tests.toy_region import toy_region

ROOT = Path(__file__).parents[3]
FREE = {"name", "called", "versus_name", "find", "place", "pin_name", "pay_name"}
"""Keys whose text is the reader's own: whatever it is, it is shown as it is."""
QUESTION = {
    "form": "dentist",
    "period": "1999",
    "operator": "nobody",
    "age": "90-99",
    "limit": "soon",
    "rules": "too_close:5",
    "changes": "close:U99",
    "intake": "sometimes",
    "mode": "balloon",
}
PLACES = {"muni": "M9", "area": "A9", "areas": "A9,A8", "unit": "U99", "zone": "A9", "drawn": "1,2;3"}
DISPLAY = {
    "layers": "weather",
    "service": "guessed",
    "lines": "thirteen",
    "measure": "9SFCA",
    "figure": "luck",
    "areas_by": "luck",
    "need_by": "luck",
    "units_by": "luck",
    "units_size": "feet",
    "way": "sideways",
    "since": "1998",
    "brush": "luck:3..4",
    "versus": "close:U98",
    "versus_rules": "too_close:5",
    "gap": "luck",
    "maps": "seven",
    "pin": "91,12",
    "horizon": "1999",
    "variant": "nobody",
    "health": "perfect",
    "question": "weather",
    "trend": "steep",
    "damping": "2",
    "prevalence": "hiccups",
    "people": "crowds",
    "standard": "golden",
    "futures": "bright",
    "rise": "7",
    "model": "gold",
    "prices": "age:much",
    "budget": "plenty",
    "scaled": "nothing",
    "floor": "deep",
    "floor_by": "nobody",
    "against": "silver",
    "effect": "wonderful",
    "pay_by": "luck",
    "pay_moves": "7",
    "reach": "area:A9",
    "reach_min": "soon",
}
LISTING = {
    "table": "furniture",
    "need_view": "film",
    "pay_view": "film",
    "pay_beside": "B|colour=red",
    "within": "muni:M9",
    "columns": "furniture:legs",
    "sort": "colour.up",
    "rows": "many",
    "date": "2025-02-30",
    "equity_of": "luck",
    "equity_by": "shoes",
}
OWN = {"at": "9/91/12", "kpi": "happiness", "chart": "happiness", "swipe": "far", "line": "57.7,12.5;57.8"}
EVERYWHERE = {"lang": "fi", "v": "0123456789ab"}
CASES: Mapping[str, Mapping[str, str]] = {
    "plan": {
        **QUESTION,
        **PLACES,
        **DISPLAY,
        **LISTING,
        **OWN,
        **EVERYWHERE,
    },
    "embed": {
        **QUESTION,
        **PLACES,
        **{key: DISPLAY[key] for key in DISPLAY if key != "layers"},
        **EVERYWHERE,
    },
    "find": {
        "form": "dentist",
        "point": "91,12",
        "area": "A9",
        "muni": "M9",
        "unit": "U99",
        "chosen": "U99",
        "view": "film",
        "untold": "colours",
        **dict.fromkeys(GROUPS, "chocolate"),
        **EVERYWHERE,
    },
    "compare": {
        **{key: value for key, value in QUESTION.items() if key != "changes"},
        "ind": "luck",
        "when": "1999",
        "unit": "U99",
        "like": "colour",
        "band": "rubber",
        "show": "none",
        "picked": "U99",
        "sort": "colour.up",
        "with": "luck",
        "muni": "M9",
        "drawn": "1,2;3",
        "beyond": "perhaps",
        **EVERYWHERE,
    },
    "followup": {**{key: value for key, value in QUESTION.items() if key != "changes"}, **EVERYWHERE},
    "present": {"step": "first", "before": "maybe", **EVERYWHERE},
    **dict.fromkeys(("method", "data", "news", "help", "accessibility", MISSING), EVERYWHERE),
}
"""By page, every key that it reads, with a value that there is not."""
ELSEWHERE = {
    "p": "which presentation: the browser may keep it, and tells where it does not",
    "word": "of a link to what somebody saved: the page says in words where it does not open it",
    "notes": "whether the window is that of the notes: any value says so",
}
"""Keys that are read and told otherwise."""
WITH = {"present": {"p": "utbudet"}}
"""What else an address needs for the key to be read at all."""


def shown(site: Site, page: str, query: Mapping[str, str], language: str) -> str:
    """Everything that a page says at an address: what it opens with, and its answers."""
    version = current_version(site.out)
    assert version is not None
    path = {MISSING: "/nagot", "embed": "/inbadda/units"}.get(page) or PAGES[page]
    search = f"?{urlencode({'lang': language, **query})}"
    said: list[Any] = [put_up(site, path, search)]
    if page in ("plan", "embed"):
        browser = Browser(site.client, version, language, path)
        stores = {store: {key: query[key] for key in keys if key in query} for store, keys in STORES.items()}
        values = browser.stores(**stores)
        linked = {"version": version, "language": language, "linked": query.get("v", "")}
        values["version"] = {"data": linked}
        said.append(browser.ask("answer", values)["answer"]["data"]["places"])
    if page in ("compare", "followup"):
        asked = {key: value for key, value in query.items() if key not in EVERYWHERE}
        said.append(site.json(f"/{page}/{version}/{language}?{urlencode(asked)}")["places"])
    return json.dumps(said, ensure_ascii=False)


def cases() -> Iterator[Any]:
    for page, keys in CASES.items():
        for key, value in keys.items():
            yield pytest.param(page, key, value, id=f"{page}-{key}")


@pytest.mark.parametrize(("page", "key", "value"), [*cases()])
def test_a_value_that_there_is_not_is_named_with_what_is_shown_instead(
    site: Site, page: str, key: str, value: str
) -> None:
    named_with_what_is_shown(shown(site, page, {**WITH.get(page, {}), key: value}, "sv"), "sv", key, value)


@pytest.mark.parametrize("page", CASES)
def test_all_values_that_there_are_not_are_named_beside_each_other_in_english_too(
    site: Site, page: str
) -> None:
    """But for places: an address is of one of them."""
    of_one = {"lang", *PLACES} - {"muni"}
    keys = {key: value for key, value in CASES[page].items() if key not in of_one}
    told = shown(site, page, {**WITH.get(page, {}), **keys}, "en")
    for key, value in keys.items():
        named_with_what_is_shown(told, "en", key, value)


def named_with_what_is_shown(told: str, language: str, key: str, value: str) -> None:
    """A page's words name a value that there is not, and say what is shown instead."""
    text = words(language)
    if key == "v":
        assert text("ui.version_linked", version=value[:6]) in told
        return
    what, quoted = text(f"address.key.{key}"), text("address.quoted", value=value)
    named = text("address.misread", what=what, values=quoted)
    assert named in told
    assert '"data-action": "dismiss"' in told[told.index(named) :]
    follows = told[told.index(named) + len(named) :].removeprefix(" ")
    instead = [text(f"address.instead.{one}", name="|").partition("|")[0] for one in get_args(Instead)]
    assert follows.startswith(tuple(instead)), follows[:200]


@pytest.mark.parametrize(
    ("page", "key", "value", "name"),
    [
        ("plan", "form", "dentist", "words"),
        ("plan", "limit", "soon", "15 min"),
        ("plan", "period", "1999", "quarter 2 2025"),
        ("plan", "age", "90-99", "all ages"),
        ("plan", "table", "furniture", words("en")("layer.underserved.table")),
        ("find", "form", "dentist", "words"),
        ("compare", "form", "dentist", "words"),
    ],
)
def test_what_is_shown_instead_is_named_where_it_has_a_name(
    site: Site, page: str, key: str, value: str, name: str
) -> None:
    assert words("en")("address.instead.name", name=name) in shown(site, page, {key: value}, "en")


@pytest.mark.parametrize("page", CASES)
def test_an_address_that_can_be_shown_says_nothing(site: Site, page: str) -> None:
    good = {
        "plan": {
            "form": "gp",
            "layers": "nearest,units,labels",
            "table": "units",
            "sort": "unit.down",
            "rows": "1000",
            "at": "9.50/57.7/12.5",
            "kpi": "covered",
            "line": across(site.region),
            "limit": "15",
            "find": "nothing of this name",
            "name": "Vår plan",
        },
        "find": {
            "form": "gp",
            "unit": "U1",
            "area": "A1",
            "place": "Hemma",
            "point": "57.7,12",
            "view": "compare",
        },
        "compare": {"form": "gp", "unit": "U1", "like": "size,mix", "show": "all", "band": "spread"},
        "present": {"p": "utbudet", "step": "1", "before": "1"},
    }.get(page, {})
    for language in LANGUAGES:
        said = shown(site, page, good, language)
        begins = words(language)("address.misread", what="", values="").partition("  ")[0].rstrip(" ,")
        assert begins.partition("{")[0].strip()
        assert words(language)("address.misread", what="\0", values="\0").partition("\0")[0] not in said
        assert 'data-action": "dismiss' not in said


@pytest.mark.parametrize(("limit", "told"), [("4", True), ("5", False), ("50", False), ("55", True)])
def test_a_limit_outside_the_slider_is_named_and_counted_with(site: Site, limit: str, told: bool) -> None:
    for language in LANGUAGES:
        said = shown(site, "plan", {"limit": limit}, language)
        sentence = words(language)("address.outside_slider", limit=int(limit), least=5, most=50)
        assert (sentence in said) is told


def test_several_values_of_a_key_are_named_together_and_the_rest_holds(site: Site) -> None:
    said = shown(site, "plan", {"layers": "a,b,c,d,e,nearest", "operator": "own,nobody"}, "sv")
    assert "Länken har kartlagret ”a”, ”b”, ”c”, ”d” och 1 till, som inte går att visa här." in said
    assert "Länken har regiformen ”nobody”, som inte går att visa här. Resten av länken gäller." in said
    assert "”own”" not in said


def test_a_long_value_is_told_by_its_beginning(site: Site) -> None:
    said = shown(site, "plan", {"table": "x" * 5000}, "en")
    assert f"“{'x' * 60}…”" in said
    assert f"“{'x' * 61}" not in said


def test_a_layer_that_is_embedded_and_not_there_is_named(site: Site) -> None:
    said = json.dumps(put_up(site, "/inbadda/vader", "?lang=en"), ensure_ascii=False)
    assert "The link has the map layer “vader”, which cannot be shown here." in said


@pytest.mark.parametrize("key", sorted(FREE))
def test_a_readers_own_words_are_nothing_to_misread(site: Site, key: str) -> None:
    assert '"dismiss"' not in shown(site, "plan", {key: "vad som helst"}, "sv")


IN_SCRIPT = re.compile(r'state\.(?:get|list|usual)\("([a-z_]+)"')
IN_PAGE = re.compile(r'(?:query|record)\.get\("([a-z_]+)"|"([a-z_]+)" in query\b')
OWN_TESTS = {"api", "dcat", "exports", "siting", "presentation"}
"""Rooms whose addresses are no page's: an interface refuses, a file says in its text what there is not."""


def read_somewhere() -> set[str]:
    """Every key that a script or a page reads from the address."""
    scripts = (ROOT / "assets").rglob("*.js")
    pages = (path for path in (ROOT / "dashboard").rglob("*.py") if path.parent.name not in OWN_TESTS)
    found = {
        next(filter(None, match.groups()))
        for pattern, paths in ((IN_SCRIPT, scripts), (IN_PAGE, pages))
        for path in paths
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    }
    stores = {key for keys in STORES.values() for key in keys}
    return found | stores | set(COMPARE_KEYS) | set(FOCUS_OF) | set(GROUPS)


def test_every_key_that_is_read_from_an_address_is_tried() -> None:
    tried = {key for keys in CASES.values() for key in keys}
    assert read_somewhere() - FREE - set(ELSEWHERE) == tried
    assert set(CASES) == {*PAGES, MISSING}
    plan = {key for keys in STORES.values() for key in keys} - FREE
    assert plan <= set(CASES["plan"])
    assert set(COMPARE_KEYS) <= set(CASES["compare"])
    assert set(GROUPS) <= set(CASES["find"])


def test_an_address_that_says_nothing_of_the_need_works_out_no_need(monkeypatch: pytest.MonkeyPatch) -> None:
    forms: list[str] = []
    monkeypatch.setattr(address_checks, "why_no_need", lambda _, form: forms.append(form) or "why.no_visits")
    address_checks.misread_display(toy_region(), {"layers": "need"})
    assert not forms
    address_checks.misread_display(toy_region(), {"horizon": "1999"})
    assert forms
