"""Windows, closings, overrides, the counting rule and what lint finds."""
