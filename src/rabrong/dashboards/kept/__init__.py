"""Pages kept in memory: drawn once for everybody who may see the same, and anew whenever anything changed."""
