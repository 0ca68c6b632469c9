"""The example's 2555 carried on to 2556: the table's totals against fractions worked out without it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from rabrong.agreements.models import Agreement, Item, Offer, PastResult
from rabrong.agreements.pages.negotiation import table_of
from rabrong.agreements.queries.negotiation import book_of
from rabrong.demo.clock import START
from rabrong.scoring.exact import round_half_up


def ladder(at: list[str], value: Fraction) -> Fraction:
    """Points on five values, straight from the rule of three."""
    sign = -1 if Fraction(at[-1]) < Fraction(at[0]) else 1
    edges = [sign * Fraction(each) for each in at]
    value = sign * value
    if value < edges[0]:
        return Fraction(1)
    for level in range(len(edges) - 1, 0, -1):
        if value >= edges[level]:
            return Fraction(level + 1)
        if value >= edges[level - 1]:
            return level + (value - edges[level - 1]) / (edges[level] - edges[level - 1])
    return Fraction(1)


def points(criteria: dict[str, object], past: PastResult) -> Fraction | None:
    """What a past result would score: only the kinds the example has."""
    kind, value = criteria["kind"], past.value
    assert value is not None
    if kind in ("levels", "average"):
        return ladder(criteria["at"], Fraction(value))  # type: ignore[arg-type]
    if kind == "mixed":
        at, done = [Fraction(each) for each in criteria["at"]], Fraction(2)  # type: ignore[attr-defined]
        if value < at[0]:
            return done
        steps = ladder([str(each) for each in at], Fraction(value))
        return done + steps
    if kind in ("steps", "score"):
        return Fraction(value)
    return None if past.score is None else Fraction(past.score)


@pytest.mark.parametrize("year", [2553, 2554])
def test_what_if_totals_of_the_next_year(example: None, year: int) -> None:
    """Every indicator's points times its weight over the weights with a result, in fractions by hand."""
    agreement = Agreement.objects.select_related("year", "unit").get(year=2556, unit__code="cdd")
    wants = {
        offer.indicator_id: offer
        for offer in Offer.objects.filter(agreement=agreement, side__in=("bureau", "department")).order_by("number")
    }
    total, counted = Fraction(0), Fraction(0)
    for item in Item.objects.filter(agreement=agreement).select_related("indicator"):
        past = PastResult.objects.filter(
            indicator_id=item.indicator.indicator_id, unit=agreement.unit, year=year, month=0
        ).first()
        scored = None if past is None else points(wants[item.indicator_id].criteria, past)
        if scored is not None:
            weight = Fraction(wants[item.indicator_id].weight)
            total, counted = total + scored * weight, counted + weight
    table = table_of(book_of(agreement, START), None)
    own = table.totals[0]
    assert own.scores[year - 2553].value == round_half_up(total / counted, 4)
    assert counted == Decimal(own.weight)
