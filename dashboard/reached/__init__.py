"""From where a place is reached, as the page, the interface and the command line tell it."""
