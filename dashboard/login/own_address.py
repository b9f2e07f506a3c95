"""Where to go after a login: an address of our own, whatever the link said."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from dashboard.serve.site_address import within

LONGEST: Final = 2000
"""Characters of an address that is kept through a login."""
SIGNS: Final = re.compile(r"/[\x21\x23-\x5b\x5d-\x7e]*")
"""A path with its query: no blanks, quotes, backslashes or signs that browsers read as something else."""
NEVER: Final = ("/login", "/logout")
"""Addresses that would only ask again."""


def own_address(wanted: str | None) -> str:
    """A path of this site, with its query; "/" where what is wanted is anything else.

    Parameters
    ----------
    wanted : str or None
        What a link or a form says.

    Examples
    --------
    >>> own_address("/jamfor?form=gp")
    '/jamfor?form=gp'
    >>> own_address("//evil.example"), own_address("https://evil.example")
    ('/', '/')
    """
    wanted = within(wanted) if wanted else ""
    if not wanted or len(wanted) > LONGEST or not SIGNS.fullmatch(wanted) or wanted.startswith("//"):
        return "/"
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or any(f"{parts.path}/".startswith(f"{path}/") for path in NEVER):
        return "/"
    return wanted
