"""Workbooks: a unit's numbers of a year out to Excel, filled in offline, and back in through the rules of the house."""
