"""Addresses of the promised stage, area by area; each is told what lies above it."""
