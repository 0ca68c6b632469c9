"""Monthly plans of the example: of the department and the provinces, to their targets along the shape of past years."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction

from rabrong.agreements.models import PastResult
from rabrong.demo.frame import Frame
from rabrong.demo.history import score_of
from rabrong.demo.plan import COUNTED, GROWING, TARGETS
from rabrong.org.models import Person, Unit, UnitKind
from rabrong.results.forecasts.one_number import is_one_number
from rabrong.results.models import Trajectory
from rabrong.scoring.agreement import Indicator
from rabrong.scoring.criteria import Steps
from rabrong.scoring.exact import plain, round_half_up
from rabrong.scoring.forecast import Kind, PastYear, proposed_plan

MADE_AT = datetime(2011, 12, 20, 3, 0, tzinfo=UTC)
PLACES = 2


def store_trajectories(
    frame: Frame, units: Mapping[str, Unit], people: Mapping[str, Person], past: Iterable[PastResult]
) -> None:
    """One plan for each indicator that is reported by month; `past` are the results of the years before."""
    kept = [row for row in past if row.unit_id == units[frame.file.agreement.unit].pk]
    months = dict(_plans(frame, kept))
    provinces = [unit for unit in units.values() if unit.kind == UnitKind.PROVINCE]
    wanted = [(units[frame.file.agreement.unit], code) for code in months]
    wanted += [(unit, code) for unit in provinces for code in (*COUNTED, GROWING)]
    Trajectory.objects.bulk_create(
        [
            Trajectory(
                unit=unit,
                indicator=frame.versions[code],
                version=1,
                months=months[code],
                by=people["psdg"],
                at=MADE_AT,
            )
            for unit, code in wanted
        ],
        batch_size=1000,
    )


def _plans(frame: Frame, past: Iterable[PastResult]) -> Iterator[tuple[str, list[str]]]:
    by_indicator: dict[int, list[PastResult]] = {}
    for row in past:
        by_indicator.setdefault(row.indicator_id, []).append(row)
    for code, target in TARGETS.items():
        indicator = frame.file.agreement.indicator(code)
        assert indicator is not None  # targets are of the example's indicators
        rows = by_indicator.get(frame.versions[code].indicator_id, [])
        years = _years(rows, by_points=not is_one_number(indicator.criterion))
        if indicator.cancelled is None and years:
            plan = proposed_plan(_kind(indicator), years, _end(frame, indicator, target))
            places = 0 if isinstance(indicator.criterion, Steps) else PLACES
            yield code, [plain(round_half_up(value, places)) for value in plan]


def _end(frame: Frame, indicator: Indicator, target: str) -> Fraction:
    """The target as it is planned: a result, or its points."""
    if is_one_number(indicator.criterion):
        return Fraction(target)
    points = score_of(indicator, round_half_up(Fraction(target), PLACES), frame.file.agreement.scale)
    assert points is not None  # targets of the example can be scored
    return points


def _kind(indicator: Indicator) -> Kind:
    if isinstance(indicator.criterion, Steps):
        return "steps"
    return "accumulating" if is_one_number(indicator.criterion) and indicator.code != GROWING else "moving"


def _years(rows: Iterable[PastResult], *, by_points: bool) -> list[PastYear]:
    """Years that are kept by month."""
    found: dict[int, dict[int, Fraction]] = {}
    for row in rows:
        value = row.score if by_points else row.value
        if value is not None:
            found.setdefault(row.year, {})[row.month] = Fraction(value)
    return [
        PastYear(year, {month: value for month, value in months.items() if month}, months[0])
        for year, months in sorted(found.items())
        if len(months) > 1
    ]
