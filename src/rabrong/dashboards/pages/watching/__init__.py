"""The watch list as values."""
