"""A unit's scores beside others, as they were once, and shown without names."""
