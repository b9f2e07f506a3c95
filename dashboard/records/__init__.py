"""What people write: the database, its tables and steps, the audit chain and backup."""
