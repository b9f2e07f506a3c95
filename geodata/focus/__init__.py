"""The place that is looked at, and what is counted of it."""
