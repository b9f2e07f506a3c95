"""`/sparade`: what somebody has saved, shares and finds again; `/sparade/ny`, and links to what is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from flask import Flask, Response, request

from dashboard.components.form_page import turned_away
from dashboard.login.current import current
from dashboard.login.gate import current_gate
from dashboard.presentation.shelf import Shelf
from dashboard.presentation.steps import view_of
from dashboard.question.request import request_of
from dashboard.records import document_access, documents
from dashboard.records.author import Author
from dashboard.records.document_access import Document, Kind, NotKeptError
from dashboard.saved.acts import OPEN, Acts, number_of
from dashboard.saved.item_card import ItemView
from dashboard.saved.opened_document import (
    PAGE_OF,
    checked_name,
    document_href,
    scenario_content,
)
from dashboard.saved.page import SAVE, STYLES, item_href, save_page, saved_page
from dashboard.saved.saved_items import KINDS, SavedItem, saved_items
from dashboard.saved.scenarios import Store
from dashboard.serve.links import FORM_PAGES, page_href, read_query
from dashboard.serve.publication import Publication
from dashboard.serve.route_needs import page_hidden
from dashboard.unit_page.routes import csrf_of, page_language, shown, turned_away_from
from dashboard.words.scenario import scenario_name
from dashboard.words.words import Words
from geodata.contract.errors import RegionError
from geodata.region.region import Region
from geodata.scenario.saved import NAME_MOST

DONE: Final = ("saved", "rename", "share", "unshare", "unlink", "open", "restore", "remove")


def register_saved_page(server: Flask, publication: Publication, shelf: Shelf, language: str = "") -> None:
    """Serve the pages, and take what is sent from them.

    Parameters
    ----------
    server : Flask
    publication : Publication
    shelf : Shelf
    language : {"sv", "en", ""}
        Of a page whose address names none; "" is the region's own.
    """

    def region_and_words() -> tuple[Region, Words]:
        region = publication.current()
        assert region is not None  # answered before any route where nothing is published
        return region, page_language(region, language)

    @server.route(FORM_PAGES["saved"], methods=["GET", "POST"], endpoint="saved")
    def saved() -> Response:
        region, words = region_and_words()
        if current_gate() is None or not current().is_logged_in:
            return turned_away_from("saved", region, words, "", 401, STYLES)
        page = _SavedPage(region, words, shelf)
        return page.done() if request.method == "POST" else page.opened()

    @server.route(SAVE, methods=["GET", "POST"], endpoint="save_view")
    def save_view() -> Response:
        region, words = region_and_words()
        if current_gate() is None or not current().is_logged_in:
            return turned_away_from("saved", region, words, "", 401, STYLES)
        if page_hidden("plan", region.hidden):
            why = words("saved.no_page", page=words("ui.page.plan"))
            return turned_away_from("saved", region, words, why, 403, STYLES)
        search = request.query_string.decode()
        record = read_query(search)
        name, error, status = request.form.get("name", ""), "", 200
        if request.method == "POST":
            try:
                content = scenario_content(region, words, record, checked_name(name))
                over, _, number = request.form.get("over", "").partition(":")
                store = Store(shelf)
                if over:
                    kept = store.change(over, content, region, "", number_of(number))
                else:
                    kept, _ = store.add(content, region)
                return _sent_to(item_href(f"scenario:{kept.key}", words.language, done="saved"))
            except NotKeptError as refused:
                error, status = words(f"scenario.not_kept.{refused.reason}"), 422
        else:
            name = _proposed(region, words, record)
        return shown(
            save_page(
                region,
                words,
                search,
                name,
                _fields(),
                view_of(record),
                error,
                _opened_from(shelf, region, record),
            ),
            status,
        )

    @server.get(f"{OPEN}/<any(presentation, scenario):kind>/<key>", endpoint="open_saved")
    def open_saved(kind: Kind, key: str) -> Response:
        region, words = region_and_words()
        word = request.args.get("word", "")
        who = shelf.asker(word)
        document = _readable(shelf, kind, key, who)
        page = PAGE_OF[kind]
        if document is not None and not page_hidden(page, region.hidden):
            return _sent_to(document_href(document, words.language, word))
        why = words("saved.no_page", page=words(f"ui.page.{page}")) if document else words("saved.closed")
        login = current_gate() is not None and not current().is_logged_in
        search = request.query_string.decode()
        body = turned_away(region, words, "saved", search, why, login=login, styles=STYLES)
        return shown(body, 403 if document else 404)


class _SavedPage:
    """One request of one reader who is logged in."""

    def __init__(self, region: Region, words: Words, shelf: Shelf) -> None:
        self.region, self.words, self.shelf = region, words, shelf
        self.who = shelf.author()
        self.search = request.query_string.decode()

    def opened(self) -> Response:
        """The page as it stands."""
        done = request.args.get("done", "")
        return self._shown([("done", self.words(f"saved.done.{done}"))] if done in DONE else [])

    def done(self) -> Response:
        """What a form asks for, done; the page anew, in words, where it cannot be."""
        do, id_ = request.form.get("do", ""), request.form.get("doc", "")
        kind = id_.partition(":")[0]
        try:
            outcome = Acts(self.shelf, request.form).done(do, id_)
        except NotKeptError as error:
            spoken = kind if kind in KINDS else "scenario"
            return self._shown([("error", self.words(f"{spoken}.not_kept.{error.reason}"))], 422)
        if do == "link":
            return self._shown([("done", self.words("saved.done.link"))], link=outcome)
        if do == "remove":
            return _sent_to(page_href(FORM_PAGES["saved"], self.words.language, "done=remove"))
        return _sent_to(item_href(id_, self.words.language, done=do))

    def _shown(self, messages: Sequence[tuple[str, str]], status: int = 200, link: str = "") -> Response:
        with self.shelf.keeping().read() as connection:
            items = saved_items(connection, self.region.settings.id, self.who)
        wanted = request.values.get("doc", "")
        item = next((each for each in items if each.id == wanted), None)
        if wanted and item is None and not messages:
            messages, status = [("error", self.words("saved.closed"))], 404
        item = item or (items[0] if items else None)
        view = self._view(item) if item else None
        page = saved_page(self.region, self.words, self.search, items, view, messages, link)
        return shown(page, status)

    def _view(self, item: SavedItem) -> ItemView:
        fields = _fields() | {"doc": item.id, "number": str(item.document.number)}
        everybody = Author(access=self.who.access)
        confirming = not everybody.sees([*(item.document.written_as or ()), self.who.sight])
        action = page_href(FORM_PAGES["saved"], self.words.language)
        return ItemView(item, self.region, self.words, fields, action, confirming)


def _readable(shelf: Shelf, kind: Kind, key: str, who: Author) -> Document | None:
    if shelf.database is None:
        return None
    with shelf.database.read() as connection:
        found = documents.find(connection, kind, key)
        return found if found and document_access.access(connection, found, who) else None


def _opened_from(shelf: Shelf, region: Region, record: Mapping[str, str]) -> Document | None:
    """The saved scenario whose name the address has, where who asks may write it; own ones first."""
    if shelf.database is None or not record.get("name"):
        return None
    with shelf.database.read() as connection:
        who = shelf.author()
        listed = documents.listed(connection, "scenario", region.settings.id, who)
        named = [each for each in listed if each.name == record["name"]]
        found = {document_access.access(connection, each, who): each for each in named[::-1]}
    return found.get("own") or found.get("write")


def _proposed(region: Region, words: Words, record: Mapping[str, str]) -> str:
    """What the view is called: by its address, else by what it asks."""
    if record.get("name"):
        return record["name"][:NAME_MOST]
    try:
        return scenario_name(request_of(region, words, record, record).assessment, words)[:NAME_MOST]
    except RegionError:
        return ""


def _fields() -> dict[str, str]:
    gate = current_gate()
    return {"csrf": csrf_of(gate)} if gate else {}


def _sent_to(address: str) -> Response:
    return Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})
