"""One underserved zone: who lives there, and what would lift it."""
