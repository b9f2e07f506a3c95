"""A network as one file: arrays in a compressed `.npz`, with what it was made from."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from geodata.contract.errors import RegionError
from geodata.contract.travel_modes import MODES
from geodata.network.graph import Network
from geodata.network.profiles import Profile
from geodata.transit.feed import ARRAYS as FEED_ARRAYS
from geodata.transit.feed import Feed

FORMAT = 2
"""Raised when older files can no longer be read."""

_ARRAYS = ("ends", "metres", "profile", "start", "places", "signals", "forbidden")
_OF_FEED = "feed_"


def save_network(network: Network, file: Path) -> None:
    """Write a network; what was there before is replaced only when all is written.

    Parameters
    ----------
    network : Network
    file : Path
        Ending in `.npz`.
    """
    header = {
        "format": FORMAT,
        "modes": list(MODES),
        "profiles": [list(each) for each in network.profiles],
        "about": network.about,
        "feeds": list(network.feed.names) if network.feed is not None else None,
    }
    text = np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), np.uint8)
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("wb") as to:
            arrays = {name: getattr(network, name) for name in _ARRAYS}
            if network.feed is not None:
                arrays |= {_OF_FEED + name: getattr(network.feed, name) for name in FEED_ARRAYS}
            np.savez_compressed(to, about=text, **arrays)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def read_network(file: Path) -> Network:
    """A network as it was saved.

    Raises
    ------
    RegionError
        If there is no such file, or it is no network, or one of another version of the program.
    """
    if not file.is_file():
        raise RegionError.of("no_network", file=file)
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as content:
            header: dict[str, Any] = json.loads(content["about"].tobytes())
            ours = header["format"] == FORMAT and header["modes"] == list(MODES)
            network = _network(header, content) if ours else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile) as error:
        raise RegionError.of("no_such_network", file=file) from error
    if network is None:
        raise RegionError.of("older_network", file=file)
    return network


def _network(header: Mapping[str, Any], content: Mapping[str, Any]) -> Network:
    return Network(
        profiles=tuple(Profile(tuple(speeds), *rest) for speeds, *rest in header["profiles"]),
        about=header["about"],
        feed=_feed(header.get("feeds"), content),
        **{name: content[name] for name in _ARRAYS},
    )


def _feed(names: list[str] | None, content: Mapping[str, Any]) -> Feed | None:
    if names is None:
        return None
    known = {name: content[_OF_FEED + name] for name in FEED_ARRAYS if _OF_FEED + name in content}
    return Feed(tuple(names), **known)
