"""Promised: the year, its framework and scale, indicators, and one agreement per unit."""
