"""Assigning much at once: many indicators to many, last year's assignments, what somebody hands over."""
