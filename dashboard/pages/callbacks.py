"""Which page stands at which address, in which language, from which version of the data."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.compare.page import compare_page
from dashboard.components import ids
from dashboard.components.markup import static_markup
from dashboard.find.page import find_page
from dashboard.followup.page import followup_page
from dashboard.pages.accessibility import accessibility_page
from dashboard.pages.data import data_page
from dashboard.pages.embed import embed_page, layer_at
from dashboard.pages.help import help_page
from dashboard.pages.method import method_page
from dashboard.pages.missing import missing_page
from dashboard.pages.news import news_page
from dashboard.pages.refused import REFUSED, refused_page
from dashboard.pages.shown_links import with_shown_links
from dashboard.plan.page import plan_page
from dashboard.present.page import present_page
from dashboard.presentation.shelf import Shelf
from dashboard.serve.links import MISSING, PAGES, page_at, read_query
from dashboard.serve.publication import Publication
from dashboard.serve.route_needs import page_hidden
from dashboard.serve.site_address import within
from dashboard.words.layers import layer_words
from dashboard.words.titles import page_title
from dashboard.words.words import LANGUAGES, Words, words_of
from geodata.contract.errors import SnapshotError
from geodata.region.region import Region


def register_pages(app: Dash, publication: Publication, shelf: Shelf, language: str) -> None:
    """Put up the page of the address, once; after that the page changes its own address.

    Parameters
    ----------
    app : Dash
    publication : Publication
    shelf : Shelf
    language : {"sv", "en", ""}
        Of a page whose address names none; "" is the region's own.
    """

    @app.callback(Output(ids.PAGE, "children"), Input(ids.ADDRESS, "pathname"), State(ids.ADDRESS, "search"))
    def show_page(path: str | None, search: str | None) -> Any:
        path, query = within(path or "/"), read_query(search)
        region = requested_region(publication, query.get("v", ""))
        words = page_words(region, query.get("lang", ""), language)
        if is_refused(path, region):
            page = refused_page(region, words, page_at(path), search or "", publication.access())
        else:
            page = page_of(path, region, words, search or "", shelf)
        return put_up(with_shown_links(page, region.hidden), title_of(path, region, words))

    app.clientside_callback(
        ClientsideFunction("show", "page"),
        Output(ids.PLACES, "modified_timestamp"),
        Input(ids.PLACES, "data"),
    )


def page_of(path: str | None, region: Region, words: Words, search: str, shelf: Shelf) -> html.Div:
    """The page at a path; where there is none, what there is."""
    match page_at(path):
        case "find":
            return find_page(region, words, search)
        case "compare":
            return compare_page(region, words, search)
        case "followup":
            return followup_page(region, words, search, saving=shelf.saving)
        case "present":
            return present_page(region, words, search, shelf)
        case "method":
            return method_page(region, words, search)
        case "help":
            return help_page(region, words, search)
        case "data":
            return data_page(region, words, search)
        case "embed":
            return embed_page(region, words, path or "", read_query(search))
        case "news":
            return news_page(region, words, search)
        case "accessibility":
            return accessibility_page(region, words, search)
        case "missing":
            return missing_page(region, words, path or "", search)
        case _:
            return plan_page(region, words, read_query(search), search, saving=shelf.saving)


def title_of(path: str | None, region: Region, words: Words) -> str:
    """Title of the page at a path; of an embedded layer that of the layer."""
    key = REFUSED if is_refused(path, region) else page_at(path)
    layer = layer_at(path or "", region) if key == "embed" else None
    name = layer_words(layer, "name", words) if layer else words(f"ui.page.{key}")
    return page_title(name, region, words)


def is_missing(path: str, region: Region) -> bool:
    """Whether nothing stands at a path: neither a page nor a layer to embed."""
    key = page_at(path)
    within = path.rstrip("/") != PAGES["embed"]
    return key == MISSING or (key == "embed" and within and layer_at(path, region) is None)


def is_refused(path: str | None, region: Region) -> bool:
    """Whether the page at a path is not for those for whom the region is."""
    return page_hidden(page_at(path), region.hidden)


def page_words(region: Region, wanted: str, language: str) -> Words:
    """Words in the language that an address names, else in the deployment's, else in the region's own.

    Parameters
    ----------
    region : Region
    wanted : str
        By the address: "" or another language than those there are is none.
    language : {"sv", "en", ""}
        The deployment's.
    """
    return words_of(region.settings, wanted if wanted in LANGUAGES else language or region.settings.language)


def put_up(page: Component, title: str) -> list[Component]:
    """Page as components, most of it as markup in a store.

    Dash looks at every component whenever any of them changes, so a page has as few as possible.

    Parameters
    ----------
    page : Component
    title : str
        Of the page: the first answer names it too, but not where Dash puts up another page.

    Returns
    -------
    list of Component
    """
    tree, places = static_markup(page, live=(ids.FAILURES,))
    return [tree, dcc.Store(id=ids.PLACES, data={**places, ids.PAGE_TITLE: [title]})]


def requested_region(publication: Publication, version: str) -> Region:
    """Region in the version that a link was made for while that is kept, otherwise in the newest.

    Parameters
    ----------
    publication : Publication
    version : str
        "" for the newest.

    Returns
    -------
    Region

    Raises
    ------
    SnapshotError
        If nothing is published.
    """
    region = publication.region_for(version) or publication.current()
    if region is None:
        raise SnapshotError("nothing is published")
    return region
