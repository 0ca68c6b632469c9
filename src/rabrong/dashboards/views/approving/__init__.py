"""Passing reports on: what waits, what an approver sees beside it, what became of it."""
