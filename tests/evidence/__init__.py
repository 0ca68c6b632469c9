"""Evidence: what is attached, by whom, and who may read it."""
