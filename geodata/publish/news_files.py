"""The news of a version, kept beside the versions: which came before is no part of what a version is."""

from __future__ import annotations

import json
import logging
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from geodata.publish.map_documents import compact_json
from geodata.publish.plain_json import from_plain_json, to_plain_json
from geodata.region.version_news import VersionNews

FOLDER = "news"
VALUES = "before_values"

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
    folder.mkdir(exist_ok=True)
    values = folder / f"{version}.new.npy"
    np.save(values, news.before_values)
    document = {name.name: getattr(news, name.name) for name in fields(news) if name.name != VALUES}
    text = folder / f"{version}.new.json"
    text.write_bytes(compact_json(to_plain_json(document)))
    values.replace(folder / f"{version}.npy")
    text.replace(folder / f"{version}.json")


def read_news(out: Path, version: str) -> VersionNews | None:
    """The news of a version, its arrays memory-mapped; None where it has none, or they cannot be read.

    Parameters
    ----------
    out : Path
    version : str
        As a version is called.
    """
    file = out / FOLDER / f"{version}.json"
    try:
        document = json.loads(file.read_bytes())
        found: VersionNews = from_plain_json(VersionNews, document)
        values = np.load(file.with_suffix(".npy"), mmap_mode="r", allow_pickle=False)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("the news of version %s cannot be read: %s", version, error)
        return None
    return replace(found, before_values=values)


def prune_news(out: Path, versions: set[str]) -> None:
    """Drop the news of versions that are no longer kept."""
    for file in (out / FOLDER).glob("*"):
        if file.name.partition(".")[0] not in versions:
            file.unlink(missing_ok=True)
