"""Units side by side: what their indicators say, how surely, and who is like whom."""
