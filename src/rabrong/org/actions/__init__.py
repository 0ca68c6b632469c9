"""Writing who: units, people, roles, acting officials; each in one transaction with its audit record."""
