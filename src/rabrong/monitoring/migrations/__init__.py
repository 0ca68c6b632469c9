"""Tables of watching."""
