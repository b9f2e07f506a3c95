"""Who lives up to contracts and goals, what has been followed up, and whose units are followed up more."""
