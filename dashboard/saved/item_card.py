"""One saved document beside the list: opened, called otherwise, shared, restored, removed; each one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.components.form_page import hidden
from dashboard.components.markup import Markup, option, tag
from dashboard.records.document_sharing import DocumentVersion
from dashboard.saved.opened_document import PAGE_OF, document_href, view_in
from dashboard.saved.saved_items import SavedItem
from dashboard.serve.links import read_query
from dashboard.serve.route_needs import page_hidden
from dashboard.words.words import Words
from geodata.region.region import Region
from geodata.scenario.saved import NAME_MOST

ACCOUNT_MOST = 120


@dataclass(frozen=True)
class ItemView:
    """What the card is made from.

    Attributes
    ----------
    item : SavedItem
    region : Region
    words : Words
    fields : mapping of str to str
        Hidden fields of every form.
    action : str
        Where forms are sent.
    is_confirming : bool
        Whether its owner has to say that everybody may read it.
    """

    item: SavedItem
    region: Region
    words: Words
    fields: Mapping[str, str]
    action: str
    is_confirming: bool = True


def item_card(view: ItemView) -> Markup:
    """The card of the chosen document."""
    item, words = view.item, view.words
    parts = [_head(view)]
    if item.access in ("own", "write"):
        parts.append(_rename(view))
    if item.is_own:
        parts += [_open_to(view), _people(view), _link(view)]
    parts.append(_history(view))
    if item.is_own:
        parts.append(_remove(view))
    return tag(
        "section", *parts, class_="form-card saved-one", id="saved-one", aria_label=words("saved.chosen")
    )


def moment_words(version: DocumentVersion, words: Words) -> str:
    """Day and time of a version."""
    at = version.at.astimezone()
    return f"{words.short_date(at.date().isoformat())} {at:%H:%M}"


def _head(view: ItemView) -> Markup:
    item, words, region = view.item, view.words, view.region
    document = item.document
    kind = words(f"saved.kind.{document.kind}")
    whose = words("saved.mine") if item.is_own else words("saved.of", name=item.owner) if item.owner else ""
    about = tag("p", " · ".join(part for part in (kind, whose) if part), class_="quiet")
    page = PAGE_OF[document.kind]
    if page_hidden(page, region.hidden):
        no = words("saved.no_page", page=words(f"ui.page.{page}"))
        return tag("div", tag("h2", document.name), about, tag("p", no, class_="form-notice is-warning"))
    query = urlencode({**read_query(view_in(document)), "lang": words.language})
    picture: Markup = ["img", {"src": f"/thumbnail/{region.version}.svg?{query}", "alt": ""}]
    go = tag(
        "a", words(f"saved.open.{document.kind}"), href=document_href(document, words.language),
        class_="button is-first",
    )  # fmt: skip
    return tag("div", tag("h2", document.name), about, picture, go, class_="saved-head")


def _rename(view: ItemView) -> Markup:
    words, id_ = view.words, "saved-name"
    typed = {"type": "text", "name": "name", "id": id_, "value": view.item.document.name}
    needs = {"maxlength": str(NAME_MOST), "required": "required", "autocomplete": "off"}
    return _form(
        view, "rename",
        tag("label", words("saved.name"), for_=id_),
        tag("div", ["input", typed | needs], _press(words("saved.rename")), class_="saved-row"),
    )  # fmt: skip


def _open_to(view: ItemView) -> Markup:
    words, document = view.words, view.item.document
    choices = [
        tag(
            "label",
            ["input", {"type": "radio", "name": "open_to", "value": to} | _checked(to == document.open_to)],
            tag("span", words(f"saved.open_to.{key}")),
        )
        for to, key in (("", "nobody"), ("alike", "alike"), ("public", "public"))
    ]
    confirm = tag(
        "label",
        ["input", {"type": "checkbox", "name": "confirmed", "value": "yes"}],
        tag("span", words("saved.confirm")),
        class_="saved-confirm",
    )
    return _form(
        view, "open",
        tag("h3", words("saved.who_reads"), id="saved-who-reads"),
        tag("div", *choices, class_="saved-choices", role="radiogroup", aria_labelledby="saved-who-reads"),
        *([confirm] if view.is_confirming else []),
        _press(words("saved.open_press")),
    )  # fmt: skip


def _people(view: ItemView) -> Markup:
    words, item = view.words, view.item
    rows = [
        tag(
            "li",
            tag("span", item.names.get(name, name), " ", tag("span", name, class_="quiet")),
            tag("span", words(f"saved.right.{right}"), class_="quiet"),
            _form(
                view, "unshare", *hidden(account=name),
                _press(words("saved.take_back"), words("saved.take_back_from", name=name), css="link"),
            ),
        )
        for name, right in item.shares.items()
    ]  # fmt: skip
    account = {"type": "text", "name": "account", "id": "saved-account", "required": "required"}
    typed = {
        "maxlength": str(ACCOUNT_MOST),
        "autocomplete": "off",
        "autocapitalize": "none",
        "spellcheck": "false",
    }
    return tag(
        "div",
        tag("h3", words("saved.people")),
        tag("p", words("saved.people_about"), class_="quiet"),
        *([tag("ul", *rows, class_="saved-people")] if rows else []),
        _form(
            view, "share",
            tag("label", words("saved.account"), for_="saved-account"),
            tag(
                "div", ["input", account | typed], _right(words, "saved-right"), _press(words("saved.share")),
                class_="saved-row",
            ),
        ),
        class_="saved-part",
    )  # fmt: skip


def _link(view: ItemView) -> Markup:
    words, document = view.words, view.item.document
    right = document.link_right
    # what is thought otherwise of a scenario is saved by who has it in their list
    rights = ("read", "write") if document.kind == "presentation" else ("read",)
    there = [tag("p", words(f"saved.link_is.{right}"))] if right else []
    end = _form(view, "unlink", _press(words("saved.link_end"), css="link"))
    make = _form(
        view, "link",
        tag(
            "div", _right(words, "saved-link-right", rights),
            _press(words("saved.link_again" if right else "saved.link_make")), class_="saved-row",
        ),
    )  # fmt: skip
    about = tag("p", words("saved.link_about"), class_="quiet")
    more = [end] if right else []
    return tag("div", tag("h3", words("saved.link")), about, *there, make, *more, class_="saved-part")


def _history(view: ItemView) -> Markup:
    item, words = view.item, view.words
    may_write = item.access in ("own", "write")
    rows = []
    for at, each in enumerate(item.versions):
        when = moment_words(each, words)
        who = item.names.get(each.author, each.author) or words("saved.without_login")
        called = [tag("em", each.name)] if each.name != item.document.name else []
        label = words("saved.restore_of", when=when)
        press = [
            _form(
                view,
                "restore",
                *hidden(version=str(each.number)),
                _press(words("saved.restore"), label, css="link"),
            )
        ]
        end = (
            press if may_write and at else [tag("span", words("saved.now"), class_="quiet")] if not at else []
        )
        rows.append(tag("li", tag("span", when, class_="quiet"), tag("span", who, " ", *called), *end))
    title = tag("summary", words("saved.history", count=len(rows)))
    return tag("details", title, tag("ol", *rows, class_="saved-history"), class_="saved-part")


def _remove(view: ItemView) -> Markup:
    words = view.words
    sure = tag("p", words("saved.remove_about"))
    form = _form(view, "remove", sure, _press(words("saved.remove_press"), css="button is-danger"))
    return tag("details", tag("summary", words("saved.remove")), form, class_="saved-part")


def _right(words: Words, id_: str, rights: Sequence[str] = ("read", "write")) -> Markup:
    options = [option(right, words(f"saved.right.{right}"), chosen=right == "read") for right in rights]
    chosen = {"name": "access", "id": id_, "class": "select", "aria-label": words("saved.right_label")}
    return ["select", chosen, *options]


def _press(text: str, label: str = "", css: str = "button") -> Markup:
    return tag("button", text, type="submit", class_=css, aria_label=label)


def _form(view: ItemView, do: str, *inside: Markup) -> Markup:
    fields = hidden(**view.fields, do=do)
    return tag("form", *fields, *inside, method="post", action=view.action, class_="saved-form")


def _checked(is_it: bool) -> dict[str, str]:
    return {"checked": "checked"} if is_it else {}
