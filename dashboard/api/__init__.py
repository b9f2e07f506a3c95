"""OGC API Features over what is published."""
