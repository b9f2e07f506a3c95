"""Roads out of an OpenStreetMap extract, kept as arrays."""
