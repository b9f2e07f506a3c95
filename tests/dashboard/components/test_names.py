"""Names of elements and of their `data-` attributes stand in one list, which both languages go by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from dashboard.components import ids

ROOT = Path(__file__).parents[3]
NAMES = json.loads((ROOT / "assets" / "names.json").read_text(encoding="utf-8"))
SCRIPTS = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "assets").rglob("*.js"))}
NO_ELEMENTS = {"api", "dcat", "drawing", "exports"}
PAGES = {
    path: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "dashboard").rglob("*.py"))
    if path.parent.name not in NO_ELEMENTS
}
ID_IN_SCRIPT = re.compile(
    r"""(?:getElementById|byId|\bat)\("([a-z][\w-]*)"\)|[("'`\s,]\#([a-z][a-z-]*[a-z])(?=[\s\]"'`.:>,\[(]|$)"""
    r"""|\bid:\ "([a-z][\w-]+)"|\.id\ [!=]==\ "([\w-]+)\"""",
    re.VERBOSE,
)
ID_IN_PAGE = re.compile(r'\bid="([\w-]+)"|"id": "([\w-]+)"|htmlFor="([\w-]+)"')
DATA_IN_SCRIPT = re.compile(r'\[data-([a-z-]+)|dataset\??\.([a-zA-Z]+)|"data-([a-z-]+)":')
TAKEN_APART = re.compile(r"\{([^{}]*)\} = [\w.()\"\[\]\-]*dataset")
DATA_IN_PAGE = re.compile(r'"data-([a-z-]+)"')


def found(pattern: re.Pattern[str], sources: Iterable[str]) -> set[str]:
    """What a pattern finds in some sources, whichever of its groups it is."""
    return {next(filter(None, match.groups())) for source in sources for match in pattern.finditer(source)}


def dashed(name: str) -> str:
    """As an attribute is written: kpiLayer is kpi-layer."""
    return re.sub(r"[A-Z]", lambda capital: f"-{capital[0].lower()}", name)


def data_of_scripts() -> set[str]:
    apart = (
        re.split(r"[:=]", name)[0].strip()
        for source in SCRIPTS.values()
        for names in TAKEN_APART.findall(source)
        for name in names.split(",")
    )
    return {dashed(name) for name in {*found(DATA_IN_SCRIPT, SCRIPTS.values()), *apart} if name}


def used_ids() -> set[str]:
    spoken = {
        getattr(ids, name) for source in PAGES.values() for name in re.findall(r"\bids\.([A-Z_]+)", source)
    }
    return spoken | found(ID_IN_SCRIPT, SCRIPTS.values()) | found(ID_IN_PAGE, PAGES.values())


def test_every_element_that_is_named_stands_in_the_list_and_the_list_names_no_other() -> None:
    assert sorted(used_ids()) == NAMES["ids"]


def test_every_data_attribute_stands_in_the_list_and_the_list_names_no_other() -> None:
    assert sorted(data_of_scripts() | found(DATA_IN_PAGE, PAGES.values())) == NAMES["data"]


def test_an_id_that_is_not_in_the_list_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="NO_SUCH_PLACE"):
        ids.NO_SUCH_PLACE  # noqa: B018  looking it up is the test
