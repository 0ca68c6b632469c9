"""Forecasts of stored results: what is known of each indicator of a unit, read at once, and what comes of it."""
