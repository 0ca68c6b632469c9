"""What a year will come to: results and scores with a range, what a level still needs, how far off that was."""

from rabrong.scoring.forecast.backtest import BackTest, Trial, back_test
from rabrong.scoring.forecast.known import Kind, Known, PastYear, accumulates
from rabrong.scoring.forecast.levels import Level, Need, Pace, levels_of, needs, still_to_report
from rabrong.scoring.forecast.methods import Estimate, Forecast, forecast
from rabrong.scoring.forecast.plan import proposed_plan
from rabrong.scoring.forecast.points import Expected, Points, Totals, expected_totals, points_of

__all__ = [
    "BackTest",
    "Estimate",
    "Expected",
    "Forecast",
    "Kind",
    "Known",
    "Level",
    "Need",
    "Pace",
    "PastYear",
    "Points",
    "Totals",
    "Trial",
    "accumulates",
    "back_test",
    "expected_totals",
    "forecast",
    "levels_of",
    "needs",
    "points_of",
    "proposed_plan",
    "still_to_report",
]
