"""Answers from the net: never longer or slower than they may be, never from a machine that is fenced off."""
