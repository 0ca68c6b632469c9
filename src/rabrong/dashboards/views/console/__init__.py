"""The console of those who run a year."""
