"""The audit record: who did what, when, chained by hashes so that a rewrite shows."""
