"""Views of watching."""
