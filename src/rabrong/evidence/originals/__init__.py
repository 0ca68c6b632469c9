"""The register of originals: which papers there are, where each is kept, by which letter it was sent."""
