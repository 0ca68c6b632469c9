"""Passing indicators and targets down: the order, what it makes of an agreement, and its runs."""
