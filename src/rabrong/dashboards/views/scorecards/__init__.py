"""Scorecards of units, and the map and lists that compare units."""
