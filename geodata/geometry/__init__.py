"""Coordinates, borders and topology: nothing of care."""
