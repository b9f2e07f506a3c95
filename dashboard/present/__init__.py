"""Presentera: arranging steps and the meeting itself."""
