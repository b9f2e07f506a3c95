"""Pages of text, and the callbacks that put up pages."""
