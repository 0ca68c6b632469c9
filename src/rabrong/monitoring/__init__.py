"""Watching the year: rules that find what needs attention, alerts, watch lists, the digest by mail."""
