"""Who does it: owners and supporters of indicators."""
