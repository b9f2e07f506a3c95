"""The demo's folder of data in two ways: its visits protected by a key that is known, or public and exact."""

from __future__ import annotations

from pathlib import Path

from geodata.demo.folder import KEY_NAME, write

SECRET = "8f1d3c5b7a9e02468ace13579bdf2044c6e8a0b2d4f617395b7d9f1a3c5e7082"
"""Made for tests: 64 hexadecimal digits, as `utbudskarta key new` makes."""


def with_key(folder: Path) -> Path:
    """The same folder, with the tests' key in it."""
    key = folder / KEY_NAME
    key.touch(mode=0o600)
    key.write_text(SECRET, encoding="ascii")
    return folder


def protected_demo(county: str, folder: Path) -> Path:
    """The demo of a county, with the tests' key."""
    return with_key(write(county, folder).parent)


def public_demo(county: str, folder: Path) -> Path:
    """The demo of a county with its visits declared public, so that they are exact: for sums by pandas."""
    toml = write(county, folder)
    text = toml.read_text(encoding="utf-8")
    begin, end = text.index("[disclosure]"), text.index("[tables.areas]")
    declared = 'visits = "public"\nreason = { sv = "Påhittade.", en = "Made up." }\n'
    toml.write_text(f"{text[:begin]}[disclosure]\n{declared}\n{text[end:]}", encoding="utf-8")
    return folder
