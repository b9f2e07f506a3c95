"""Tables of what the map shows, for the page, files and reports."""
