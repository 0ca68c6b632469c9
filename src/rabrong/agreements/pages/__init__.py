"""What each page shows, prepared: no query in a template."""
