"""Screens over everything: they read, and own nothing."""
