"""The page where one logs in, and the addresses that begin, change and end a login."""
