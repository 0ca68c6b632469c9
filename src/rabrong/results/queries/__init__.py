"""Reading results: entries, sums, scores and scorecards."""

from rabrong.results.queries.scores import (
    claim_of,
    core_tally,
    newest_of_month,
    scorecard_of_scores,
    stored_scorecard,
    tally_values,
)

__all__ = (
    "claim_of",
    "core_tally",
    "newest_of_month",
    "scorecard_of_scores",
    "stored_scorecard",
    "tally_values",
)
