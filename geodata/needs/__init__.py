"""The need to come: people, their use, what drives it, how surely, and who can carry it."""
