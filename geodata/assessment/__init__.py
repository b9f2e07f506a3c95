"""The answer: everything computed of a region and a scenario."""
