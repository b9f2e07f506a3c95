"""The release that protected cells are of: versions whose noise is one draw."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Release:
    """Name of one draw of noise.

    Attributes
    ----------
    label : str
        As `[disclosure] release` of `region.toml` says.
    key : str
        Sixteen hexadecimal digits that follow from the secret, the label and the way of drawing
        (`geodata.disclosure.release`), and from which none of these follows; "" where the version was
        written by an older program.
    """

    label: str
    key: str
