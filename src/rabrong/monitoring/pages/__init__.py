"""The pages of watching as values."""
