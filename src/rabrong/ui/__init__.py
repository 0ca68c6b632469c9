"""The look: base page, parts, words and numbers as people read them; knows no domain."""
