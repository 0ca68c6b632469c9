"""Who: units and their tree, regions, people in their positions."""
