"""Versions: computed once, written whole, swapped at once."""
