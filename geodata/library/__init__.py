"""The domain as a library: from a folder to a region, a question, an answer and a change, in a call each."""
