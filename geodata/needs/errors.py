"""What can stop a look ahead, a sentence each."""

from __future__ import annotations

from geodata.contract.errors import RegionError


class NeedsError(RegionError):
    """The need to come cannot be worked out from these tables; the message says what is missing."""


class ScaleError(NeedsError):
    """Values of an index on different scales were put together."""


class IncompleteProjectionError(NeedsError):
    """A projection lacks a municipality in some year or class of age."""
