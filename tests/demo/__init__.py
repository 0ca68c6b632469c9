"""Tests of the demo, which share one loaded example."""
