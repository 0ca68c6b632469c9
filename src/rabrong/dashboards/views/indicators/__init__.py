"""One indicator of one unit, and how its score was computed."""
