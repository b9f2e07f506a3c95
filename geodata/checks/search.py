"""What the search field is given: not more addresses than a browser holds, and other names of something."""

from __future__ import annotations

from geodata.checks.sheet import Sheet
from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME
from geodata.contract.settings import RegionSettings
from geodata.contract.tables import ADDRESSES_MOST
from geodata.region.street_addresses import canonical_postcode, street_address

_NAMES = {
    "areas": ("name", "municipality"),
    "places": ("name",),
    "addresses": ("locality",),
    "units": ("name",),
}


def checked_addresses(addresses: Sheet, problems: Problems) -> None:
    """Report a table of more rows than may be published."""
    if len(addresses) > ADDRESSES_MOST:
        file, most = addresses.parts[0].settings.file, f"{ADDRESSES_MOST:,}".replace(",", " ")
        problems.add("too_many_addresses", file, value=str(len(addresses)), expected=(most,))


def checked_aliases(settings: RegionSettings, sheets: dict[str, Sheet], problems: Problems) -> None:
    """Warn of names under `[aliases]` that nothing in the region has: nobody is led anywhere by them.

    Parameters
    ----------
    settings : RegionSettings
    sheets : dict of str to Sheet
        A name is that of a municipality, an area, a place, a unit or a town of the addresses, or the
        first part of a postcode.
    problems : Problems
    """
    if not settings.aliases:
        return
    known: set[str] = set()
    for table, columns in _NAMES.items():
        for column in columns:
            if table in sheets and column in sheets[table].frame:
                known |= set(sheets[table].frame[column].dropna())
    postcodes: set[str] = set()
    if "addresses" in sheets and "postcode" in sheets["addresses"].frame:
        postcodes |= {canonical_postcode(text) for text in sheets["addresses"].frame["postcode"].dropna()}
    if "units" in sheets and "address" in sheets["units"].frame:
        parts = [street_address(text) for text in sheets["units"].frame["address"].dropna()]
        known |= {part.locality for part in parts}
        postcodes |= {part.postcode for part in parts}
    begins = {code[:end] for code in postcodes for end in range(2, len(code) + 1)}
    for name in settings.aliases:
        if name not in known and name not in begins:
            problems.add("unknown_alias", FILE_NAME, column=f"aliases.{name}", value=name, severity="warning")
