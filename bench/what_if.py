"""What-if while typing at the negotiation table: the whole answer for 21 indicators, three past years, two parties."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.measure import timed, timing_line

if TYPE_CHECKING:
    from rabrong.agreements.models import Agreement, Aspect, IndicatorVersion

INDICATORS = 21
AIM_MS = 100
YEAR = 2556
FORM = "application/x-www-form-urlencoded"
WHAT_IF = f"/{YEAR}/agreement/cdd/negotiation/what-if/"


def measure_what_if() -> None:
    """Print the line; what is measured is made in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rabrong-bench-") as folder, _database(Path(folder)):
        from django.test import Client  # noqa: PLC0415  models need setup

        from rabrong.org.models import Person  # noqa: PLC0415  models need setup

        typed = urlencode(_negotiation(), doseq=True)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(Person.objects.get(code="psdg"), backend="django.contrib.auth.backends.ModelBackend")

        def answer() -> None:
            assert client.post(WHAT_IF, typed, content_type=FORM).status_code == 200

        job = f"what-if answer, {INDICATORS} indicators x 3 years x 2 parties"
        print(timing_line(timed(job, answer, runs=40, aim_ms=AIM_MS)))


@contextmanager
def _database(folder: Path) -> Iterator[None]:
    (folder / "secret").write_text("bench", encoding="ascii")
    os.environ |= {"RABRONG_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "rabrong.config.settings.demo"}
    import django  # noqa: PLC0415  the settings come first

    django.setup(set_prefix=False)
    from django.core.management import call_command  # noqa: PLC0415  models need setup
    from django.db import connections  # noqa: PLC0415  models need setup

    call_command("migrate", verbosity=0, interactive=False)
    yield
    connections.close_all()


def _negotiation() -> dict[str, object]:
    """A department, its indicators with their past, offers of both parties; answers with the table as typed."""
    from rabrong.agreements.models import Agreement, AgreementState, Aspect, Band, Item, Year  # noqa: PLC0415
    from rabrong.demo.clock import START  # noqa: PLC0415  models need setup
    from rabrong.demo.models import Mark  # noqa: PLC0415
    from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, take_in_people  # noqa: PLC0415
    from rabrong.org.models import PersonStatus, Role, UnitKind  # noqa: PLC0415

    starts = date(2008, 10, 1)
    units = found_units([NewUnit("cdd", UnitKind.DEPARTMENT, "กรม")], starts=starts, department="cdd")
    psdg = NewPerson("psdg", "cdd", "กพร.", roles=((Role.PSDG, "cdd"),))
    take_in_people([psdg], units, starts=starts, status=PersonStatus.ACTIVE)
    Mark.objects.create(loaded="bench", now=START)
    year = Year.objects.create(year=YEAR, points=["1", "2", "3", "4", "5"])
    for position, upto in enumerate(("1.4999", "2.4999", "3.4999", "4.4999", None)):
        Band.objects.create(year=year, position=position, upto=None if upto is None else Decimal(upto), name="band")
    aspect = Aspect.objects.create(year=year, code="all", name="all", position=0)
    agreement = Agreement.objects.create(year=year, unit=units["cdd"], state=AgreementState.NEGOTIATING)
    typed: dict[str, object] = {"side": "department"}
    for number in range(INDICATORS):
        version = _indicator(number, aspect, agreement)
        Item.objects.create(agreement=agreement, indicator=version, weights=dict.fromkeys(("6", "9", "12"), "4"))
        typed[f"at-{version.pk}"] = ["60", "65", "71", "75", str(80 + number)]
        typed |= {f"weight-{version.pk}": "5", f"target-{version.pk}": "70", f"seen-{version.pk}": "2"}
    return typed


def _indicator(number: int, aspect: "Aspect", agreement: "Agreement") -> "IndicatorVersion":
    from rabrong.agreements.models import (  # noqa: PLC0415  models need setup
        Indicator,
        IndicatorVersion,
        Meeting,
        MeetingKind,
        Offer,
        PastResult,
        Side,
    )
    from rabrong.demo.clock import START  # noqa: PLC0415  models need setup
    from rabrong.org.models import Person  # noqa: PLC0415  models need setup

    by = Person.objects.get(code="psdg")
    indicator = Indicator.objects.create(key=f"bench-{number}")
    version = IndicatorVersion.objects.create(
        indicator=indicator,
        year_id=YEAR,
        code=str(number),
        name=f"ร้อยละของเป้าหมายที่ {number}",
        aspect=aspect,
        position=number,
        criteria={"kind": "levels", "at": ["60", "65", "70", "75", "80"]},
    )
    for past in range(1, 5):
        value = Decimal(60 + number + 3 * (4 - past))
        PastResult.objects.create(indicator=indicator, unit=agreement.unit, year=YEAR - past, value=value)
    meeting = Meeting.objects.get_or_create(
        agreement=agreement,
        kind=MeetingKind.INFORMAL,
        defaults={"with_whom": "ก.พ.ร.", "on": START.date(), "by": by, "at": START},
    )[0]
    for at, side in enumerate((Side.DEPARTMENT, Side.OPDC), start=1):
        Offer.objects.create(
            agreement=agreement,
            indicator=version,
            number=at,
            meeting=meeting,
            side=side,
            wording=version.name,
            weight=Decimal(3 + at),
            criteria={"kind": "levels", "at": [str(55 + 5 * (each + at)) for each in range(5)]},
            by=by,
            at=START,
        )
    return version


if __name__ == "__main__":
    measure_what_if()
