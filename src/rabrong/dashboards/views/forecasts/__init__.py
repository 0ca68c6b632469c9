"""The pages of forecasts: what would raise the total, and the monthly plan of an indicator."""
