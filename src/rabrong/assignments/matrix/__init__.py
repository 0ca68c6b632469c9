"""The Owner-Supporter table as a matrix: indicators by units and persons, on the page, on paper and as a sheet."""
