"""Tests of rabrong.paper."""
