"""Writing what is watched: rules of a year, a person's watch list and digest."""
