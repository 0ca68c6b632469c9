"""Excel workbooks of a unit: out, back, what came of them."""
