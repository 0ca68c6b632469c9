"""What the pages of the year are given by the stages above them."""

from rabrong.agreements.actions.exchange import Later
from rabrong.agreements.views.year_stages import Stages
from rabrong.assignments.exchange import keep_owners, owners_of
from rabrong.results.handover import carry_over, hand_over
from rabrong.results.importing import MONTHS_SHEET

STAGES = Stages(
    owners_of=owners_of,
    later=Later(keep_owners=keep_owners, carry_on=carry_over),
    hand_over=hand_over,
    sheets=(MONTHS_SHEET,),
)
"""What the pages of the year are given by the stages above them."""
