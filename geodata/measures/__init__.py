"""Every figure, once: what it counts of a place, and of all places of a kind."""
