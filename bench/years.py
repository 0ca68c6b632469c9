"""Opening a year by copying 21 indicators, with the results of the whole example, and the lint of that agreement."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from bench.measure import timed, timing_line

INDICATORS = 21
OPENING_AIM_MS, LINT_AIM_MS = 1000, 200


def measure_years() -> None:
    """Print the lines; the example is loaded into a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder, example(Path(folder)):
        add_indicators()
        numbers = count(2600)
        opening = timed(
            f"a year opened by copying {INDICATORS} indicators",
            lambda: _open(next(numbers)),
            runs=10,
            aim_ms=OPENING_AIM_MS,
        )
        print(timing_line(opening))
        print(timing_line(timed("lint of a full agreement", _lint, runs=20, aim_ms=LINT_AIM_MS)))


@contextmanager
def example(folder: Path) -> Iterator[None]:
    """The example loaded into a folder, as long as it is needed."""
    (folder / "secret").write_text("bench", encoding="ascii")
    os.environ |= {"RABRONG_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "rabrong.config.settings.demo"}
    import django  # noqa: PLC0415  the settings come first

    django.setup(set_prefix=False)
    from django.core.management import call_command  # noqa: PLC0415  models need setup
    from django.db import connections  # noqa: PLC0415  models need setup

    from rabrong.demo.loading import load_example  # noqa: PLC0415  models need setup

    call_command("migrate", verbosity=0, interactive=False)
    load_example()
    yield
    connections.close_all()


def add_indicators() -> None:
    """The example has fewer."""
    from rabrong.agreements.models import Indicator, IndicatorVersion, Item  # noqa: PLC0415  models need setup
    from rabrong.agreements.queries.years import lead_agreement  # noqa: PLC0415  models need setup

    agreement = lead_agreement(2555)
    assert agreement is not None
    IndicatorVersion.objects.filter(year=2555).update(cancelled=None)
    first = IndicatorVersion.objects.filter(year=2555, code="4.3").get()
    here = IndicatorVersion.objects.filter(year=2555).count()
    for number in range(here + 1, INDICATORS + 1):
        indicator = Indicator.objects.create(key=f"bench-{number}")
        first.pk, first.code, first.position, first.indicator = None, f"b{number}", number, indicator
        first.save()
        Item.objects.create(agreement=agreement, indicator=first, weights=dict.fromkeys(("6", "9", "12"), "1"))


def _open(number: int) -> None:
    from django.db import transaction  # noqa: PLC0415  models need setup

    from rabrong.agreements.actions.copying import copy_year  # noqa: PLC0415  models need setup
    from rabrong.agreements.models import Year  # noqa: PLC0415  models need setup
    from rabrong.config.opening import STAGES  # noqa: PLC0415  models need setup
    from rabrong.demo.clock import START  # noqa: PLC0415  models need setup
    from rabrong.org.models import Person  # noqa: PLC0415  models need setup
    from rabrong.org.queries import actor_of  # noqa: PLC0415  models need setup

    with transaction.atomic():
        by = actor_of(Person.objects.get(code="psdg"), START)
        old = Year.objects.get(pk=2555)
        assert isinstance(copy_year(old, number, by=by, now=START, carry_on=STAGES.later.carry_on), Year)
        transaction.set_rollback(True)


def _lint() -> None:
    from rabrong.agreements.queries.checking import doubts_of  # noqa: PLC0415  models need setup
    from rabrong.agreements.queries.years import lead_agreement  # noqa: PLC0415  models need setup
    from rabrong.assignments.exchange import owners_of  # noqa: PLC0415  models need setup

    agreement = lead_agreement(2555)
    assert agreement is not None
    assert doubts_of(agreement, owners_of)


if __name__ == "__main__":
    measure_years()
