"""Orders: drafted, issued once and never edited, replaced, withdrawn; roles follow only where that is wished."""

from datetime import date

import pytest

from rabrong.agreements.models import Year
from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderLine, OrderState, Part
from rabrong.assignments.orders.actions import begin_order, change_order, draft_replacement, drop_line, put_line
from rabrong.assignments.orders.issuing import keep_order_scan, previewed_issue, withdraw_order
from rabrong.assignments.orders.rules import Head, Issue, NewLine
from rabrong.assignments.wording import refusal_words
from rabrong.audit.models import Event
from rabrong.files.queries import content_of
from rabrong.org.models import Person, Role, RoleAssignment, Unit
from rabrong.org.rules import Refusal
from tests.assignments.order_world import TODAY, OrderWorld, build_order_world
from tests.nation import NOW, YEAR, actor
from tests.paper.agreements import pages_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 a scan"


@pytest.fixture
def world() -> OrderWorld:
    return build_order_world()


def code_of(found: object) -> str:
    assert isinstance(found, Refusal), found
    assert refusal_words(found)
    return found.code


def test_an_issued_order_keeps_its_document_number_day_and_signer(world: OrderWorld) -> None:
    order = world.issued("๑๒/๒๕๕๕".translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")))

    assert (order.state, order.number, order.dated, order.signer_name) == ("issued", "12/2555", TODAY, "นายอธิบดี")
    assert order.paper is not None
    text = "".join(pages_of(content_of(order.paper)))
    for words in ("คำสั่งหน่วย cdd", "๑๒/๒๕๕๕", "เรื่องทดสอบ", "๑๕ พฤษภาคม พ.ศ. ๒๕๕๕", "นายรองอธิบดี ก", "หน่วย กผ", "หน่วย r๑"):
        assert words in text
    assert "ร่าง" not in text
    assert Event.objects.filter(verb="order.issue", after__sha256=order.paper.sha256).count() == 1


def test_an_issued_order_is_never_edited(world: OrderWorld) -> None:
    order = world.issued()
    line = order.lines.get()
    head = Head("อื่น", "อื่น", TODAY)

    tried = (
        change_order(order, head, order.edits, by=world.psdg, now=NOW),
        put_line(order, world.over("กผ"), order.edits, by=world.psdg, now=NOW),
        drop_line(order, line, order.edits, by=world.psdg, now=NOW),
        world.issue(order, "13/2555"),
    )

    assert [code_of(each) for each in tried] == ["order.not_draft"] * 4
    assert OrderLine.objects.filter(order=order).count() == 1


def test_roles_stay_as_they_are_unless_wished(world: OrderWorld) -> None:
    world.issued()

    assert world.holders(Role.DEPUTY, "กผ") == []


def test_roles_follow_where_wished_and_name_the_order(world: OrderWorld) -> None:
    world.issued(sets_roles=True)

    assert world.holders(Role.DEPUTY, "กผ") == world.holders(Role.DEPUTY, "r1") == ["deputy"]
    assert set(RoleAssignment.objects.filter(role=Role.DEPUTY).values_list("order_ref", flat=True)) == {"คำสั่งที่ 12/2555"}


def test_the_preview_says_who_gets_and_who_loses_a_seat_and_writes_nothing(world: OrderWorld) -> None:
    RoleAssignment.objects.create(
        person=world.people["deputy2"], role=Role.DEPUTY, unit=world.units["กผ"], starts=date(2011, 10, 1)
    )
    order = world.draft()
    world.put(order, world.over("กผ", "r1"))
    order.refresh_from_db()
    issue = Issue("12/2555", TODAY, name="ก", position="ข", sets_roles=True)

    rows = previewed_issue(order, issue, order.edits, by=world.psdg, now=NOW)

    assert not isinstance(rows, Refusal)
    told = [(row.what, row.name, row.unit.code, row.starts) for row in rows]
    assert ("end", "นายรองอธิบดี ข", "กผ", TODAY) in told
    assert ("give", "นายรองอธิบดี ก", "กผ", TODAY) in told
    assert ("give", "นายรองอธิบดี ก", "r1", TODAY) in told
    assert world.holders(Role.DEPUTY, "กผ") == ["deputy2"]

    world.issue(order, sets_roles=True)

    assert world.holders(Role.DEPUTY, "กผ") == ["deputy"]
    ended = RoleAssignment.objects.get(person=world.people["deputy2"])
    assert ended.ends == TODAY  # until yesterday it stays as it was


def test_who_has_the_role_already_goes_on(world: OrderWorld) -> None:
    RoleAssignment.objects.create(
        person=world.people["deputy"], role=Role.DEPUTY, unit=world.units["กผ"], starts=date(2011, 10, 1)
    )
    order = world.draft()
    world.put(order, world.over("กผ"))

    world.issue(order, sets_roles=True)

    assert RoleAssignment.objects.filter(role=Role.DEPUTY).count() == 1


def test_a_director_over_an_area_does_not_become_its_head(world: OrderWorld) -> None:
    order = world.draft(OrderKind.AREAS)
    world.put(order, world.over("12", "กผ", person="director", part=Part.DIRECTOR))
    world.put(order, world.over("r1", person="inspector", part=Part.INSPECTOR))

    world.issue(order, sets_roles=True)

    assert world.holders(Role.DIRECTOR, "12") == []
    assert world.holders(Role.DIRECTOR, "กผ") == ["director"]
    assert world.holders(Role.INSPECTOR, "r1") == ["inspector"]


def test_a_working_group_of_a_province_sits_in_that_province(world: OrderWorld) -> None:
    order = world.draft(OrderKind.PROVINCE_GROUP)
    world.put(order, NewLine(Part.CHAIR, world.people["12"]))
    world.put(order, NewLine(Part.MEMBER, name="นางสมาชิก", position="เกษตรจังหวัด"))

    issued = world.issue(order, sets_roles=True)

    assert isinstance(issued, AppointmentOrder)
    assert world.holders(Role.WORKING_GROUP, "12") == ["keeper-12"]
    assert issued.paper is not None
    assert "เกษตรจังหวัด" in "".join(pages_of(content_of(issued.paper)))


def test_an_order_takes_the_place_of_another_and_its_roles_with_it(world: OrderWorld) -> None:
    first = world.issued(sets_roles=True)
    RoleAssignment.objects.filter(role=Role.DEPUTY).update(starts=date(2012, 5, 1))
    draft = draft_replacement(first, by=world.psdg, now=NOW)
    assert isinstance(draft, AppointmentOrder)
    line = draft.lines.get()
    changed = world.over("กผ", person="deputy2")
    put_line(draft, changed, draft.edits, by=world.psdg, now=NOW, instead=line)

    second = world.issue(draft, "13/2555", sets_roles=True)

    first.refresh_from_db()
    assert isinstance(second, AppointmentOrder)
    assert (first.state, second.state, second.replaces) == (OrderState.REPLACED, OrderState.ISSUED, first)
    assert world.holders(Role.DEPUTY, "กผ") == ["deputy2"]
    assert world.holders(Role.DEPUTY, "r1") == []  # it rested on the first order and the second says nothing of it
    assert second.paper is not None
    assert "ให้ยกเลิกคำสั่งที่ ๑๒/๒๕๕๕" in "".join(pages_of(content_of(second.paper)))


def test_withdrawing_needs_a_reason_and_may_end_the_roles(world: OrderWorld) -> None:
    order = world.issued(sets_roles=True)
    RoleAssignment.objects.filter(role=Role.DEPUTY).update(starts=date(2012, 5, 1))

    assert code_of(withdraw_order(order, " ", by=world.psdg, now=NOW)) == "order.no_reason"
    done = withdraw_order(order, "ออกซ้ำ", by=world.psdg, now=NOW, ends_roles=True)

    assert isinstance(done, AppointmentOrder)
    assert (done.state, done.reason, done.number) == (OrderState.WITHDRAWN, "ออกซ้ำ", "12/2555")
    assert world.holders(Role.DEPUTY, "กผ") == []
    assert code_of(withdraw_order(order, "อีก", by=world.psdg, now=NOW)) == "order.over"


def test_a_scan_is_kept_once_and_only_of_what_is_issued(world: OrderWorld) -> None:
    draft, order = world.draft(), world.issued()

    assert code_of(keep_order_scan(draft, PDF, by=world.psdg, now=NOW)) == "order.not_issued"
    assert code_of(keep_order_scan(order, b"MZ", by=world.psdg, now=NOW)) == "file.no_scan"
    kept = keep_order_scan(order, PDF, by=world.psdg, now=NOW)
    assert isinstance(kept, AppointmentOrder)
    assert kept.scan is not None
    assert content_of(kept.scan) == PDF
    assert code_of(keep_order_scan(order, PDF, by=world.psdg, now=NOW)) == "order.has_scan"


ISSUES = {
    "order.no_number": {"number": " "},
    "order.no_signer": {"name": ""},
    "order.not_yet": {"dated": date(2012, 6, 1)},
    "order.day_outside": {"dated": date(2011, 9, 30)},
    "order.number_taken": {"number": "1/2555"},
}


@pytest.mark.parametrize(("code", "changes"), ISSUES.items())
def test_an_order_is_not_issued(world: OrderWorld, code: str, changes: dict[str, object]) -> None:
    world.issued("1/2555")
    order = world.draft()
    world.put(order, world.over("r2"))

    assert code_of(world.issue(order, **changes)) == code  # type: ignore[arg-type]
    assert AppointmentOrder.objects.get(pk=order.pk).state == OrderState.DRAFT


def test_an_order_without_lines_is_not_issued(world: OrderWorld) -> None:
    assert code_of(world.issue(world.draft())) == "order.no_lines"


def test_an_order_over_a_unit_closed_since_is_not_issued(world: OrderWorld) -> None:
    order = world.draft()
    world.put(order, world.over("กผ"))
    Unit.objects.filter(code="กผ").update(ends=TODAY)

    assert code_of(world.issue(order)) == "unit.closed"


def test_an_order_is_issued_as_it_was_seen(world: OrderWorld) -> None:
    order = world.draft()
    seen = order.edits
    world.put(order, world.over("กผ"))
    issue = Issue("12/2555", TODAY, name="ก", position="ข")

    assert code_of(previewed_issue(order, issue, seen, by=world.psdg, now=NOW)) == "order.stale"


def test_roles_that_cannot_be_set_take_the_whole_issue_back(world: OrderWorld) -> None:
    RoleAssignment.objects.create(
        person=world.people["deputy2"], role=Role.DEPUTY, unit=world.units["กผ"], starts=TODAY
    )
    order = world.draft()
    world.put(order, world.over("กผ"))

    # a role that begins today cannot end before it began
    assert code_of(world.issue(order, sets_roles=True)) == "order.role"
    assert AppointmentOrder.objects.get(pk=order.pk).state == OrderState.DRAFT
    assert world.holders(Role.DEPUTY, "กผ") == ["deputy2"]


HEADS = {
    "order.no_title": {"title": " "},
    "order.no_text": {"text": ""},
    "order.day_outside": {"starts": date(2012, 10, 1)},
    "order.too_long": {"text": "ก" * 10_001},
}


@pytest.mark.parametrize(("code", "changes"), HEADS.items())
def test_a_head_is_refused(world: OrderWorld, code: str, changes: dict[str, object]) -> None:
    words = {"title": "เรื่อง", "text": "ข้อความ", "starts": TODAY, **changes}

    made = begin_order(world.year, OrderKind.DEPUTIES, Head(**words), by=world.psdg, now=NOW)  # type: ignore[arg-type]

    assert code_of(made) == code


def test_a_working_group_of_a_province_names_the_province(world: OrderWorld) -> None:
    head = Head("เรื่อง", "ข้อความ", TODAY)

    assert (
        code_of(begin_order(world.year, OrderKind.PROVINCE_GROUP, head, by=world.psdg, now=NOW)) == "order.no_province"
    )


def test_a_closed_year_gets_no_order(world: OrderWorld) -> None:
    order = world.draft()
    Year.objects.filter(pk=YEAR).update(state="closed")

    made = begin_order(world.year, OrderKind.DEPUTIES, Head("ก", "ข", TODAY), by=world.psdg, now=NOW)

    assert code_of(made) == "year.closed"
    assert code_of(world.put(order, world.over("กผ"))) == "year.closed"


def test_a_line_is_refused(world: OrderWorld) -> None:
    order = world.draft()
    world.put(order, world.over("กผ"))
    deputy2, bureau = world.people["deputy2"], (world.units["กผ"],)
    Person.objects.filter(pk=world.people["inspector"].pk).update(status="closed", is_active=False)
    closed = Person.objects.get(pk=world.people["inspector"].pk)
    tried = {
        "order.person_twice": world.over("r1"),
        "order.other_part": NewLine(Part.CHAIR, deputy2),
        "order.nobody": NewLine(Part.DEPUTY, name="ไม่มีตำแหน่ง", units=bureau),
        "order.no_unit": NewLine(Part.DEPUTY, deputy2),
        "order.not_over": NewLine(Part.DEPUTY, deputy2, units=(world.units["cdd"],)),
        "person.closed": NewLine(Part.DEPUTY, closed, units=bureau),
        "days.order": NewLine(Part.DEPUTY, deputy2, units=bureau, ends=TODAY),
        "order.day_outside": NewLine(Part.DEPUTY, deputy2, units=bureau, ends=date(2012, 12, 1)),
    }

    assert {code: code_of(world.put(order, line)) for code, line in tried.items()} == {code: code for code in tried}
    assert order.lines.count() == 1


def test_a_line_over_a_closed_unit_is_refused(world: OrderWorld) -> None:
    Unit.objects.filter(code="กผ").update(ends=date(2012, 5, 1))
    world.units["กผ"].refresh_from_db()

    assert code_of(world.put(world.draft(), world.over("กผ"))) == "unit.closed"


def test_who_supervises_one_indicator_may_keep_another(world: OrderWorld) -> None:
    order, person = world.draft(OrderKind.KEEPERS), world.people["director"]
    ratio, steps = (world.nation.indicators[code] for code in ("4.3", "8"))

    assert isinstance(world.put(order, NewLine(Part.SUPERVISOR, person, indicators=(ratio,))), OrderLine)
    assert isinstance(world.put(order, NewLine(Part.KEEPER, person, indicators=(steps,))), OrderLine)
    assert code_of(world.put(order, NewLine(Part.KEEPER, person, indicators=(ratio,)))) == "order.person_twice"
    assert code_of(world.put(order, NewLine(Part.KEEPER, world.people["deputy"]))) == "order.no_indicator"


def test_a_stale_form_changes_nothing(world: OrderWorld) -> None:
    order = world.draft()
    seen = order.edits
    world.put(order, world.over("กผ"))

    assert code_of(put_line(order, world.over("r1", person="deputy2"), seen, by=world.psdg, now=NOW)) == "order.stale"
    assert code_of(change_order(order, Head("ก", "ข", TODAY), seen, by=world.psdg, now=NOW)) == "order.stale"
    assert code_of(drop_line(order, order.lines.get(), seen, by=world.psdg, now=NOW)) == "order.stale"


def test_only_the_psdg_writes_orders(world: OrderWorld) -> None:
    order, other = world.issued(), actor(world.people["executive"])
    draft = world.draft()
    head, line = Head("ก", "ข", TODAY), world.over("r2", person="deputy2")
    tried = (
        begin_order(world.year, OrderKind.DEPUTIES, head, by=other, now=NOW),
        change_order(draft, head, draft.edits, by=other, now=NOW),
        put_line(draft, line, draft.edits, by=other, now=NOW),
        drop_line(draft, order.lines.get(), draft.edits, by=other, now=NOW),
        previewed_issue(draft, Issue("9/2555", TODAY, name="ก", position="ข"), draft.edits, by=other, now=NOW),
        keep_order_scan(order, PDF, by=other, now=NOW),
        withdraw_order(order, "เหตุ", by=other, now=NOW),
        draft_replacement(order, by=other, now=NOW),
    )

    assert {code_of(each) for each in tried} == {"org.not_administrator"}


def test_only_an_issued_order_is_replaced_and_once(world: OrderWorld) -> None:
    order = world.issued()

    assert code_of(draft_replacement(world.draft(), by=world.psdg, now=NOW)) == "order.not_issued"
    assert isinstance(draft_replacement(order, by=world.psdg, now=NOW), AppointmentOrder)
    assert code_of(draft_replacement(order, by=world.psdg, now=NOW)) == "order.replacing"
