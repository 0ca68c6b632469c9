"""Pages of passing down."""
