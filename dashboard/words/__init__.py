"""Numbers, dates and sentences, written for people."""
