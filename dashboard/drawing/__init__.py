"""The map as an SVG picture."""
