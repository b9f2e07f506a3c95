"""Parts of pages, used by several."""
