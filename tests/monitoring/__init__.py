"""Watching the year."""
