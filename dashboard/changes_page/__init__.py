"""Ändringar: what units want changed, what it does, and who decides."""
