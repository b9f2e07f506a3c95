"""What pages say of the site that they stand on: its address, its path there, and who may embed its map."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from flask import current_app, has_app_context, has_request_context, request

from dashboard.serve.settings import variable_of

ADDRESSES: Final = ("href", "src", "action", "formaction")
"""Attributes of an element that hold an address."""


def site_address() -> str:
    """The site's own address without a slash at its end: the configured one, otherwise the request's.

    A command goes by `UTBUDSKARTA_PUBLIC_URL`; "" where that says nothing.
    """
    if not has_request_context():
        return os.environ.get(variable_of("public_url"), "").rstrip("/")
    address: str = current_app.config.get("PUBLIC_URL", "")
    return address or request.url_root.rstrip("/")


def path_of(public_url: str) -> str:
    """Where a site lies on its host, without a slash at its end: "/utbud"; "" at the root.

    Parameters
    ----------
    public_url : str
        As of `Settings`.
    """
    return urlsplit(public_url).path.rstrip("/")


def site_path() -> str:
    """Where the site that answers lies on its host, as `path_of` says it; "" where none answers."""
    path: str = current_app.config.get("SITE_PATH", "") if has_app_context() else ""
    return path


def beneath(address: str) -> str:
    """An address of the site as a browser is to ask for it.

    Inside the program addresses begin where the site does, and this is where they leave it:
    `html_of`, `put_up`, the answers' `Location`, and `assets/site.js`.

    Parameters
    ----------
    address : str
        That begins with a slash; any other stays as it is, and so does one that lies there already.
    """
    site = site_path()
    if not site or not address.startswith("/") or address.startswith("//") or _lies_in(address, site):
        return address
    return site + address


def within(path: str) -> str:
    """A path as the program knows it, where the site begins with "/"."""
    site = site_path()
    return (path[len(site) :] or "/") if site and _lies_in(path, site) else path


def with_addresses(attributes: Mapping[str, str]) -> Mapping[str, str]:
    """Attributes of an element, those that hold an address as a browser is to ask for it."""
    if not site_path():
        return attributes
    return {key: beneath(text) if key in ADDRESSES else text for key, text in attributes.items()}


def framing_sites() -> list[str]:
    """Origins of the sites that may show the embedded map; empty if none may."""
    sites: str = current_app.config.get("FRAME_ANCESTORS", "none") if has_request_context() else "none"
    return [] if sites == "none" else sites.split()


def _lies_in(address: str, site: str) -> bool:
    path = re.split("[?#]", address, maxsplit=1)[0]  # anything may be sent: `urlsplit` refuses some of it
    return f"{path}/".startswith(f"{site}/")
