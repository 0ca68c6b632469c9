"""What is prescribed and not there: the missing list of a round."""
