"""Mina sparade put together: what there is, and the chosen one beside it; and the page that saves a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from dashboard.components.form_page import form_page, hidden, notice
from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.records.document_access import Document
from dashboard.saved.item_card import ItemView, item_card, moment_words
from dashboard.saved.saved_items import SavedItem
from dashboard.serve.links import FORM_PAGES, PAGES, page_href
from dashboard.words.words import Words
from geodata.region.region import Region
from geodata.scenario.saved import NAME_MOST

STYLES = ("page-unit/unit.css", "page-saved/saved.css")
SAVE = f"{FORM_PAGES['saved']}/ny"
"""Address of the page that saves a view; the view is the rest of its query."""


def item_href(item_id: str, language: str, **more: str) -> str:
    """Address of the page with one document chosen."""
    query = urlencode({"doc": item_id, **more})
    return f"{page_href(FORM_PAGES['saved'], language, query)}#saved-one"


def saved_page(
    region: Region,
    words: Words,
    search: str,
    items: Sequence[SavedItem],
    view: ItemView | None,
    messages: Sequence[tuple[str, str]] = (),
    link: str = "",
) -> str:
    """The whole page as HTML.

    Parameters
    ----------
    region : Region
    words : Words
    search : str
        The address's query.
    items : sequence of SavedItem
        All that the reader finds.
    view : ItemView or None
        Of the chosen one.
    messages : sequence of (str, str)
        Kind and text of what has just happened.
    link : str
        Whole address of a link that has just been made; nobody has it a second time.
    """
    head = tag("div", tag("h1", words("saved.title")), class_="forms-head")
    notices = [notice(kind, tag("p", text), *_new_link(link, words)) for kind, text in messages]
    chosen = view.item.id if view else ""
    own = [item for item in items if item.is_own]
    others = [item for item in items if not item.is_own]
    lists = tag(
        "div",
        _group("own", own, chosen, words, words("saved.none")),
        *([_group("others", others, chosen, words, "")] if others else []),
        class_="saved-lists",
    )
    parts = [item_card(view)] if view else []
    grid = tag("div", lists, *parts, class_="forms-grid" if parts else "forms-list")
    main = tag("main", head, *notices, grid, id="form-main", class_="forms-page saved", tabindex="-1")
    return form_page(region, words, "saved", search, main, styles=STYLES)


def save_page(
    region: Region,
    words: Words,
    search: str,
    name: str,
    fields: Mapping[str, str],
    query: str,
    error: str = "",
    over: Document | None = None,
) -> str:
    """The page that saves the view of an address under a name, as HTML.

    Parameters
    ----------
    region : Region
    words : Words
    search : str
        The address's query.
    name : str
        What is proposed, or was typed.
    fields : mapping of str to str
        Hidden fields of the form.
    query : str
        Of the view.
    error : str
        Why it was not saved.
    over : Document or None
        Saved scenario that the view was opened from, which it may be saved over.
    """
    shown = urlencode({"lang": words.language})
    picture: Markup = [
        "img", {"src": f"/thumbnail/{region.version}.svg?{query}&{shown}", "alt": words("saved.view_alt")},
    ]  # fmt: skip
    wrong = {"aria-invalid": "true", "aria-describedby": "saved-error"} if error else {}
    typed = {"type": "text", "name": "name", "id": "saved-name", "value": name, "maxlength": str(NAME_MOST)}
    needs = {"required": "required", "autocomplete": "off", "autofocus": "autofocus"}
    problem = [tag("div", tag("p", error, id="saved-error"), class_="form-notice is-error", role="alert")]
    form = tag(
        "form",
        *hidden(**fields),
        tag("label", words("saved.name"), for_="saved-name"),
        ["input", typed | needs | wrong],
        tag(
            "div",
            *_presses(over, words),
            tag(
                "a",
                words("saved.cancel"),
                href=page_href(PAGES["plan"], words.language, query),
                class_="button",
            ),
            class_="saved-row",
        ),
        method="post",
        action=f"{SAVE}?{search}",
        class_="saved-form",
    )
    about = tag("p", words("saved.save_about"), class_="quiet")
    title = tag("h1", words("saved.save_title"))
    card = tag(
        "section",
        title,
        *(problem if error else []),
        picture,
        form,
        about,
        class_="form-card is-alone saved-new",
    )
    main = tag("main", card, id="form-main", class_="forms-page saved", tabindex="-1")
    return form_page(region, words, "saved", search, main, styles=STYLES)


def _presses(over: Document | None, words: Words) -> list[Markup]:
    if over is None:
        return [tag("button", words("saved.save_press"), type="submit", class_="button is-first")]
    text, pressed = words("saved.save_over", name=over.name), f"{over.key}:{over.number}"
    first = tag("button", text, type="submit", name="over", value=pressed, class_="button is-first")
    return [first, tag("button", words("saved.save_new"), type="submit", class_="button")]


def _new_link(link: str, words: Words) -> list[Markup]:
    if not link:
        return []
    field: Markup = ["input", {"type": "text", "id": "saved-link", "value": link, "readonly": "readonly"}]
    return [tag("label", words("saved.link_new"), for_="saved-link"), field]


def _group(key: str, items: Sequence[SavedItem], chosen: str, words: Words, none: str) -> Markup:
    title = tag("h2", words(f"saved.group.{key}"))
    if not items:
        return tag("section", title, tag("p", none), class_="form-card")
    columns = ("name", "kind", "changed", "by", "shared")
    headings = [words(f"saved.column.{column}") for column in columns]
    rows = [_row(item, item.id == chosen, words) for item in items]
    return tag("section", title, plain_table(words(f"saved.group.{key}"), headings, rows), class_="form-card")


def _row(item: SavedItem, is_chosen: bool, words: Words) -> list[Cell]:
    document = item.document
    name = tag(
        "a", document.name, href=item_href(item.id, words.language), aria_current="true" if is_chosen else "",
    )  # fmt: skip
    when = moment_words(item.versions[0], words) if item.versions else ""
    who = item.author or words("saved.without_login")
    return [name, words(f"saved.kind.{document.kind}"), when, who, shared_words(item, words)]


def shared_words(item: SavedItem, words: Words) -> str:
    """With whom a document is shared, in a few words; what its reader may do, where it is another's."""
    if not item.is_own:
        return words(f"saved.you.{item.access}")
    document = item.document
    people = [
        words("saved.with", name=item.names.get(name, name), right=words(f"saved.right.{right}").lower())
        for name, right in item.shares.items()
    ]
    link = [words(f"saved.by_link.{document.link_right}")] if document.link_right else []
    opened = [words(f"saved.opened.{document.open_to}")] if document.open_to else []
    return "; ".join([*opened, *people, *link]) or words("saved.only_me")
