"""What the pages of evidence show, as values."""
