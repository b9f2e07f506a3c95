"""Everything loaded of a region, frozen, and what is read off it."""
