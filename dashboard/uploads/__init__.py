"""Files that an administrator brings: kept apart, checked, compared with what is published, and published."""
