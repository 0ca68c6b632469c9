"""The screens: get, allow, read, render."""
