"""A unit's scores beside others: a past day, a closed round, last year, units like it, the plan."""
