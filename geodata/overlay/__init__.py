"""Approved changes of units, laid over the tables of a build from the day that they are in force."""
