"""Who can be signed in as in the demo: positions, and where each begins."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Door:
    """One button of the sign-in page: `person` is the code of a Person, `role` what is sent."""

    role: str
    person: str
    label: str | Promise
    sees: str | Promise
    start: str


DEPARTMENT_PAGE = "/2555/unit/cdd/"
DOORS = (
    Door("psdg", "psdg", _("กพร."), _("ทั้งกรม สถานะการรายงาน ความไม่สอดคล้อง"), DEPARTMENT_PAGE),
    Door("executive", "executive", _("ผู้บริหาร"), _("คะแนนของกรมในหน้าเดียว"), DEPARTMENT_PAGE),
    Door("inspector", "inspector-1", _("ผู้ตรวจราชการกรม"), _("จังหวัดในเขตที่กำกับดูแล"), "/2555/unit/r1/"),
    Door("director", "director-สสช", _("ผู้อำนวยการสำนัก"), _("ตัวชี้วัดที่สำนักเป็นเจ้าภาพ"), "/2555/unit/สสช/"),
    Door("province", "province-12", _("จังหวัด"), _("คะแนนของจังหวัดและอำเภอ"), "/2555/unit/12/"),
    Door("district", "district-1201", _("อำเภอ"), _("กรอกผลของเดือนนี้"), "/2555/unit/1201/"),
)


def door_of(role: str) -> Door | None:
    """The door of that role."""
    return next((door for door in DOORS if door.role == role), None)
