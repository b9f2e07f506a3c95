"""Origin-destination flows and what is counted on them, on arrays."""
