"""Scripts and styles that one page alone needs: no other page fetches them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.serve.links import PAGES, page_at

FOLDERS = (*(f"page-{key}" for key in PAGES), "page-api")
"""What a folder in `assets/` is called whose files belong to one page, or to the open interface."""
IGNORED = [f"^{folder}" for folder in FOLDERS]
"""Paths that Dash is not to load on every page."""


@dataclass(frozen=True)
class Tags:
    """HTML that loads a page's own files."""

    styles: str
    scripts: str


def page_tags(assets: Path, url: Callable[[str], str], path: str) -> Tags:
    """Tags of the files in the page's own folder, each named with its last change so that it can be kept.

    Parameters
    ----------
    assets : Path
        Folder of all assets.
    url : callable
        Address of a file there.
    path : str
        Of the page's address.
    """
    files = _files(assets, page_at(path))
    at = {name: f"{url(name)}?m={changed:.0f}" for name, changed in files}
    return Tags(
        "".join(f'<link rel="stylesheet" href="{at[name]}">' for name in at if name.endswith(".css")),
        "".join(f'<script src="{at[name]}"></script>' for name in at if name.endswith(".js")),
    )


@cache
def _files(assets: Path, page: str) -> list[tuple[str, float]]:
    folder = assets / f"page-{page}"
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [(f"{folder.name}/{file.name}", file.stat().st_mtime) for file in files]
