"""The question that an address or a command line holds, as records."""
