"""Follow-ups planned by form: what is wrong with them, how they are kept, and where they are counted."""
