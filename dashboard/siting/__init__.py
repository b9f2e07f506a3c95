"""The search for sites, as the page and the command line ask for it."""
