"""Screens of accounts: getting in, one's own account, second factors, agency sign-on, letting others in."""
