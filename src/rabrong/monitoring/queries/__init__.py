"""Reading rules, alerts, watch lists, and who is told."""
