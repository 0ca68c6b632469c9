"""Template filters of units and people."""
