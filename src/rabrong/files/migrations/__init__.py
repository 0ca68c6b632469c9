"""Changes of the tables of rabrong.files, in order."""
