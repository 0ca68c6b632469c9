"""Indicators and past results from sheets: checked cell by cell first, then taken in all or not at all."""
