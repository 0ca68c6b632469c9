"""Lists of units and of regions: filtered, sorted, searched, as files."""
