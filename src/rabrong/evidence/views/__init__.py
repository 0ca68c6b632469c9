"""The screens of evidence."""
