"""Units, people and region memberships from sheets: checked cell by cell first, then taken in all or not at all."""
