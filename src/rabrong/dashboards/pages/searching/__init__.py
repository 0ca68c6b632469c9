"""The answer of the search as values."""
