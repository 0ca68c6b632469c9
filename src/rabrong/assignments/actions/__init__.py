"""Changing who does it, and what papers printed of it, one verb each; nothing is overwritten."""
