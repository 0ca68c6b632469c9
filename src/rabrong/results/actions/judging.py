"""What somebody has to say beside the numbers of a month before they are submitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rabrong.agreements.models import Item
from rabrong.agreements.queries import YearRules, core_indicator
from rabrong.results.months import round_of
from rabrong.results.rules.plausibility import Case, Finding, note_asked, remarks_asked
from rabrong.results.scores.computing import (
    Outcome,
    Reporter,
    claim_from_cells,
    claim_from_tallies,
    outcome_of,
    unit_tally,
)
from rabrong.scoring.absence import MISSING
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.claims import Claim

Reported = Mapping[str, Sequence[tuple[int, Claim]]]
"""Cell -> what was reported, by month."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a remark for each of `remarks`, and in `note` what stands in the way."""

    remarks: tuple[Finding, ...] = ()
    note: Finding | None = None

    def left(self, *, remark: str, problems: str) -> tuple[Finding, ...]:
        """What has not been answered."""
        open_remarks = () if remark.strip() else self.remarks
        return open_remarks if self.note is None or problems.strip() else (*open_remarks, self.note)


@dataclass(frozen=True, slots=True)
class Month:
    """A unit's month of an item, as it would be submitted; `peers` are the results of the units beside it."""

    item: Item
    month: int
    unit_code: str
    unit_id: int
    rules: YearRules
    reported: Reported
    peers: Sequence[Fraction] = ()


def asked_of(at: Month, claims: Mapping[str, Claim]) -> Asked:
    """What has to be said beside these claims. No query but for data items that were not read before."""
    round_ = round_of(at.month)
    indicator = core_indicator(at.item.indicator, at.rules.scale, at.item, round_, at.item.indicator.data_items.all())
    return asked_by(indicator, at, claims)


def asked_by(indicator: Indicator, at: Month, claims: Mapping[str, Claim]) -> Asked:
    """The same where the item's indicator of the month's round is at hand. No query."""
    given = {cell: claim for cell, claim in claims.items() if claim is not MISSING}
    outcome = _outcome(at, indicator, given)
    bands = at.rules.scale.bands
    case = Case(
        indicator=indicator,
        month=at.month,
        claims=given,
        reported=at.reported,
        result=outcome.result,
        shown=None if outcome.exact is None else at.rules.scale.displayed(outcome.exact),
        lowest=bands[0].upto if len(bands) > 1 else None,
        peers=at.peers,
    )
    return Asked(remarks_asked(case), note_asked(case))


def _outcome(at: Month, indicator: Indicator, given: Mapping[str, Claim]) -> Outcome:
    cells = {cell: [pair for pair in series if pair[0] < at.month] for cell, series in at.reported.items()}
    for cell, claim in given.items():
        cells[cell] = [*cells.get(cell, []), (at.month, claim)]
    if indicator.formula is None:
        claim = claim_from_cells(indicator, {at.unit_id: cells}, at.unit_id, at.month)
    elif all(code in given for code in indicator.formula.items):
        reporter = Reporter(at.unit_code, cells)
        tallies = {code: unit_tally(row, reporter, at.month, indicator.data) for code, row in indicator.data.items()}
        claim = claim_from_tallies(indicator.formula, tallies)
    else:
        claim = MISSING
    return outcome_of(indicator, claim, at.rules, at.month)
