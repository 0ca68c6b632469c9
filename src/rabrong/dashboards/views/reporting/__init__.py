"""Who has reported and who has not."""
