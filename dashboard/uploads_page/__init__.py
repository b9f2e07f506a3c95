"""Läs in data: files that an administrator brings, what is wrong with them, and what they change."""
