"""What a region may consist of: tables, columns, settings, and what can be wrong with them, as data."""
