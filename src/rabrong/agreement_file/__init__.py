"""The agreement file rabrong/1 and the results file: reading with every mistake named, and the lint."""
