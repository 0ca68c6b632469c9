"""Changing who does it, one verb each; nothing is overwritten."""
