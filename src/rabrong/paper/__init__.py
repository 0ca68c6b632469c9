"""How a file for people is made and read: sheets today. Knows no domain."""
