"""The pages of passing down as values."""
