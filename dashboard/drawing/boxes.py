"""Boxes of a picture that other things keep clear of."""

from __future__ import annotations

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, pixels."""
