"""Jämför: units side by side."""
