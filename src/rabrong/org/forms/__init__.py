"""What is typed about units, people, roles and actings. Forms read and check; they write nothing."""
