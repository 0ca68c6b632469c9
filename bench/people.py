"""Units and people at the size of a department: 971 units, 5,000 people. Search, pages, and an import of 5,000 rows.

A process of its own, `python -m bench.people`: the database it works on is chosen once.
"""

import os
from collections.abc import Callable
from datetime import date, datetime
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.measure import timed, timing_line

if TYPE_CHECKING:
    from django.test import Client

    from rabrong.org.actor import Actor
    from rabrong.org.importing.plan import File

PEOPLE = 5000
SEARCH_AIM_MS, PAGE_AIM_MS, IMPORT_AIM_MS = 50, 200, 10_000
TYPED = ("เมือง", "นนท", "พัฒนาการ", "12", "บาง", "สมศ", "person-43", "เจ้าหน้าที่ 4321", "ก")
PAGES = ("/organisation/", "/organisation/?q=เมือง", "/people/", "/people/?q=เมือง", "/roles/?rows=people")
HEADS = ("ชื่อเข้าใช้", "ชื่อ–สกุล", "ตำแหน่ง", "รหัสหน่วย", "โทรศัพท์", "อีเมล", "บทบาท")
STARTS = date(2011, 10, 1)
BUREAUS = 15


def measure_people() -> None:
    """Print the lines; what is made lies in a database that is removed afterwards."""
    with TemporaryDirectory(prefix="rabrong-bench-") as folder:
        set_up(Path(folder))
        actor = _administrator()
        file = _file()
        print(timing_line(timed("dry run of a sheet of 5,000 people", _dry_run(file, actor), runs=3)))
        print(timing_line(timed("the sheet taken in", _rolled_back(file, actor), runs=3, aim_ms=IMPORT_AIM_MS)))
        _take_in(file, actor)
        print(timing_line(timed("the same sheet again, nothing to do", _dry_run(file, actor), runs=3)))
        client, typed = _client(actor), cycle(TYPED)
        job = "search as you type, 971 units and 5,000 people"
        print(timing_line(timed(job, lambda: _get(client, f"/search/?q={next(typed)}"), runs=90, aim_ms=SEARCH_AIM_MS)))
        for address in PAGES:
            print(timing_line(timed(f"page {address}", _opened(client, address), runs=20, aim_ms=PAGE_AIM_MS)))


def set_up(folder: Path) -> None:
    """Settings of the demo, with an empty database in a folder."""
    (folder / "secret").write_text("s" * 64, encoding="ascii")
    os.environ |= {"RABRONG_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "rabrong.config.settings.demo"}
    import django  # noqa: PLC0415  settings must be chosen first
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django.setup(set_prefix=False)
    call_command("migrate", verbosity=0)


def _administrator() -> "Actor":
    """Of a department with 15 bureaus, 76 provinces and 878 districts."""
    from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, take_in_people  # noqa: PLC0415
    from rabrong.org.importing.geography import load_provinces  # noqa: PLC0415
    from rabrong.org.models import PersonStatus, Role, UnitKind  # noqa: PLC0415
    from rabrong.org.queries import actor_of  # noqa: PLC0415

    new = [NewUnit("cdd", UnitKind.DEPARTMENT, "กรมตัวอย่าง")]
    new += [NewUnit(f"b{at}", UnitKind.BUREAU, f"สำนัก {at}", parent="cdd") for at in range(BUREAUS)]
    units = found_units(new, starts=STARTS, department="cdd")
    psdg = NewPerson("psdg", "cdd", "ผอ.กพร.", roles=((Role.PSDG, "cdd"),))
    people = take_in_people([psdg], units, starts=STARTS, status=PersonStatus.ACTIVE)
    actor = actor_of(people["psdg"], _now())
    load_provinces(units["cdd"], on=STARTS, by=actor, now=_now())
    return actor


def _now() -> datetime:
    from rabrong.demo.clock import START  # noqa: PLC0415  models need settings

    return START


def _file() -> "File":
    from rabrong.org.importing.plan import File  # noqa: PLC0415
    from rabrong.org.models import Unit  # noqa: PLC0415
    from rabrong.paper.sheets.writing import Column, Table, excel_of  # noqa: PLC0415

    codes = list(Unit.objects.filter(kind__in=("province", "district", "bureau")).values_list("code", flat=True))
    rows = (
        (
            f"person-{at}",
            f"สมศรี {at}",
            f"เจ้าหน้าที่ {at}",
            codes[at % len(codes)],
            "0 2141 6000",
            f"p{at}@example.go.th",
            "ผู้เข้าดู",
        )
        for at in range(PEOPLE)
    )
    return File("people.xlsx", excel_of(Table("people", [Column(head) for head in HEADS], rows)))


def _dry_run(file: "File", actor: "Actor") -> Callable[[], object]:
    from rabrong.org.importing.plan import AsOf  # noqa: PLC0415
    from rabrong.org.importing.taking_in import Checked, check_file  # noqa: PLC0415

    def check() -> None:
        checked = check_file("people", file, AsOf(STARTS, actor.today, "cdd"))
        assert isinstance(checked, Checked)
        assert checked.plan.is_good

    return check


def _rolled_back(file: "File", actor: "Actor") -> Callable[[], object]:
    """Taken in and given back, so that every run finds the same."""
    from django.db import transaction  # noqa: PLC0415

    def take_in() -> None:
        with transaction.atomic():
            _take_in(file, actor)
            transaction.set_rollback(True)

    return take_in


def _take_in(file: "File", actor: "Actor") -> None:
    from rabrong.org.importing.taking_in import take_in_file  # noqa: PLC0415

    take_in_file("people", file, on=STARTS, by=actor, now=actor.now, rescore=_never)


def _never(_day: date, _now: datetime) -> None:
    """People move no numbers."""


def _client(actor: "Actor") -> "Client":
    from django.test import Client  # noqa: PLC0415  settings must be chosen first

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(actor.person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _get(client: "Client", address: str) -> None:
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 200


def _opened(client: "Client", address: str) -> Callable[[], object]:
    def open_page() -> None:
        assert client.get(address).status_code == 200

    return open_page


if __name__ == "__main__":
    measure_people()
