"""The screens of units, people, roles, actings, search and import."""
