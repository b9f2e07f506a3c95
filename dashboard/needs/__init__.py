"""Charts of the need to come, of how sure it is, and of how alike people fare."""
