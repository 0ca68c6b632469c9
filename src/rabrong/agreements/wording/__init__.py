"""The sentences of refusals and findings of the promised stage, one module for each area."""
