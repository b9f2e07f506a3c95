"""The news of a version, kept beside the versions: which came before is no part of what a version is."""

from __future__ import annotations

import io
import json
import logging
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from geodata.publish.disk import open_folder
from geodata.publish.manifest import FILE_MODE, bounded_content
from geodata.publish.map_documents import compact_json
from geodata.publish.plain_json import from_plain_json, to_plain_json
from geodata.region.version_news import VersionNews

FOLDER = "news"
VALUES = "before_values"
NEWS_MOST = 256 * 2**20
"""Bytes of a file of news."""

log = logging.getLogger(__name__)


def write_news(out: Path, version: str, news: VersionNews) -> None:
    """Keep the news of a version; what was kept of it before is replaced.

    Parameters
    ----------
    out : Path
        Folder of published versions.
    version : str
    news : VersionNews
    """
    folder = out / FOLDER
    open_folder(folder)
    values = folder / f"{version}.new.npy"
    np.save(values, news.before_values)
    document = {name.name: getattr(news, name.name) for name in fields(news) if name.name != VALUES}
    text = folder / f"{version}.new.json"
    text.write_bytes(compact_json(to_plain_json(document)))
    for file in (values, text):
        file.chmod(FILE_MODE)
    values.replace(folder / f"{version}.npy")
    text.replace(folder / f"{version}.json")


def read_news(out: Path, version: str) -> VersionNews | None:
    """The news of a version; None where it has none, or they cannot be read.

    Nothing vouches for these files, so they are read whole: one that is cut short later harms nobody.

    Parameters
    ----------
    out : Path
    version : str
        As a version is called.
    """
    file = out / FOLDER / f"{version}.json"
    try:
        document = json.loads(bounded_content(file, NEWS_MOST))
        found: VersionNews = from_plain_json(VersionNews, document)
        content = bounded_content(file.with_suffix(".npy"), NEWS_MOST)
        values = np.load(io.BytesIO(content), allow_pickle=False)
        values.setflags(write=False)
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        log.warning("the news of version %s cannot be read: %s", version, error)
        return None
    return replace(found, before_values=values)


def prune_news(out: Path, versions: set[str]) -> None:
    """Drop the news of versions that are no longer kept."""
    for file in (out / FOLDER).glob("*"):
        if file.name.partition(".")[0] not in versions:
            with suppress(OSError):
                file.unlink()
