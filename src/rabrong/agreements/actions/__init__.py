"""Writing what is promised; one verb each, in one transaction with its audit record."""
