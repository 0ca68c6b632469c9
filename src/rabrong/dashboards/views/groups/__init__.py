"""The scorecards of groups: a region, a line of supervision."""
