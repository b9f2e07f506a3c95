"""Styles that one page alone needs, and the modules that it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from dashboard.serve.links import FORM_PAGES, PAGES, page_at
from dashboard.serve.modules import PROBES, Modules
from dashboard.serve.site_address import beneath

FOLDERS: Final = (*(f"page-{key}" for key in (*PAGES, *FORM_PAGES)), "page-api", "page-login")
"""What a folder in `assets/` is called whose files belong to one page, the open interface or the login."""
IGNORED_PATHS: Final = [f"^{folder}" for folder in FOLDERS]
"""Folders that Dash is not to load on every page."""
IGNORED_FILES: Final = r"OFL.*|\.js$"
"""Files that Dash loads nowhere: scripts are modules, which are loaded here."""
ENTRIES: Final = ("app/main.js", "{page}/main.js", f"{PROBES}/main.js", f"{PROBES}/{{page}}.js")
"""What a page runs, where it is there: what all run, its own, and what tests add."""


@dataclass(frozen=True)
class Tags:
    """HTML that loads a page's own styles and its scripts."""

    styles: str
    scripts: str


def page_tags(assets: Path, modules: Modules, url: Callable[[str], str], path: str) -> Tags:
    """Tags of the styles in the page's folder, each named with its last change, and of the page's modules.

    Every module that is imported is named ahead, so that all are fetched side by side.

    Parameters
    ----------
    assets : Path
        Folder of all assets.
    modules : Modules
    url : callable
        Address of a file among the assets.
    path : str
        Of the page's address.
    """
    page = f"page-{page_at(path)}"
    styles = "".join(
        f'<link rel="stylesheet" href="{url(name)}?m={changed:.0f}">'
        for name, changed in _styles(assets, page)
    )
    entries = tuple(
        entry.format(page=page) for entry in ENTRIES if entry.format(page=page) in modules.sources
    )
    ahead = (name for name in modules.needed(entries) if name not in entries)
    preloaded = "".join(
        f'<link rel="modulepreload" href="{beneath(modules.address(name))}">' for name in ahead
    )
    run = "".join(
        f'<script type="module" src="{beneath(modules.address(name))}"></script>' for name in entries
    )
    return Tags(styles, preloaded + run)


@cache
def _styles(assets: Path, page: str) -> list[tuple[str, float]]:
    return [(f"{page}/{file.name}", file.stat().st_mtime) for file in sorted((assets / page).glob("*.css"))]
