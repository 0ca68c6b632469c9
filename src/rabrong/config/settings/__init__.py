"""Settings: base for all, demo for `make demo`, production for an agency's server."""
