"""Hitta: units near a place."""
