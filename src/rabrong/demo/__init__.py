"""The example department of fiscal year 2555, invented numbers, a clock that stands, and sign-in by role."""
