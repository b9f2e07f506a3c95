"""Min enhet: a unit's own facts, its cases, and how it does."""
