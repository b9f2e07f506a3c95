"""Where the next units should stand."""
