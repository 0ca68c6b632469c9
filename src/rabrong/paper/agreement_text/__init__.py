"""The agreement as an official document: six clauses, two places to sign, the annex; Thai only, as the law wants it."""
