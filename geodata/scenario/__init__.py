"""The question: what is chosen and changed, and the region after the change."""
