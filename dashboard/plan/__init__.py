"""Planera: the map, its filters, figures and tables."""
