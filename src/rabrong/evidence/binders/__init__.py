"""Binders: the documents that somebody may read, of an indicator, a unit or a round, in one ZIP."""
