"""The years before: the file's baselines, invented months towards them, and totals; and what changed this week."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from random import Random

from rabrong.agreement_file.document import AgreementFile
from rabrong.agreements.models import Agreement, PastResult, PastTotal
from rabrong.demo.clock import START
from rabrong.demo.frame import Frame
from rabrong.demo.plan import COUNTED, GROWING, SEED
from rabrong.org.models import Unit
from rabrong.results.forecasts.one_number import is_one_number
from rabrong.results.models import Score, ScoreChange, Total
from rabrong.scoring.absence import Absent
from rabrong.scoring.agreement import Indicator, Round
from rabrong.scoring.claims import Claim, StepsAndValue
from rabrong.scoring.criteria import Average, Composite, Criterion, DirectScore, Levels, Mixed, Steps, WeightedSteps
from rabrong.scoring.exact import round_half_up
from rabrong.scoring.forecast import Kind, Known, PastYear
from rabrong.scoring.scale import Scale

LAST_ROUND: Round = 12
PLACES = 4
PERMILLE_OF_YEAR = (590, 640, 700, 765, 825, 875, 912, 938, 958, 974, 988, 1000)
"""How far a year's results were, month by month."""

OTHER_YEARS: Mapping[int, tuple[int, ...]] = {
    2552: (520, 575, 640, 700, 765, 825, 866, 899, 930, 957, 981, 1000),
    2553: (640, 690, 745, 800, 850, 893, 924, 948, 965, 979, 991, 1000),
}
"""No two years go alike: one began late, one early."""

PERMILLE_APART = 9
"""And no two indicators: so far apart at most in a month."""

CHANGED = (("4.2", 1, "0.28"), ("1.2", 2, "-1.40"), ("1.1.2", 3, "-0.90"), ("10", 4, "-0.14"), ("7", 5, "-5.60"))
"""Indicator, days before today, and how its result stood before against now."""


def score_of(indicator: Indicator, value: Decimal, scale: Scale) -> Fraction | None:
    """The score of a past result under this year's criteria; where the past kept a score only, that score."""
    criterion = indicator.criterion
    claim: Claim = value
    if isinstance(criterion, Composite | WeightedSteps | DirectScore):
        return Fraction(value)
    if isinstance(criterion, Average):
        score = Levels(criterion.at).score(value, scale)
    elif isinstance(criterion, Mixed):
        score = criterion.score(StepsAndValue(len(criterion.steps), value), scale)
    else:
        score = criterion.score(claim, scale)
    return None if isinstance(score, Absent) else score


def store_history(frame: Frame, units: Mapping[str, Unit]) -> list[PastResult]:
    """Results and totals of the department in the three years before, by month."""
    results = [*_department_results(frame, units[frame.file.agreement.unit])]
    PastResult.objects.bulk_create(results, batch_size=2000)
    PastTotal.objects.bulk_create(_totals(frame, results), batch_size=2000)
    return results


def _department_results(frame: Frame, unit: Unit) -> Iterator[PastResult]:
    for indicator in frame.file.agreement.indicators:
        for year, value in frame.file.details[indicator.code].baseline.items():
            yield _result(frame, indicator, unit, year, 0, value)
            if indicator.starts == LAST_ROUND:
                continue
            for month, permille in enumerate(_shape(indicator.code, year), start=1):
                yield _result(frame, indicator, unit, year, month, _part_of(indicator, value, permille))


def _shape(code: str, year: int) -> tuple[int, ...]:
    """How far an indicator was in each month of a year; never further than in the month after."""
    if year not in OTHER_YEARS:
        return PERMILLE_OF_YEAR
    chance, shape = Random(f"{SEED}-shape-{code}-{year}"), OTHER_YEARS[year]
    apart = [permille + chance.randint(-PERMILLE_APART, PERMILLE_APART) for permille in shape[:-1]]
    return tuple(accumulate((*apart, shape[-1]), max))


def _part_of(indicator: Indicator, value: Decimal, permille: int) -> Decimal:
    part = value * permille / 1000
    if isinstance(indicator.criterion, Steps):
        return part.quantize(Decimal(1))
    return part.quantize(value)


def known_past(indicator: Indicator, file: AgreementFile) -> tuple[Criterion | None, Known]:
    """The years before of one indicator of the department, for the back-test; without a criterion they are scores."""
    by_points = not is_one_number(indicator.criterion)
    years = []
    for year, value in file.details[indicator.code].baseline.items():
        shape = () if indicator.starts == LAST_ROUND else _shape(indicator.code, year)
        parts = [_part_of(indicator, value, permille) for permille in shape]
        ends = [score_of(indicator, each, file.agreement.scale) if by_points else Fraction(each) for each in parts]
        months = {month: end for month, end in enumerate(ends, start=1) if end is not None}
        if months:
            years.append(PastYear(year, months, months[max(months)]))
    kind: Kind = "steps" if isinstance(indicator.criterion, Steps) else "moving" if by_points else "accumulating"
    return None if by_points else indicator.criterion, Known(kind, 1, {}, {}, tuple(years))


def department_months(file: AgreementFile) -> dict[tuple[str, int], list[int]]:
    """What the department came to by month in each year before, in basis points, of what its districts count."""
    found = {}
    for code in (*COUNTED, GROWING):
        indicator = file.agreement.indicator(code)
        assert indicator is not None  # the plan names indicators of the example
        for year, value in file.details[code].baseline.items():
            found[code, year] = [int(_part_of(indicator, value, part) * 100) for part in _shape(code, year)]
    return found


def _result(frame: Frame, indicator: Indicator, unit: Unit, year: int, month: int, value: Decimal) -> PastResult:
    score = score_of(indicator, value, frame.file.agreement.scale)
    return PastResult(
        indicator=frame.versions[indicator.code].indicator,
        unit=unit,
        year=year,
        month=month,
        value=value,
        score=None if score is None else round_half_up(score, PLACES),
    )


def _totals(frame: Frame, results: Iterable[PastResult]) -> list[PastTotal]:
    weights = {
        frame.versions[each.code].indicator_id: Fraction(each.weights[LAST_ROUND])
        for each in frame.file.agreement.indicators
    }
    sums: dict[tuple[int, int, int], tuple[Fraction, Fraction]] = {}
    for result in results:
        if result.score is not None:
            key, weight = (result.unit_id, result.year, result.month), weights[result.indicator_id]
            total, counted = sums.get(key, (Fraction(0), Fraction(0)))
            sums[key] = total + weight * Fraction(result.score), counted + weight
    return [
        PastTotal(unit_id=unit, year=year, month=month, total=round_half_up(total / counted, PLACES))
        for (unit, year, month), (total, counted) in sums.items()
    ]


def store_changes(frame: Frame, month: int) -> None:
    """A few changes of the last seven days that end at the totals as they are now."""
    agreement = frame.agreements[frame.file.agreement.unit]
    total = Total.objects.filter(agreement=agreement, month=month).first()
    if total is None or total.exact is None:
        return
    after = Fraction(total.exact)
    rows = []
    for code, days, difference in CHANGED:
        change = _change(frame, agreement, month, code, Decimal(difference))
        if change is None:
            continue
        lost = _effect(frame, change, code, total)
        change.at = START - timedelta(days=days, hours=1)
        change.total_after, change.total_before = round_half_up(after, PLACES), round_half_up(after - lost, PLACES)
        after -= lost
        rows.append(change)
    ScoreChange.objects.bulk_create(reversed(rows))


def _change(frame: Frame, agreement: Agreement, month: int, code: str, difference: Decimal) -> ScoreChange | None:
    score = Score.objects.filter(item__agreement=agreement, item__indicator__code=code, month=month).first()
    indicator = frame.file.agreement.indicator(code)
    if score is None or score.exact is None or indicator is None:
        return None
    scale = frame.file.agreement.scale
    before = after = None
    exact = Fraction(score.exact) + Fraction(difference)
    if score.result is not None:
        after = Fraction(score.result)
        before = after + Fraction(difference)
        earlier = score_of(indicator, round_half_up(before, PLACES), scale)
        exact = Fraction(score.exact) if earlier is None else earlier
    return ScoreChange(
        item_id=score.item_id,
        month=month,
        result_before=before,
        result_after=after,
        score_before=round_half_up(exact, PLACES),
        score_after=score.shown,
    )


def _effect(frame: Frame, change: ScoreChange, code: str, total: Total) -> Fraction:
    indicator = frame.file.agreement.indicator(code)
    assert indicator is not None  # the change was made from it
    assert change.score_after is not None
    assert change.score_before is not None
    weight = Fraction(indicator.weights[9]) / Fraction(total.counted_weight)
    return (Fraction(change.score_after) - Fraction(change.score_before)) * weight
