"""Makes the folder of a demo with a small department in it: run as `python -m tests.flows.nation FOLDER`.

Two indicators of fiscal year 2555 with a year of results: what the next year is negotiated from.
"""

import os
import secrets
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import django

from rabrong.audit.heads import new_private_key

if TYPE_CHECKING:
    from rabrong.org.models import Unit
    from tests.nation import Nation

SETTINGS = "rabrong.config.settings.demo"


def main(folder: Path) -> None:
    """Tables, the department, its people and its numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secret").write_text(secrets.token_urlsafe(48), encoding="ascii")
    (folder / "audit-key.pem").write_text(new_private_key(), encoding="ascii")
    os.environ |= {"RABRONG_DATA": str(folder), "DJANGO_SETTINGS_MODULE": SETTINGS}
    django.setup(set_prefix=False)
    from django.core.management import call_command  # noqa: PLC0415  after setup

    call_command("migrate", verbosity=0, interactive=False)
    _fill()


def _fill() -> None:
    from rabrong.agreements.models import AmendmentReason, Deadline, Year  # noqa: PLC0415  models need setup
    from rabrong.demo.loading import LOADER  # noqa: PLC0415  as above
    from rabrong.demo.models import Mark  # noqa: PLC0415  as above
    from rabrong.results.scores import rebuild  # noqa: PLC0415  as above
    from tests.nation import NOW, YEAR, build_nation  # noqa: PLC0415  as above

    nation = build_nation()
    _word(nation.units)
    _people(nation.units)
    _report(nation)
    Year.objects.update(appeal_days=15, details_decided_by="สำนักงาน ก.พ.ร.")
    Deadline.objects.create(
        year_id=YEAR, code="change_details", name="วันสุดท้ายที่ขอเปลี่ยนแปลงรายละเอียดตัวชี้วัด", on=date(2012, 4, 2)
    )
    AmendmentReason.objects.create(year_id=YEAR, code="disaster", text="ภัยพิบัติทำให้ดำเนินงานตามแผนไม่ได้", position=1)
    rebuild(YEAR, until_month=12, now=NOW)
    Mark.objects.create(loaded=LOADER, now=NOW)


def _word(units: "dict[str, Unit]") -> None:
    """Names as people read them; weights of 100."""
    from rabrong.agreements.models import Agreement, Aspect, IndicatorVersion, Item  # noqa: PLC0415  models need setup
    from rabrong.org.models import Unit, UnitVersion  # noqa: PLC0415  as above

    for model in (Unit, UnitVersion):
        code = "code" if model is Unit else "unit__code"
        model.objects.filter(**{code: "cdd"}).update(name="กรมพัฒนาตัวอย่าง")
        model.objects.filter(**{code: "กผ"}).update(name="กองแผนงาน")
    Agreement.objects.filter(unit__code="cdd").update(superior_name="กระทรวงตัวอย่าง")
    Aspect.objects.update(name="ประสิทธิผล", weights=dict.fromkeys(("6", "9", "12"), "100"))
    known = {
        "4.3": ("1", "ร้อยละของครัวเรือนเป้าหมายที่มีรายได้ผ่านเกณฑ์", "ร้อยละ", "60", "75"),
        "8": ("2", "ระดับความสำเร็จของการจัดทำต้นทุนต่อหน่วยผลผลิต", "ขั้นตอน", "40", "4"),
    }
    for position, (old, (new, name, measure, weight, target)) in enumerate(known.items(), start=1):
        version = IndicatorVersion.objects.get(code=old)
        version.code, version.name, version.measure, version.position = new, name, measure, position
        version.evidence, version.responsible = ["รายงานผลการดำเนินงาน"], units["กผ"]
        version.save()
        item = Item.objects.get(agreement__unit__code="cdd", indicator=version)
        item.weights, item.target = dict.fromkeys(("6", "9", "12"), weight), Decimal(target)
        item.save()


def _people(units: "dict[str, Unit]") -> None:
    """Those the demo has doors for: the heads of department and bureau, a province, a district."""
    from rabrong.org.actions.founding import NewPerson, take_in_people  # noqa: PLC0415  models need setup
    from rabrong.org.models import PersonStatus, Role  # noqa: PLC0415  as above
    from tests.nation import STARTS  # noqa: PLC0415  as above

    new = [
        NewPerson("executive", "cdd", "อธิบดีกรมพัฒนาตัวอย่าง", name="นางสาวกตัญญู ศรีญี่ปุ่น", roles=((Role.EXECUTIVE, "cdd"),)),
        NewPerson("province-12", "12", "คณะทำงานจังหวัด", name="นางจังหวัด ตัวอย่าง", roles=((Role.WORKING_GROUP, "12"),)),
        NewPerson("district-1201", "1201", "พัฒนาการอำเภอ", name="นายอำเภอ ตัวอย่าง", roles=((Role.KEEPER, "1201"),)),
        NewPerson("director-สสช", "กผ", "ผู้อำนวยการกองแผนงาน", name="นายวางแผน ดี", roles=((Role.DIRECTOR, "กผ"),)),
    ]
    take_in_people(new, units, starts=STARTS, status=PersonStatus.ACTIVE)


def _report(nation: "Nation") -> None:
    """Two districts: 30 of 50 and 45 of 50 households, so 75 %; three of five steps."""
    from rabrong.results.models import Entry  # noqa: PLC0415  models need setup
    from tests.nation import NOW  # noqa: PLC0415  as above

    rows = [("1101", "4.3", "ก", 30), ("1101", "4.3", "ข", 50), ("1201", "4.3", "ก", 45), ("1201", "4.3", "ข", 50)]
    for unit, indicator, cell, value in [*rows, ("กผ", "8", "result", 3)]:
        Entry.objects.create(
            unit=nation.units[unit],
            indicator=nation.indicators[indicator],
            cell=cell,
            month=1,
            version=1,
            value=Decimal(value),
            by=nation.people[unit],
            at=NOW,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
