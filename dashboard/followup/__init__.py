"""Följ upp: who lives up to contracts and goals, what is due, and what has come of it."""
