"""Markup as plain lists: what the page itself makes elements of, many times faster than Dash does.

A table of 250 rows takes the renderer of Dash seconds and the browser milliseconds, so what is long or
changes with every answer travels as data: a name, attributes, and what is inside.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape
from typing import Any

from dash.development.base_component import Component

from dashboard.serve.site_address import ADDRESSES, beneath, site_path, with_addresses

HTML = "dash_html_components"
VOID = ("br", "img", "hr", "input", "link", "meta")
"""Elements that nothing is inside of."""
type Markup = str | list[Markup | dict[str, str]]
"""A text, or `[name, attributes, *inside]` as `assets/app/markup.js` reads it."""


def tag(name: str, /, *inside: Markup, **attributes: str) -> Markup:
    """An element; attribute names lose an ending underscore, and the others become hyphens.

    Parameters
    ----------
    name : str
    *inside : Markup
        Texts are shown as they are, never read as HTML.
    **attributes : str
        `class_="is-number"`, `data_sort="name"`; those without text are left out.

    Examples
    --------
    >>> tag("td", "12", class_="is-number", title="")
    ['td', {'class': 'is-number'}, '12']
    """
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value}
    return [name, named, *inside]


def option(value: str, text: str, *, chosen: bool) -> Markup:
    """A choice of a list; its value may be empty."""
    attributes = {"value": value} | ({"selected": "selected"} if chosen else {})
    return ["option", attributes, text]


def document_start(language: str) -> str:
    """How a document begins: its language, and where its scripts find the site on the host."""
    site = f' data-site="{site_path()}"' if site_path() else ""
    return f'<!DOCTYPE html><html lang="{language}"{site}>'


def html_of(markup: Markup) -> str:
    """Markup as HTML; texts are escaped."""
    if isinstance(markup, str):
        return escape(markup)
    name, attributes_of, *inside = markup
    named = with_addresses(attributes_of)  # type: ignore[arg-type]
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in named.items())
    if name in VOID:
        return f"<{name}{attributes}>"
    return f"<{name}{attributes}>{''.join(html_of(child) for child in inside)}</{name}>"  # type: ignore[arg-type]


def markup_of(tree: Any) -> list[Markup]:
    """Components of Dash as markup.

    Parameters
    ----------
    tree : component, text, number, or a list of these
        None is nothing.
    """
    if tree is None:
        return []
    if isinstance(tree, list | tuple):
        return [element for each in tree for element in markup_of(each)]
    if not isinstance(tree, Component):
        return [str(tree)]
    props = tree.to_plotly_json()["props"]
    inside = markup_of(props.pop("children", None))
    named = dict(
        _attribute(key, value) for key, value in props.items() if value is not None and value is not False
    )
    return [[tree.__class__.__name__.lower(), named, *inside]]


def static_markup(tree: Component, live: Collection[str]) -> tuple[Component, dict[str, list[Markup]]]:
    """A page with as few components in it as can be, and what stands in them.

    Parameters
    ----------
    tree : component
        Shared with the answer: not to be used any more.
    live : collection of str
        Ids of HTML components that callbacks write to.

    Returns
    -------
    tuple of (component, dict)
        The tree without what is HTML alone, and by the id of each place its markup.
    """
    places: dict[str, list[Markup]] = {}

    def emptied(part: Any) -> Any:
        if isinstance(part, list | tuple):
            return [emptied(child) for child in part]
        if not isinstance(part, Component):
            return part
        for name in ADDRESSES:  # what stays a component, nobody else looks at
            if isinstance(address := getattr(part, name, None), str):
                setattr(part, name, beneath(address))
        if getattr(part, "children", None) is None:
            return part
        if _is_live(part.children, live):
            part.children = emptied(part.children)
        elif part.to_plotly_json()["namespace"] == HTML:
            id_ = getattr(part, "id", None) or f"place-{len(places)}"
            places[id_] = markup_of(part.children)
            part.__dict__.update(id=id_, children=None)
        return part

    return emptied(tree), places


def _is_live(tree: Any, live: Collection[str]) -> bool:
    if isinstance(tree, list | tuple):
        return any(_is_live(child, live) for child in tree)
    if not isinstance(tree, Component):
        return False
    if tree.to_plotly_json()["namespace"] != HTML or getattr(tree, "id", None) in live:
        return True
    return _is_live(getattr(tree, "children", None), live)


def _attribute(key: str, value: Any) -> tuple[str, str]:
    if isinstance(value, Mapping):  # style
        return key, ";".join(f"{_hyphened(name)}:{value_}" for name, value_ in value.items())
    name = {"className": "class", "htmlFor": "for"}.get(key, key)
    return name if "-" in name else name.lower(), "" if value is True else str(value)


def _hyphened(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
