"""Requests for documents: asked of units, answered, accepted, given back, withdrawn."""
