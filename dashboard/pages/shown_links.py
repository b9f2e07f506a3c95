"""Links of a page lead where whoever reads it may go: others are not there, neither grey nor locked."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from dash import html
from dash.development.base_component import Component

from dashboard.serve.links import page_at
from dashboard.serve.route_needs import page_hidden
from geodata.contract.access_settings import RoleAccess

BETWEEN: Final = " ·,"
"""Signs that stand between two links, and by themselves say nothing."""


def with_shown_links(page: Component, hidden: RoleAccess) -> Component:
    """The page without links to pages that are hidden, and without what held nothing else.

    Parameters
    ----------
    page : Component
        Changed in place: it is made anew for each who asks.
    hidden : RoleAccess

    Returns
    -------
    Component
    """
    if hidden.hide_pages:
        _prune(page, hidden)
    return page


def _prune(component: Component, hidden: RoleAccess) -> None:
    children = getattr(component, "children", None)
    if not isinstance(children, list | tuple | Component):
        return
    every = list(children) if isinstance(children, list | tuple) else [children]
    kept = [each for each in every if not _goes(each, hidden)]
    while len(kept) < len(every) and kept and isinstance(kept[-1], str) and not kept[-1].strip(BETWEEN):
        kept.pop()
    if len(kept) != len(every) or isinstance(children, list | tuple):
        component.children = kept


def _goes(each: Any, hidden: RoleAccess) -> bool:
    """Whether a part is a link to a hidden page, or holds nothing else."""
    if not isinstance(each, Component):
        return False
    if isinstance(each, html.A) and _leads_nowhere(str(getattr(each, "href", "")), hidden):
        each.hidden = True  # one with an id stays where the page's script looks for it
        return not getattr(each, "id", None)
    before = getattr(each, "children", None)
    _prune(each, hidden)
    return bool(before) and getattr(each, "children", None) == [] and not getattr(each, "id", None)


def _leads_nowhere(href: str, hidden: RoleAccess) -> bool:
    address = urlsplit(href)
    return address.path.startswith("/") and not address.netloc and page_hidden(page_at(address.path), hidden)
