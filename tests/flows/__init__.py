"""Whole stories in a real browser, to be read by people of the field."""
