"""The screens: get, allow, parse, act, render."""
