"""Läs in data put together: how far it has come, files, columns, problems, the map and what changes."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.form_page import form_page, hidden, notice
from dashboard.components.markup import Markup, tag
from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.uploads.started import BUSY
from dashboard.uploads_page.changes_part import changes_part
from dashboard.uploads_page.columns_part import columns_part
from dashboard.uploads_page.files_part import files_part
from dashboard.uploads_page.map_part import map_part
from dashboard.uploads_page.problems_part import problems_part
from dashboard.uploads_page.view import UploadView

STYLES = ("page-unit/unit.css", "page-followup/planning.css", "page-upload/upload.css")


def upload_page(view: UploadView, search: str, tabs: Markup, messages: Sequence[Markup], script: str) -> str:
    """The document.

    Parameters
    ----------
    view : UploadView
    search : str
        The address's query.
    tabs : Markup
        Of Följ upp.
    messages : sequence of Markup
    script : str
        Address of the page's own; "" is none.
    """
    words = view.words
    at = str((view.state.more or {}).get("at", ""))
    stands = (
        words("upload.draft", time=_clock(at)) if view.uploads and at else words("upload.nothing_published")
    )
    head = tag(
        "div", tag("h1", words("upload.title")), tabs, tag("span", stands, class_="quiet upload-stands"),
        class_="forms-head",
    )  # fmt: skip
    grid = tag(
        "div", files_part(view), columns_part(view), map_part(view), problems_part(view), changes_part(view),
        class_="upload-grid",
    )  # fmt: skip
    scripts: list[Markup] = [["script", {"type": "module", "src": script}]] if script else []
    main = tag(
        "main", head, *messages, *([_progress(view)] if view.state.busy else []), grid, *scripts,
        id="form-main", class_="forms-page", tabindex="-1",
    )  # fmt: skip
    return form_page(view.region, words, "upload", search, main, styles=STYLES)


def state_messages(view: UploadView) -> list[Markup]:
    """What the last work came to, where that is not to be seen from the rest of the page."""
    words, state, more = view.words, view.state, view.state.more or {}
    if state.phase in ("published", "kept", "cancelled"):
        text = (
            words(f"upload.done.{state.phase}", version=str(more.get("version", ""))[:12])
            if (state.phase == "published")
            else words(f"upload.done.{state.phase}")
        )
        return [notice("done" if state.phase != "cancelled" else "warning", text)]
    if state.phase == "failed":
        reason = state.reason or "fell"
        texts = more.get("text") or {}
        refusal = texts.get(words.language, "") if isinstance(texts, dict) else ""
        return [
            notice("error", words(f"upload.failed.{reason}", text=refusal or view.last_words))
            if reason in ("region", "records", "build")
            else notice("error", words(f"upload.failed.{reason}"))
        ]
    return []


def _progress(view: UploadView) -> Markup:
    """How far it has come, step by step, with the way to stop it."""
    words, phase = view.words, view.state.phase
    steps = ("publishing",) if view.state.step == "publish" else BUSY[1:-1]
    now = steps.index(phase) if phase in steps else -1
    listed = [
        tag(
            "li", words(f"upload.phase.{each}"),
            class_="is-done" if at < now else "is-now" if at == now else "",
            aria_current="step" if at == now else "",
        )
        for at, each in enumerate(steps)
    ]  # fmt: skip
    parts: list[Markup] = [tag("strong", words("upload.working")), tag("ol", *listed, class_="upload-steps")]
    refresh = tag(
        "a", words("upload.refresh"), href=page_href(FORM_PAGES["upload"], words.language), class_="link"
    )
    parts.append(refresh)
    if view.state.step != "publish":
        press = tag(
            "button", words("upload.cancel"), type="submit", name="do", value="cancel", class_="button"
        )
        parts.append(tag("form", *hidden(csrf=view.csrf), press, method="post", action=view.action))
    state = f"{FORM_PAGES['upload']}/lage.json"
    return tag(
        "div", *parts, class_="form-notice upload-progress", role="status", data_state=state, data_phase=phase
    )


def _clock(moment: str) -> str:
    from datetime import datetime

    return datetime.fromisoformat(moment).astimezone().strftime("%H:%M")
