"""Reporting a month: my work, the grid, the form of one month, what is sent from a device."""
