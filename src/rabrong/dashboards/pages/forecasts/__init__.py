"""Where the year will end: of a scorecard, of an indicator, and what would raise it; and the monthly plan."""
