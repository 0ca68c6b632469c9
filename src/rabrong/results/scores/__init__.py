"""Scores that follow from entries: along one path after an entry, or all of a year; both give the same digits."""

from rabrong.results.scores.path import rescore_units
from rabrong.results.scores.year import newest_closed_from, open_months, rebuild, rebuild_from

__all__ = ["newest_closed_from", "open_months", "rebuild", "rebuild_from", "rescore_units"]
