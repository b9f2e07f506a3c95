"""Who goes where, and where they would go after a change."""
