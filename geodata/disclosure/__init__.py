"""Protected cells: keys, noise and what may be told of few."""
