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


@dataclass(frozen=True, slots=True)
class DoorGroup:
    """Doors that belong together."""

    name: str | Promise
    doors: tuple[Door, ...]


DEPARTMENT_PAGE, UNITS_PAGE, WORK_PAGE = "/2555/unit/cdd/", "/2555/units/", "/2555/work/"
LEADING = (
    Door("psdg", "psdg", _("กพร."), _("ทั้งกรม สถานะการรายงาน ความไม่สอดคล้อง"), "/2555/console/"),
    Door("executive", "executive", _("ผู้บริหาร"), _("คะแนนของกรมในหน้าเดียว"), DEPARTMENT_PAGE),
    Door("deputy", "deputy-1", _("รองอธิบดี"), _("สำนักและเขตตรวจราชการในสายกำกับดูแล"), "/2555/line/deputy-1/"),
    Door("inspector", "inspector-1", _("ผู้ตรวจราชการกรม"), _("จังหวัดในเขตที่กำกับดูแล"), "/2555/unit/r1/"),
    Door("assessor", "assessor", _("ผู้ตรวจประเมิน"), _("ทั้งกรม ในช่วงวันที่ได้รับแต่งตั้ง"), DEPARTMENT_PAGE),
)
REPORTING = (
    Door("director", "director-สสช", _("ผู้อำนวยการสำนัก"), _("ตัวชี้วัดที่สำนักเป็นเจ้าภาพ"), "/2555/unit/สสช/"),
    Door("supervisor", "supervisor-สทอ", _("ผู้กำกับดูแลตัวชี้วัด"), _("รายงานที่รออนุมัติของตัวชี้วัดที่กำกับ"), "/2555/approvals/"),
    Door("keeper", "keeper-สสช", _("ผู้จัดเก็บข้อมูลของสำนัก"), _("กรอกผลของตัวชี้วัดที่สำนักเป็นเจ้าภาพ"), WORK_PAGE),
    Door("province", "province-12", _("จังหวัด"), _("คะแนนของจังหวัดและอำเภอ"), "/2555/unit/12/"),
    Door("district", "district-1201", _("อำเภอ"), _("กรอกผลของเดือนนี้"), WORK_PAGE),
)
GROUPS = (DoorGroup(_("กำกับและประเมิน"), LEADING), DoorGroup(_("รับผิดชอบและรายงานผล"), REPORTING))
DOORS = (*LEADING, *REPORTING)


def door_of(role: str) -> Door | None:
    """The door of that role."""
    return next((door for door in DOORS if door.role == role), None)
