"""Is what is promised worth promising, against what was achieved in the years before."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from rabrong.agreement_file.document import AgreementFile, Detail
from rabrong.agreement_file.lint.finding import Finding
from rabrong.agreement_file.lint.levels import ladder_of, past_score
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.criteria import Bands, Criterion, PassFail
from rabrong.scoring.scale import Scale

YEARS_BACK = 3
FEWEST_YEARS = 2


def target_not_below_last_year(file: AgreementFile) -> Iterator[Finding]:
    """T-BELOW: the target is not worse than the result of the last year known."""
    for indicator in file.agreement.indicators:
        detail, sign = file.details[indicator.code], _better(indicator.criterion)
        if detail.target is None or not detail.baseline or sign == 0:
            continue
        year = max(detail.baseline)
        if (detail.target - detail.baseline[year]) * sign < 0:
            terms = {
                "code": indicator.code,
                "target": detail.target,
                "year": str(year),
                "value": detail.baseline[year],
            }
            yield _found("T-BELOW", indicator, detail, terms)


def _better(criterion: Criterion) -> int:
    """1 where more is better, -1 where less is, 0 where a target says nothing."""
    ladder = ladder_of(criterion)
    if ladder is not None:
        return ladder.sign
    if isinstance(criterion, Bands):
        return -1 if criterion.starts[-1] < criterion.starts[0] else 1
    return 0 if isinstance(criterion, PassFail) else 1


def _found(code: str, indicator: Indicator, detail: Detail, terms: Mapping[str, object]) -> Finding:
    line = detail.lines.get("baseline", detail.line)
    return Finding(code, "warning", f"indicators.{indicator.code}.criteria", line, terms)


def not_always_met(file: AgreementFile) -> Iterator[Finding]:
    """L-ALWAYS: not all of the last three years would already earn the last point."""
    for indicator in file.agreement.indicators:
        detail = file.details[indicator.code]
        scores = _scores(indicator, detail, file.agreement.scale)
        if len(scores) == YEARS_BACK and all(score >= file.agreement.scale.last for score in scores.values()):
            terms = {"code": indicator.code, "first": str(min(scores)), "last": str(max(scores))}
            yield _found("L-ALWAYS", indicator, detail, terms)


def second_level_ever_reached(file: AgreementFile) -> Iterator[Finding]:
    """L-NEVER: in some year known the second level would have been reached."""
    second = file.agreement.scale.exact_points[1]
    for indicator in file.agreement.indicators:
        detail = file.details[indicator.code]
        scores = _scores(indicator, detail, file.agreement.scale)
        if len(scores) >= FEWEST_YEARS and max(scores.values()) < second:
            best = max(scores, key=lambda year: scores[year])
            value: Decimal = detail.baseline[best]
            terms = {"code": indicator.code, "year": str(best), "value": value, "count": len(scores)}
            yield _found("L-NEVER", indicator, detail, terms)


def _scores(indicator: Indicator, detail: Detail, scale: Scale) -> dict[int, Fraction]:
    """Year -> what its result would earn; the last three years known."""
    years = sorted(detail.baseline)[-YEARS_BACK:]
    scored = {year: past_score(indicator.criterion, detail.baseline[year], scale) for year in years}
    return {year: score for year, score in scored.items() if score is not None}


RULES = (target_not_below_last_year, not_always_met, second_level_ever_reached)
