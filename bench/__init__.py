"""Speed and memory of what Rabrong promises to do fast; run by `make bench`."""
