"""What people type, read and checked; nothing is written here."""
