"""What is prescribed and not there: the missing list of a round, and the checklist beside an entry."""
