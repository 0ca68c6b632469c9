"""Looking for a text in everything that somebody may see: one module for what people name, one for what they wrote."""
