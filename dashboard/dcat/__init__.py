"""The catalogue of open data."""
