"""Units, people and memberships from sheets: every fault by cell, all or nothing, safe to repeat, one record."""

from datetime import date, datetime

import pytest
from django.test import override_settings

from rabrong.audit.models import Event, PersonalValue
from rabrong.org.actions.founding import NewPerson, NewUnit, found_units, take_in_people
from rabrong.org.citizen import citizen_hash
from rabrong.org.importing.plan import File
from rabrong.org.importing.taking_in import Checked, Kind, take_in_file
from rabrong.org.importing.wording import SENTENCES, problem_words
from rabrong.org.importing.workbooks import annotated, template_of
from rabrong.org.models import (
    Membership,
    Person,
    PersonStatus,
    Position,
    Role,
    RoleAssignment,
    Unit,
    UnitKind,
    UnitVersion,
)
from rabrong.org.rules import Refusal
from rabrong.paper.sheets.cells import Sheet, Unreadable
from rabrong.paper.sheets.reading import read_sheet
from rabrong.paper.sheets.writing import Column, csv_of
from tests.nation import ENDS, NOW, STARTS, Nation, actor, build_nation

pytestmark = pytest.mark.django_db
ON = date(2012, 5, 1)
KEY = "k" * 32

Told = list[date]


@pytest.fixture
def nation() -> Nation:
    return build_nation()


def csv(heads: str, *rows: str) -> File:
    """A file of comma-separated words."""
    lines = [row.split(",") for row in rows]
    return File("a.csv", csv_of([Column(head) for head in heads.split(",")], lines))


def take_in(
    nation: Nation, kind: Kind, file: File, who: str = "psdg", told: Told | None = None
) -> Checked | Unreadable | Refusal:
    """What an import of that file by somebody comes to."""
    days: Told = [] if told is None else told

    def rescore(day: date, _now: datetime) -> None:
        days.append(day)

    return take_in_file(kind, file, on=ON, by=actor(nation.people[who]), now=NOW, rescore=rescore)


def checked(nation: Nation, kind: Kind, file: File, told: Told | None = None) -> Checked:
    """The same where it can be read."""
    done = take_in(nation, kind, file, told=told)
    assert isinstance(done, Checked), done
    return done


def faults(nation: Nation, kind: Kind, file: File) -> list[str]:
    """What is wrong, as "B3 code"; every fault has its sentence, and nothing was written."""
    before = _counts()
    done = checked(nation, kind, file)
    assert _counts() == before
    assert all("%" not in problem_words(problem) for problem in done.plan.problems)
    return [f"{problem.address} {problem.code}".strip() for problem in done.plan.problems]


def _counts() -> tuple[int, ...]:
    models = (Unit, UnitVersion, Person, Position, RoleAssignment, Membership, Event)
    return tuple(model.objects.count() for model in models)


UNITS = "รหัสหน่วย,ประเภท,ชื่อหน่วย,ชื่อย่อ,ชื่อภาษาอังกฤษ,รหัสหน่วยเหนือ,มีผลตั้งแต่,เลขที่คำสั่ง"


def test_units_are_founded_with_whatever_stands_above_them_in_the_file(nation: Nation) -> None:
    file = csv(
        UNITS,
        "1499,อำเภอ,บางบาล,,Bang Ban,14,,",
        "๑๔,province,พระนครศรีอยุธยา,อย.,Ayutthaya,cdd,1/4/2555,คำสั่งที่ 5/2555",
    )
    # The district begins after its province: a row without a day begins on the day of the import, 1 May.
    plan = checked(nation, "units", file).plan

    district = Unit.objects.select_related("parent").get(code="1499")
    assert (len(plan.new), plan.changed, plan.unchanged) == (2, (), 0)
    assert (district.name_en, district.starts, district.department) == ("Bang Ban", ON, "cdd")
    assert district.parent is not None
    assert (district.parent.code, district.parent.starts) == ("14", date(2012, 4, 1))
    assert UnitVersion.objects.get(unit__code="14").order_ref == "คำสั่งที่ 5/2555"


def test_a_repeated_import_changes_nothing(nation: Nation) -> None:
    file = csv(UNITS, "14,จังหวัด,อยุธยา,,,cdd,,", "11,จังหวัด,หน่วย 11,,,cdd,,")
    checked(nation, "units", file)
    before = _counts()
    plan = checked(nation, "units", file).plan

    assert (plan.new, plan.changed, plan.unchanged) == ((), (), 2)
    assert _counts() == before


def test_known_units_are_renamed_and_moved_from_a_day_on(nation: Nation) -> None:
    told: Told = []
    plan = checked(
        nation, "units", csv(UNITS, "1201,อำเภอ,ชื่อใหม่,,,13,,ประกาศ 9", "1202,อำเภอ,หน่วย 1202,,New,,,"), told
    ).plan

    versions = list(UnitVersion.objects.filter(unit__code="1201").values_list("name", "parent__code", "starts", "ends"))
    assert versions == [("หน่วย 1201", "12", STARTS, ON), ("ชื่อใหม่", "13", ON, None)]
    assert [line.code for line in plan.changed] == ["1201", "1202"]
    assert dict(plan.changed[0].after) == {"name": "ชื่อใหม่", "parent": "13"}
    assert Unit.objects.get(code="1201").search_text == "1201 ชื่อใหม่"
    assert Unit.objects.get(code="1202").parent == nation.units["12"]
    assert told == [ON]


def test_a_new_name_alone_moves_no_numbers(nation: Nation) -> None:
    told: Told = []
    checked(nation, "units", csv(UNITS, "1201,อำเภอ,ชื่อใหม่,,,,,"), told)

    assert told == []


def test_numbers_in_names_come_in_their_order(nation: Nation) -> None:
    checked(nation, "units", csv(UNITS, *(f"r{number},เขตตรวจราชการ,เขต {number},,,cdd,," for number in (10, 9, 11))))

    names = Unit.objects.filter(name__startswith="เขต ").order_by("sort_key").values_list("name", flat=True)
    assert list(names) == ["เขต 9", "เขต 10", "เขต 11"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",อำเภอ,ก,,,12,,", "A2 unit.no_code"),
        ("มี ช่องว่าง,อำเภอ,ก,,,12,,", "A2 unit.bad_code"),
        ("1299,เทศบาล,ก,,,12,,", "B2 kind.unknown"),
        ("1299,,ก,,,12,,", "B2 kind.unknown"),
        ("1299,อำเภอ,,,,12,,", "C2 unit.no_name"),
        (f"1299,อำเภอ,{'ก' * 201},,,12,,", "C2 cell.too_long"),
        ("1299,อำเภอ,ก,,,99,,", "F2 unit.unknown"),
        ("1299,อำเภอ,ก,,,,,", "F2 unit.no_parent"),
        ("1299,อำเภอ,ก,,,cdd,,", "F2 unit.wrong_place"),
        ("1299,อำเภอ,ก,,,12,30/4/2012,", "G2 date.other_era"),
        ("1299,อำเภอ,ก,,,12,2555-04-30,", "G2 date.other_era"),
        ("1299,อำเภอ,ก,,,12,31/4/2555,", "G2 date.no_such_day"),
        ("1299,อำเภอ,ก,,,12,พรุ่งนี้,", "G2 date.unreadable"),
        ("1299,อำเภอ,ก,,,12,1/1/2545,", "F2 unit.not_there_yet"),
        ("1201,จังหวัด,ก,,,cdd,,", "B2 unit.kind_differs"),
        ("1201,อำเภอ,ก,,,12,1/10/2551,", "G2 unit.later_change"),
        ("1201,อำเภอ,ก,,,12,16/5/2555,", "G2 unit.not_yet"),
        ("กผ,สำนัก,ก,,,กผ,,", "F2 unit.cycle"),
    ],
)
def test_every_fault_of_a_unit_is_named_with_its_cell(nation: Nation, row: str, fault: str) -> None:
    assert faults(nation, "units", csv(UNITS, row)) == [fault]


def test_a_code_is_there_once(nation: Nation) -> None:
    assert faults(nation, "units", csv(UNITS, "14,จังหวัด,ก,,,cdd,,", "14,จังหวัด,ข,,,cdd,,")) == ["A3 unit.twice"]


def test_units_do_not_stand_below_each_other(nation: Nation) -> None:
    file = csv(UNITS, "a1,สำนัก,ก,,,a2,,", "a2,กอง,ข,,,a3,,", "a3,กอง,ค,,,a1,,", "a4,กอง,ง,,,a1,,")

    assert faults(nation, "units", file) == ["F2 unit.cycle", "F3 unit.cycle", "F4 unit.cycle"]


def test_the_database_and_the_file_make_no_circle_together(nation: Nation) -> None:
    found_units(
        [NewUnit("ก1", UnitKind.DIVISION, "ก1", parent="กผ")], starts=STARTS, department="cdd", known=nation.units
    )

    assert faults(nation, "units", csv(UNITS, "กผ,สำนัก,หน่วย กผ,,,ก1,,")) == ["F2 unit.cycle"]


def test_a_closed_unit_and_another_department_are_left_alone(nation: Nation) -> None:
    Unit.objects.filter(code="1201").update(ends=date(2012, 4, 1))
    found_units([NewUnit("dola", UnitKind.DEPARTMENT, "กรมอื่น")], starts=STARTS, department="dola")
    file = csv(UNITS, "1201,อำเภอ,ใหม่,,,12,,", "dola,กรม,ใหม่,,,,,", "b1,สำนัก,ใหม่,,,dola,,")

    assert faults(nation, "units", file) == ["A2 unit.closed", "A3 unit.other_department", "F4 unit.other_department"]


@pytest.mark.parametrize(
    ("heads", "rows", "fault"),
    [
        ("a,b", ["1,2"], ["file.no_heads"]),
        ("รหัสหน่วย,ประเภท,x", ["1,2,3"], ["1 file.no_column"]),
        (UNITS, [], ["1 file.no_rows"]),
    ],
)
def test_a_sheet_without_its_heads_is_told_which(nation: Nation, heads: str, rows: list[str], fault: list[str]) -> None:
    assert faults(nation, "units", csv(heads, *rows)) == fault


def test_a_title_above_and_english_below_the_heads_do_no_harm(nation: Nation) -> None:
    file = csv(
        "ทะเบียนหน่วยงาน",
        "Code *,Kind,Name,Code of the unit above,หมายเหตุ",
        "รหัสหน่วย,ประเภท,ชื่อหน่วย,,",
        "14,Province,ก,cdd,x",
    )
    plan = checked(nation, "units", file).plan

    assert [line.row for line in plan.new] == [4]
    assert plan.unknown == ("หมายเหตุ",)


def test_only_the_administrator_takes_a_file_in(nation: Nation) -> None:
    before = _counts()

    for kind in ("units", "people", "regions"):
        done = take_in(nation, kind, csv(UNITS, "14,จังหวัด,ก,,,cdd,,"), who="1201")
        assert done == Refusal("org.not_administrator")
    assert _counts() == before


def test_a_file_that_cannot_be_read_is_refused(nation: Nation) -> None:
    assert take_in(nation, "units", File("a.pdf", b"%PDF-1.7")) == Unreadable("file.unknown_kind")


def test_one_fault_keeps_every_row_out(nation: Nation) -> None:
    file = csv(UNITS, "14,จังหวัด,ก,,,cdd,,", "1499,เทศบาล,ข,,,14,,")

    assert faults(nation, "units", file) == ["B3 kind.unknown"]


def test_the_import_is_one_record_and_each_change_another(nation: Nation) -> None:
    file = csv(UNITS, "14,จังหวัด,ก,,,cdd,,", "1201,อำเภอ,ชื่อใหม่,,,,,")
    checked(nation, "units", file)
    whole, change = Event.objects.order_by("number")

    assert (whole.verb, whole.subject) == ("units.import", f"import {file.sha256[:16]}")
    assert whole.after == {
        "sha256": file.sha256,
        "on": "2012-05-01",
        "new": "1",
        "changed": "1",
        "unchanged": "0",
        "codes": "14 1201",
    }
    assert (change.verb, change.subject, change.unit) == ("unit.import", "unit 1201", "1201")
    assert (change.before, change.after) == ({"name": "หน่วย 1201"}, {"name": "ชื่อใหม่"})


PEOPLE = "ชื่อเข้าใช้,ชื่อ–สกุล,ตำแหน่ง,รหัสหน่วย,โทรศัพท์,อีเมล,เลขประจำตัวประชาชน,บทบาท,รหัสหน่วยของบทบาท,ตั้งแต่,ถึงวันสุดท้าย"
GOOD_CITIZEN = "1101700203450"
"""13*1+12*1+11*0+10*1+9*7+8*0+7*0+6*2+5*0+4*3+3*4+2*5 = 144, 144 mod 11 = 1, 11 - 1 = 10: the last digit is 0."""


def test_people_are_taken_in_as_invited_with_seat_and_roles(nation: Nation) -> None:
    file = csv(
        PEOPLE,
        "somsri,สมศรี ใจดี,พัฒนาการอำเภอ,1201,๐ ๒๑๔๑ ๖๐๐๐ ต่อ 12,s@example.go.th,,หัวหน้าหน่วยงาน,,1/4/2555,",
        "somsri,,,,,,,Data keeper,1202,1/4/2555,30/9/2555",
        "anan,,นักวิชาการ,12,,,,,,,",
    )
    plan = checked(nation, "people", file).plan

    somsri = Person.objects.select_related("unit").get(code="somsri")
    assert [line.code for line in plan.new] == ["somsri", "anan"]
    assert (somsri.status, somsri.unit.code, somsri.telephone) == (PersonStatus.INVITED, "1201", "0 2141 6000 ต่อ 12")
    assert not somsri.has_usable_password()
    assert list(somsri.positions.values_list("title", "starts", "ends")) == [("พัฒนาการอำเภอ", date(2012, 4, 1), None)]
    assert list(somsri.roles.order_by("role").values_list("role", "unit__code", "starts", "ends")) == [
        ("director", "1201", date(2012, 4, 1), None),
        ("keeper", "1202", date(2012, 4, 1), date(2012, 10, 1)),
    ]
    assert Person.objects.get(code="anan").positions.get().starts == ON


def test_people_who_are_known_are_changed_moved_and_given_roles(nation: Nation) -> None:
    row = "keeper-1201,สมศรี,ผู้จัดเก็บ 1201,1202,,s@example.go.th,,ผู้อนุมัติ,,,"
    plan = checked(nation, "people", csv(PEOPLE, row)).plan

    person = Person.objects.select_related("unit").get(code="keeper-1201")
    assert (person.name, person.unit.code, person.email) == ("สมศรี", "1202", "s@example.go.th")
    assert list(person.positions.values_list("unit__code", "starts", "ends")) == [
        ("1201", STARTS, ON),
        ("1202", ON, None),
    ]
    assert person.roles.filter(role=Role.APPROVER, unit__code="1202", starts=ON).exists()
    assert "สมศรี" in person.search_text
    assert (plan.new, len(plan.changed), plan.unchanged) == ((), 1, 0)


def test_an_empty_cell_leaves_what_is_known(nation: Nation) -> None:
    Person.objects.filter(code="keeper-1201").update(telephone="1548", name="สมศรี")
    plan = checked(nation, "people", csv(PEOPLE, "keeper-1201,,ผู้จัดเก็บ 1201,1201,,,,,,,")).plan

    assert (plan.does_something, plan.unchanged) == (False, 1)
    assert Person.objects.get(code="keeper-1201").telephone == "1548"


def test_people_can_be_sent_again(nation: Nation) -> None:
    file = csv(PEOPLE, "somsri,สมศรี,พัฒนาการ,1201,,,,หัวหน้าหน่วยงาน,,,", "somsri,,,,,,,ผู้อนุมัติ,12,1/4/2555,30/9/2555")
    checked(nation, "people", file)
    before = _counts()
    plan = checked(nation, "people", file).plan

    assert (plan.problems, plan.does_something, plan.unchanged) == ((), False, 1)
    assert _counts() == before


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",ก,ต,1201,,,,,,,", "A2 person.no_code"),
        ("a b,ก,ต,1201,,,,,,,", "A2 person.bad_code"),
        ("KEEPER-1201,ก,ต,1201,,,,,,,", "A2 person.code_taken"),
        ("a1,ก,,1201,,,,,,,", "C2 person.no_position"),
        ("a1,ก,ต,,,,,,,,", "D2 person.no_unit"),
        ("a1,ก,ต,9999,,,,,,,", "D2 unit.unknown"),
        ("a1,ก,ต,1201,ถามหน้าห้อง,,,,,,", "E2 person.bad_telephone"),
        ("a1,ก,ต,1201,12,,,,,,", "E2 person.bad_telephone"),
        ("a1,ก,ต,1201,,a@b,,,,,", "F2 person.bad_email"),
        ("a1,ก,ต,1201,,,1101700203451,,,,", "G2 person.bad_citizen"),
        ("a1,ก,ต,1201,,,,นายทะเบียน,,,", "H2 role.unknown"),
        ("a1,ก,ต,1201,,,,ผู้บริหาร,,,", "I2 role.not_there"),
        ("a1,ก,ต,1201,,,,ผู้ตรวจประเมิน,,,", "K2 role.assessor_ends"),
        ("a1,ก,ต,1201,,,,ผู้อนุมัติ,9999,,", "I2 unit.unknown"),
        ("a1,ก,ต,1201,,,,ผู้อนุมัติ,,1/4/2012,", "J2 date.other_era"),
        ("a1,ก,ต,1201,,,,ผู้อนุมัติ,,2/5/2555,1/5/2555", "K2 days.order"),
        ("a1,ก,ต,1201,,,,ผู้อนุมัติ,,1/5/2545,", "D2 unit.not_there_yet"),
        ("keeper-1201,,ต,1202,,,,,,1/10/2551,", "J2 person.later_seat"),
        ("keeper-1201,,ต,1202,,,,,,1/6/2555,", "J2 unit.not_yet"),
        ("keeper-1201,,ผู้จัดเก็บ 1201,1201,,,,ผู้จัดเก็บข้อมูล,,1/5/2555,", "H2 role.held_already"),
    ],
)
def test_every_fault_of_a_person_is_named_with_its_cell(nation: Nation, row: str, fault: str) -> None:
    assert fault in faults(nation, "people", csv(PEOPLE, row))


def test_a_wrong_citizen_number_is_never_repeated(nation: Nation) -> None:
    done = checked(nation, "people", csv(PEOPLE, "a1,ก,ต,1201,,,1101700203451,,,,"))
    (problem,) = done.plan.problems

    assert "1101700203451" not in problem_words(problem) + str(problem.terms)


@override_settings(CITIZEN_KEY=KEY)
def test_a_citizen_number_is_kept_as_its_hash_only(nation: Nation) -> None:
    checked(nation, "people", csv(PEOPLE, "a1,ก,ต,1201,,,1-1017-00203-45-0,,,,"))
    person = Person.objects.get(code="a1")

    assert person.citizen_hash == citizen_hash(GOOD_CITIZEN, key=KEY)
    assert GOOD_CITIZEN not in str(list(Event.objects.values())) + str(list(PersonalValue.objects.values()))
    assert faults(nation, "people", csv(PEOPLE, f"a2,ก,ต,1201,,,{GOOD_CITIZEN},,,,")) == ["G2 person.citizen_taken"]


def test_without_a_key_citizen_numbers_are_not_taken(nation: Nation) -> None:
    with override_settings(CITIZEN_KEY=""):
        found = faults(nation, "people", csv(PEOPLE, f"a1,ก,ต,1201,,,{GOOD_CITIZEN},,,,"))

    assert found == ["G2 person.no_citizen_key"]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (["a1,ก,ต,1201,,,,,,,", "a1,,,,,,,,,,"], "A3 person.twice"),
        (["a1,ก,ต,1201,,,,,,,", "A1,ก,ต,1201,,,,,,,"], "A3 person.code_taken"),
        (["a1,ก,ต,1201,,,,,,,", "a1,ข,,,,,,ผู้อนุมัติ,,,"], "B3 person.differs"),
        (["a1,ก,ต,1201,,,,ผู้อนุมัติ,,,", "a1,,,,,,,ผู้อนุมัติ,,1/6/2555,"], "H3 role.twice"),
        (["a1,ก,ต,1201,,,,หัวหน้าหน่วยงาน,,,", "a2,ข,ต,1201,,,,หัวหน้าหน่วยงาน,,1/6/2555,"], "H3 role.second_head_in_sheet"),
    ],
)
def test_rows_of_people_do_not_contradict_each_other(nation: Nation, rows: list[str], fault: str) -> None:
    assert faults(nation, "people", csv(PEOPLE, *rows)) == [fault]


def test_a_unit_has_one_head_at_a_time(nation: Nation) -> None:
    head = NewPerson("head", "1201", "พัฒนาการอำเภอ", roles=((Role.DIRECTOR, "1201"),))
    take_in_people([head], nation.units, starts=STARTS, status=PersonStatus.ACTIVE)
    RoleAssignment.objects.filter(person__code="head").update(ends=date(2012, 6, 1))

    assert faults(nation, "people", csv(PEOPLE, "a1,ก,ต,1201,,,,หัวหน้าหน่วยงาน,,31/5/2555,")) == ["H2 role.second_head"]
    assert checked(nation, "people", csv(PEOPLE, "a1,ก,ต,1201,,,,หัวหน้าหน่วยงาน,,1/6/2555,")).plan.is_good


def test_characters_that_nobody_sees_are_not_kept(nation: Nation) -> None:
    checked(nation, "people", csv(PEOPLE, "a\u200b1,สม\u202eศรี\u2066,ต\u00ad,12\u200b01,,,,,,,"))

    person = Person.objects.get(code="a1")
    assert (person.name, person.position, person.unit.code) == ("สมศรี", "ต", "1201")


def test_a_closed_account_gets_nothing(nation: Nation) -> None:
    Person.objects.filter(code="keeper-1201").update(status=PersonStatus.CLOSED, is_active=False)

    assert faults(nation, "people", csv(PEOPLE, "keeper-1201,ก,ต,1201,,,,,,,")) == ["A2 person.closed"]


def test_what_is_personal_lies_beside_the_record(nation: Nation) -> None:
    checked(nation, "people", csv(PEOPLE, "keeper-1201,สมศรี,หัวหน้า,1201,0 2141 6000,s@example.go.th,,,,,"))
    event = Event.objects.get(verb="person.import")

    assert event.after["position"] == "หัวหน้า"
    assert "สมศรี" not in str(list(Event.objects.values_list("before", "after")))
    assert set(PersonalValue.objects.filter(event=event, side="after").values_list("field", "value")) == {
        ("name", "สมศรี"),
        ("telephone", "0 2141 6000"),
        ("email", "s@example.go.th"),
    }


REGIONS = "รหัสจังหวัด,รหัสเขตตรวจราชการ,ตั้งแต่,ถึงวันสุดท้าย,เลขที่คำสั่ง"


def test_memberships_come_by_days_or_by_fiscal_years(nation: Nation) -> None:
    told: Told = []
    file = csv(REGIONS, "11,r2,2561,2565,คำสั่ง 1", "12,r2,1/10/2560,30/9/2561,", "13,r1,2561,,")
    checked(nation, "regions", file, told)

    rows = Membership.objects.filter(starts=date(2017, 10, 1)).order_by("member__code")
    assert list(rows.values_list("member__code", "region__code", "ends", "order_ref")) == [
        ("11", "r2", date(2022, 10, 1), "คำสั่ง 1"),
        ("12", "r2", date(2018, 10, 1), ""),
        ("13", "r1", None, ""),
    ]
    assert told == [date(2017, 10, 1)]
    assert checked(nation, "regions", file).plan.unchanged == 3


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (["99,r1,2561,,"], "A2 unit.unknown"),
        ([",r1,2561,,"], "A2 unit.no_code"),
        (["1201,r1,2561,,"], "A2 unit.not_that_kind"),
        (["11,12,2561,,"], "B2 unit.not_that_kind"),
        (["11,r2,2560,2561,"], "C2 membership.overlap"),
        (["11,r2,2562,2561,"], "D2 days.order"),
        (["11,r2,2561,พรุ่งนี้,"], "D2 date.unreadable"),
        (["11,r2,2540,2541,"], "C2 unit.not_there_yet"),
        (["11,r1,2561,2562,", "11,r2,2562,,"], "C3 membership.twice"),
    ],
)
def test_every_fault_of_a_membership_is_named_with_its_cell(nation: Nation, rows: list[str], fault: str) -> None:
    assert faults(nation, "regions", csv(REGIONS, *rows)) == [fault]


def test_a_membership_that_does_not_end_is_in_the_way(nation: Nation) -> None:
    Membership.objects.filter(member__code="11", ends=ENDS).update(ends=None)

    assert faults(nation, "regions", csv(REGIONS, "11,r2,2561,,")) == ["C2 membership.overlap_open"]


@pytest.mark.parametrize("kind", ["units", "people", "regions"])
def test_the_template_is_read_back_and_only_lacks_rows(nation: Nation, kind: Kind) -> None:
    assert faults(nation, kind, File("a.xlsx", template_of(kind))) == ["1 file.no_rows"]


def test_the_annotated_file_keeps_its_cells_and_can_be_sent_again(nation: Nation) -> None:
    done = checked(nation, "units", csv(UNITS, "14,จังหวัด,ก,,,cdd,,", "1499,เทศบาล,ข,,,77,,"))
    data = annotated(done.sheet, done.plan)
    sheet = read_sheet(data)

    assert isinstance(sheet, Sheet)
    assert sheet.rows[1].cells == ("14", "จังหวัด", "ก", "", "", "cdd")
    assert sheet.rows[2].cells[-1] == "B3: ไม่รู้จักประเภท “เทศบาล” เลือกจากรายการในแบบฟอร์ม"
    assert faults(nation, "units", File("b.xlsx", data)) == ["B3 kind.unknown"]


def test_no_sentence_is_left_without_a_use(nation: Nation) -> None:
    assert all(sentence() for sentence in SENTENCES.values())
