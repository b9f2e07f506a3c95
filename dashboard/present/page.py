"""Presentera: what there is to show, one presentation's steps to arrange, and the steps in a meeting."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from dash import html

from dashboard.components.header import header
from dashboard.components.labelled_input import labelled_input
from dashboard.components.misread_notice import page_notice
from dashboard.components.take_along import take_presentation, take_status
from dashboard.present.meeting import meeting, notes
from dashboard.present.shelf_page import shelf_page
from dashboard.presentation.ready_made import ready_keys
from dashboard.presentation.shelf import Shelf
from dashboard.presentation.steps import (
    HEADING_MOST,
    NAME_MOST,
    NOTE_MOST,
    STEPS_MOST,
    Presentation,
    write_presentation,
)
from dashboard.question.misread import Misread, unless
from dashboard.serve.links import read_query
from dashboard.words.map import map_texts
from dashboard.words.titles import site_title
from dashboard.words.words import Words
from geodata.region.region import Region

SCRIPT_TEXTS = (
    "of", "step", "gone", "last", "first", "notes", "notes_blocked", "note_none", "next", "end",
    "heading", "note", "up", "down", "copy", "remove", "open_plan", "show_from", "moved", "copied",
    "removed", "undo", "saved", "saved_here", "saved_server", "not_saved", "copy_name", "steps_one",
    "steps_many", "own_none", "read_failed", "show", "edit", "file", "delete", "delete_sure", "untitled",
    "today", "scenario", "on_server", "in_browser", "ready", "letters_on", "letters_off", "black", "drag",
    "renew", "renewed",
)  # fmt: skip
"""Texts that the page's scripts say, `present.say.<key>`, with their blanks as they stand."""
STEP = re.compile(r"[1-9][0-9]{0,5}")


def present_page(region: Region, words: Words, search: str, shelf: Shelf) -> html.Div:
    """List of presentations, one to arrange (`p`), one of its steps (`step`), or its notes (`notes`)."""
    query = read_query(search)
    key = query.get("p", "")
    word = query.get("word", "")
    found = shelf.find(key, region.settings.id, words.language, word) if key else None
    facts = _facts(region, words, shelf, found, is_writable=bool(key) and shelf.may_change(key, word))
    notice = page_notice(region, words, query, _misread(query, found) if key else ())
    if key and "notes" in query:
        return html.Div([notes(words), facts], className="app app-present")
    if key and "step" in query:
        return html.Div(
            [meeting(region, words, notice), take_status(words), facts],
            className="app app-present is-meeting",
            **{"data-theme": "meeting"},
        )
    inside = [
        *([notice] if notice else []),
        *(_editor(words) if key else shelf_page(region, words, shelf)),
    ]
    return html.Div(
        [
            html.A(words("present.skip"), href="#present", className="skip"),
            header(region, words, "present", search),
            html.Main(
                inside, id="present", className=f"present-page{'' if key else ' is-shelf'}", tabIndex="-1"
            ),
            take_status(words),
            facts,
        ],
        className="app app-present",
    )


def _misread(query: Mapping[str, str], found: Presentation | None) -> list[Misread]:
    """A step that there is not; how many a presentation has that a browser keeps is known there alone."""
    step, before = query.get("step", ""), query.get("before", "")
    most = len(found.steps) if found else STEPS_MOST
    is_step = STEP.fullmatch(step) is not None and int(step) <= most
    return [*unless(is_step, "step", step, "nearest"), *unless(before == "1", "before", before)]


def _editor(words: Words) -> list[object]:
    return [
        html.P(html.A(words("present.all"), href=f"/presentera?lang={words.language}"), className="crumbs"),
        html.H1(words("present.arrange"), id="present-title"),
        html.Div(id="present-problems", className="present-problems", role="alert"),
        labelled_input(
            words("present.name"),
            {"id": "present-name", "type": "text", "maxlength": str(NAME_MOST), "autocomplete": "off"},
            "present-field",
        ),
        html.Div(
            [
                html.Div(id="present-acts", className="present-acts"),
                take_presentation(words, step=False),
            ],
            className="present-acts",
        ),
        html.P(id="present-kept", className="note"),
        html.H2(words("present.steps")),
        html.Ol(id="present-steps", className="present-steps"),
        html.P(words("present.add_about"), className="note"),
    ]


def _facts(
    region: Region, words: Words, shelf: Shelf, found: Presentation | None, *, is_writable: bool
) -> html.Div:
    """What the scripts need to know; `state-keys` is where assets/app/address.js looks."""
    return html.Div(
        id="state-keys",
        hidden=True,
        **{
            "data-stores": json.dumps({"present": []}),
            "data-defaults": "{}",
            "data-limits": "{}",
            "data-kinds": "{}",
            "data-version": region.version,
            "data-region": region.settings.id,
            "data-lang": words.language,
            "data-geo": "/geo/",
            "data-said": json.dumps(
                {
                    **{key: words(f"present.say.{key}") for key in SCRIPT_TEXTS},
                    "site": site_title(region, words),
                    **({"saved_server": words("present.saved_account")} if shelf.owns else {}),
                },
                ensure_ascii=False,
            ),
            "data-texts": json.dumps(map_texts(region, words), ensure_ascii=False),
            "data-presentation": write_presentation(found) if found else "",
            "data-ready": "yes" if found and found.key in ready_keys() else "no",
            "data-saving": "yes" if shelf.saving else "no",
            "data-opened": found.key if found else "",
            "data-writable": found.key if found and is_writable else "",
            "data-most": json.dumps({"steps": STEPS_MOST, "heading": HEADING_MOST, "note": NOTE_MOST}),
        },
    )
