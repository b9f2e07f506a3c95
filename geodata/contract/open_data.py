"""The part of `region.toml` that says who publishes the figures as open data, and under which licence."""

from __future__ import annotations

import re

from geodata.contract.settings import OpenData
from geodata.contract.toml_reader import TomlReader

ADDRESS = re.compile(r"https?://[^\s<>\"{}|^`\\]+")
EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")


def read_open_data(reader: TomlReader) -> OpenData:
    """Settings of the open data, `[open_data]`; all are optional."""
    open_data = OpenData(
        publisher=reader.words("publisher"),
        publisher_url=reader.string("publisher_url"),
        contact=reader.words("contact"),
        email=reader.string("email"),
        licence=reader.string("licence"),
        licence_name=reader.string("licence_name"),
    )
    for key in ("publisher_url", "licence"):
        value = getattr(open_data, key)
        if value and not ADDRESS.fullmatch(value):
            reader.problem("bad_url", key, value, "https://")
    if open_data.email and not EMAIL.fullmatch(open_data.email):
        reader.problem("bad_email", "email", open_data.email, "data@kommun.example")
    reader.finish()
    return open_data
