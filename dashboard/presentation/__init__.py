"""Presentations as data: steps, their figures and where they are kept."""
