"""Scenarios saved on the server; history, links and sharing of all that is saved there."""
