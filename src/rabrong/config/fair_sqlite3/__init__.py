"""SQLite as Django knows it, where the writers of one process come one after the other in the order they asked."""
