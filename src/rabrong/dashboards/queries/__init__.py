"""What the screens read: each function a fixed number of queries, said in its docstring."""
