"""Done: what units report, and the scores that follow from it."""
