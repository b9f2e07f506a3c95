"""What pages say of the site that they stand on: its address, and who may embed its map."""

from __future__ import annotations

import os

from flask import current_app, has_request_context, request

from dashboard.serve.settings import variable_of


def site_address() -> str:
    """The site's own address without a slash at its end: the configured one, otherwise the request's.

    A command goes by `UTBUDSKARTA_PUBLIC_URL`; "" where that says nothing.
    """
    if not has_request_context():
        return os.environ.get(variable_of("public_url"), "").rstrip("/")
    address: str = current_app.config.get("PUBLIC_URL", "")
    return address or request.url_root.rstrip("/")


def framing_sites() -> list[str]:
    """Origins of the sites that may show the embedded map; empty if none may."""
    sites: str = current_app.config.get("FRAME_ANCESTORS", "none") if has_request_context() else "none"
    return [] if sites == "none" else sites.split()
