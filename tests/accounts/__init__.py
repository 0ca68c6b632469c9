"""Getting in and staying in, end to end."""
