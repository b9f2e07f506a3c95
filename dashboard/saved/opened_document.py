"""Where a saved document is opened, and what it holds under another name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from dashboard.presentation.steps import VIEW_MOST, view_of
from dashboard.question.address import SAFE, question_record
from dashboard.question.request import request_of
from dashboard.question.state import SCENARIO_NAMES
from dashboard.records.column_types import canonical
from dashboard.records.document_access import Document, Kind, NotKeptError
from dashboard.saved.scenarios import scenario_of
from dashboard.serve.links import BROKEN, PAGES, read_query
from dashboard.words.words import Words
from geodata.region.region import Region
from geodata.scenario.saved import NAME_MOST

PAGE_OF: Final[Mapping[Kind, str]] = {"presentation": "present", "scenario": "plan"}
"""Page that shows a kind."""


def document_href(document: Document, language: str, word: str = "") -> str:
    """Address that opens a document.

    Parameters
    ----------
    document : Document
    language : {"sv", "en"}
    word : str
        Of the link that it was found by.
    """
    if document.kind == "presentation":
        found = {"p": document.key, **({"word": word} if word else {})}
    else:
        found = {**read_query(view_in(document)), "name": document.name}
    return f"{PAGES[PAGE_OF[document.kind]]}?{urlencode({**found, 'lang': language}, safe=SAFE)}"


def view_in(document: Document) -> str:
    """The view that a document shows first, as a query string; "" where it holds none."""
    content = json.loads(document.content)
    if document.kind == "presentation":
        return str(next((step.get("view", "") for step in content.get("steps", [])), ""))
    if isinstance(content.get("view"), str):
        return str(content["view"])
    values = content.get("values", {})
    return view_of({key: _text(values[name]) for key, name in SCENARIO_NAMES.items() if name in values})


def scenario_content(region: Region, words: Words, record: Mapping[str, str], name: str) -> dict[str, object]:
    """A scenario as it is saved, of an address: what is asked, and how the map shows it.

    Parameters
    ----------
    region : Region
    words : Words
    record : mapping
        Keys and values of the address; what there is not is as usual.
    name : str
    """
    request = request_of(region, words, record, record)
    found = question_record(request.assessment, request.focus)
    values = {name_: found.get(key, "") for key, name_ in SCENARIO_NAMES.items()}
    return scenario_of(region.settings.id, name, values) | {"view": view_of(record)[:VIEW_MOST]}


def renamed(document: Document, name: str) -> str:
    """What a document holds, under another name."""
    return canonical(json.loads(document.content) | {"name": name})


def checked_name(name: str) -> str:
    """A name as it is kept; `NotKeptError` where it is none."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > NAME_MOST or BROKEN.search(tidy):
        raise NotKeptError("name")
    return tidy


def _text(value: object) -> str:
    if isinstance(value, list):
        return ",".join(str(each) for each in value)
    return f"{value:g}" if isinstance(value, int | float) else str(value)
