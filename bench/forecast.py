"""How far forecasts are off: the example's past years, which are generated, and hand-made ones with known answers; of
the department, its provinces and its districts.

Each past year is forecast from the others as of every month; the error is the distance in points of what was expected
from what came, the hits are how often the range contained it.
"""

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import timed, timing_line
from rabrong.scoring.absence import Absent
from rabrong.scoring.criteria import Criterion, Levels
from rabrong.scoring.forecast import BackTest, Known, PastYear, Trial, back_test, forecast
from rabrong.scoring.scale import Scale

if TYPE_CHECKING:
    from rabrong.agreement_file.document import AgreementFile
    from rabrong.demo.past_years import UnitYear

MONTHS = range(1, 12)
SHOWN = (3, 6, 8, 10)
PROVINCE_CODE = 2
"""Digits of a province's code; a district's has four."""

FIVE = Scale(tuple(map(Decimal, range(1, 6))))
LEVELS = Levels(tuple(map(Decimal, (60, 65, 70, 75, 80))))
KINDS = {"accumulating": "share of the year", "moving": "change to the end", "steps": "steps to the end"}

ALIKE = ((10, 20, 30, 40, 50, 60, 65, 70, 72, 74, 77, 80), (9, 18, 27, 36, 45, 54, 58.5, 63, 64.8, 66.6, 69.3, 72))
"""Two years of one shape, the second nine tenths of the first: nothing is to be off."""

APART = ((40, 80), (36, 90), (42, 70))
"""March and September: off by 10/3, 24 and 49/2 as results; 1/3, 2.4 and 2.45 as points of 60 to 100."""


def measure_forecasts() -> None:
    """Print the errors and what a department's forecasts cost."""
    print(f"{'forecast, back-tested on past years':<58}{'off by':>10}{'held':>10}{'runs':>6}")
    alike = tuple(
        PastYear(2553 + at, {month: Fraction(str(value)) for month, value in enumerate(row, 1)}, Fraction(str(row[-1])))
        for at, row in enumerate(ALIKE)
    )
    third = PastYear(2555, alike[0].months, alike[0].end)
    _line("hand-made, all years alike: 0 expected", _tested(Known("accumulating", 6, {}, {}, (*alike, third)), LEVELS))
    apart = tuple(PastYear(2552 + at, {6: Fraction(now)}, Fraction(end)) for at, (now, end) in enumerate(APART))
    hundred = Levels(tuple(map(Decimal, (60, 70, 80, 90, 100))))
    _line("hand-made, March only: 1.7278 expected", _tested(Known("accumulating", 6, {}, {}, apart), hundred))
    _example()


def _example() -> None:
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder:
        (Path(folder) / "secret").write_text("bench", encoding="ascii")
        os.environ |= {"RABRONG_DATA": folder, "DJANGO_SETTINGS_MODULE": "rabrong.config.settings.demo"}
        import django  # noqa: PLC0415  the settings come first

        django.setup(set_prefix=False)
    from rabrong.demo.history import known_past  # noqa: PLC0415  its models need setup
    from rabrong.demo.source import example  # noqa: PLC0415  as the demo loads it

    file = example()
    known = [known_past(each, file) for each in file.agreement.indicators]
    trials: dict[str, list[Trial]] = {}
    for criterion, past in known:
        trials.setdefault(past.kind, []).extend(_tested(past, criterion).trials)
    for kind, found in trials.items():
        _line(f"example (generated), {KINDS[kind]}, all months", BackTest(tuple(found)))
    every = [trial for found in trials.values() for trial in found]
    for month in SHOWN:
        _line(f"example (generated), as of month {month}", _of_month(every, month))
    _below(file)
    jobs = [replace(past, month=8, months=past.past[-1].months) for _, past in known if past.past]
    print(timing_line(timed("forecasts of a department's indicators", lambda: _all(jobs), aim_ms=5)))


def _below(file: "AgreementFile") -> None:
    """Of provinces as of every month, of districts as of the months shown, for there are 7,000 of their indicators."""
    from rabrong.demo.past_below import known_past_below, past_below  # noqa: PLC0415  its models need setup

    found: dict[tuple[str, str], list[UnitYear]] = {}
    for each in past_below(file):
        found.setdefault((each.unit, each.indicator), []).append(each)
    trials: dict[str, list[Trial]] = {"provinces": [], "districts": []}
    for (unit, code), years in found.items():
        indicator = file.agreement.indicator(code)
        assert indicator is not None  # they were made from the example's indicators
        criterion, known = known_past_below(indicator, years)
        kind, months = ("provinces", MONTHS) if len(unit) == PROVINCE_CODE else ("districts", SHOWN)
        trials[kind].extend(_tested(known, criterion, months).trials)
    for kind, tested in trials.items():
        _line(
            f"{kind} (generated), all months" if kind == "provinces" else f"{kind} (generated)", BackTest(tuple(tested))
        )
        for month in SHOWN:
            _line(f"{kind} (generated), as of month {month}", _of_month(tested, month))


def _all(jobs: Sequence[Known]) -> None:
    for known in jobs:
        forecast(known)


def _tested(known: Known, criterion: Criterion | None, months: Iterable[int] = MONTHS) -> BackTest:
    def points(value: Fraction) -> Fraction:
        score = value if criterion is None else criterion.score(value, FIVE)
        return Fraction(0) if isinstance(score, Absent) else score

    return back_test(known, months, points)


def _of_month(trials: Iterable[Trial], month: int) -> BackTest:
    return BackTest(tuple(trial for trial in trials if trial.month == month))


def _line(job: str, tested: BackTest) -> None:
    error, count = tested.score_error, len(tested.trials)
    if error is not None:
        print(f"{job:<58}{float(error):>10.4f}{100 * tested.held / count:>9.0f}%{count:>6}")


if __name__ == "__main__":
    measure_forecasts()
