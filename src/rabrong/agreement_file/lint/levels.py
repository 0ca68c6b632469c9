"""Are the criteria fair: no plateau, not met already, not out of reach of what was ever achieved."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.lint.finding import Finding, weights_listed
from rabrong.scoring.absence import Absent
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.criteria import Average, Bands, Composite, Criterion, Levels, Mixed, Steps, WeightedSteps
from rabrong.scoring.criteria.ladder import Ladder, climb_or_floor
from rabrong.scoring.scale import Scale


def _inside(criterion: Criterion, where: str) -> Iterator[tuple[str, Criterion]]:
    yield where, criterion
    if isinstance(criterion, Composite):
        for part in criterion.parts:
            yield from _inside(part.criterion, f"{where}.{part.code}")


def _criteria(file: AgreementFile) -> Iterator[tuple[Indicator, str, int, Criterion]]:
    for indicator in file.agreement.indicators:
        detail = file.details[indicator.code]
        line = detail.lines.get("criteria", detail.line)
        for where, criterion in _inside(indicator.criterion, f"indicators.{indicator.code}.criteria"):
            yield indicator, where, line, criterion


def ladder_of(criterion: Criterion) -> Ladder | None:
    """The values that a result climbs; None for criteria without."""
    return criterion.ladder if isinstance(criterion, Levels | Average | Mixed) else None


def no_plateaus(file: AgreementFile) -> Iterator[Finding]:
    """L-PLATEAU: neighbouring levels differ, so that every level can be earned."""
    for indicator, where, line, criterion in _criteria(file):
        ladder = ladder_of(criterion)
        at = ladder.at if ladder else criterion.starts if isinstance(criterion, Bands) else ()
        if any(low == high for low, high in pairwise(at)):
            yield Finding("L-PLATEAU", "warning", where, line, {"code": indicator.code, "at": weights_listed(at)})


def full_mark_within_steps(file: AgreementFile) -> Iterator[Finding]:
    """L-CAP: the points of weighted steps add up to the cap, or it can never be earned."""
    for indicator, where, line, criterion in _criteria(file):
        if isinstance(criterion, WeightedSteps) and sum(criterion.points) < criterion.cap:
            terms = {"code": indicator.code, "sum": Decimal(sum(criterion.points)), "cap": criterion.cap}
            yield Finding("L-CAP", "warning", where, line, terms)


def not_met_already(file: AgreementFile) -> Iterator[Finding]:
    """L-TRIVIAL: last year's result would not already earn the last point."""
    for indicator in file.agreement.indicators:
        detail = file.details[indicator.code]
        if not detail.baseline:
            continue
        year = max(detail.baseline)
        score = past_score(indicator.criterion, detail.baseline[year], file.agreement.scale)
        if score is not None and score >= file.agreement.scale.last:
            terms = {"code": indicator.code, "year": str(year), "value": detail.baseline[year]}
            line = detail.lines.get("baseline", detail.line)
            yield Finding("L-TRIVIAL", "warning", f"indicators.{indicator.code}.criteria", line, terms)


def past_score(criterion: Criterion, past: Decimal, scale: Scale) -> Fraction | None:
    """What a result of an earlier year would earn; None where it is no result of such criteria."""
    if isinstance(criterion, Average):
        return climb_or_floor(criterion.ladder, Fraction(past), scale)
    if not isinstance(criterion, Levels | Bands | Steps) or criterion.claim_fault(past, scale):
        return None
    score = criterion.score(past, scale)
    return None if isinstance(score, Absent) else score


def within_reach(file: AgreementFile) -> Iterator[Finding]:
    """L-UNREACH: the first level is not farther from last year's result than the best yearly gain ever made."""
    for indicator in file.agreement.indicators:
        detail, ladder = file.details[indicator.code], ladder_of(indicator.criterion)
        if len(detail.baseline) < 2 or ladder is None or isinstance(indicator.criterion, Mixed):
            continue
        past = [detail.baseline[year] for year in sorted(detail.baseline)]
        needed = (ladder.at[0] - past[-1]) * ladder.sign
        best = max([Decimal(0), *((later - earlier) * ladder.sign for earlier, later in pairwise(past))])
        if needed > best:
            terms = {"code": indicator.code, "needed": needed, "best": best, "first": ladder.at[0]}
            line = detail.lines.get("baseline", detail.line)
            yield Finding("L-UNREACH", "warning", f"indicators.{indicator.code}.criteria", line, terms)


RULES = (no_plateaus, full_mark_within_steps, not_met_already, within_reach)
