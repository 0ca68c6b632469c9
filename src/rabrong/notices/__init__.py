"""Telling people and screens what happened: today the live channel."""
