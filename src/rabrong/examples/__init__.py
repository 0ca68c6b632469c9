"""Two example agreements of fiscal year 2555 and the monthly results of one of them."""
