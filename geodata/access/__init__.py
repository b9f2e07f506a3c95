"""Nearness and floating catchments, on arrays."""
