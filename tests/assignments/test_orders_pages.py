"""The pages of orders: a draft written, issued after a look at it, found in the list, read by whom it concerns."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rabrong.assignments.models import AppointmentOrder, OrderKind, OrderState, Part
from rabrong.assignments.orders.queries import orders_listed
from rabrong.assignments.orders.rules import NewLine
from rabrong.org.models import Person, Role, RoleAssignment
from rabrong.org.queries import Scope
from tests.assignments.order_world import TODAY, OrderWorld, build_order_world
from tests.nation import actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> OrderWorld:
    return build_order_world()


@pytest.fixture
def psdg(world: OrderWorld, client: Client) -> Client:
    client.force_login(world.people["psdg"])
    return client


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))  # a new role signs out: see access_number
    return client


def test_an_order_is_written_issued_and_read(world: OrderWorld, psdg: Client) -> None:
    begun = psdg.post(
        "/2555/orders/new/",
        {"kind": "deputies", "title": "มอบหมายรองอธิบดี", "text": "ตามบัญชีแนบท้าย", "starts": "15/5/2555"},
    )
    order = AppointmentOrder.objects.get()
    at = f"/2555/orders/{order.pk}/"
    assert begun["Location"] == at
    line = {"person": "deputy รองอธิบดี", "part": "deputy", "units": ["กผ", "r1"], "seen": "0"}
    assert psdg.post(f"{at}lines/new/", line).status_code == 302
    issue = {"number": "๑๒/๒๕๕๕", "dated": "15/5/2555", "signer": "executive", "sets_roles": "on", "seen": "1"}

    shown = psdg.post(f"{at}issue/", {**issue, "step": "check"}).content.decode()
    assert "ให้บทบาท" in shown
    assert not RoleAssignment.objects.filter(role=Role.DEPUTY).exists()
    done = psdg.post(f"{at}issue/", {**issue, "step": "confirm"})

    assert done["Location"] == at
    order.refresh_from_db()
    assert (order.number, order.state, order.signer_name) == ("12/2555", OrderState.ISSUED, "อธิบดี")
    assert world.holders(Role.DEPUTY, "r1") == ["deputy"]
    assert psdg.get(f"/2555/orders/{order.pk}.pdf").content.startswith(b"%PDF")
    assert "12/2555" in as_(world.people["deputy"]).get("/2555/orders/").content.decode()


def test_a_refused_line_keeps_what_was_typed(world: OrderWorld, psdg: Client) -> None:
    order = world.draft()

    answer = psdg.post(
        f"/2555/orders/{order.pk}/lines/new/",
        {"name": "นายพิมพ์ไว้", "part": "deputy", "units": ["กผ"], "seen": "0"},
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="นายพิมพ์ไว้"' in page
    assert 'value="กผ" checked' in page
    assert "เลือกบุคคล หรือใส่ทั้งชื่อและตำแหน่ง" in page


def test_a_stale_form_is_a_conflict(world: OrderWorld, psdg: Client) -> None:
    order = world.draft()
    seen = order.edits
    world.put(order, world.over("กผ"))
    at = f"/2555/orders/{order.pk}/"
    issue = {"number": "1/2555", "dated": "15/5/2555", "signer": "executive", "seen": seen, "step": "confirm"}

    assert psdg.post(f"{at}issue/", issue).status_code == 409
    line = {"person": "deputy2", "part": "deputy", "units": ["r1"], "seen": seen}
    assert psdg.post(f"{at}lines/new/", line).status_code == 409
    assert psdg.post(f"{at}lines/{order.lines.get().pk}/drop/", {"seen": seen}).status_code == 409
    assert order.lines.count() == 1


def test_a_draft_is_marked_as_one_and_seen_by_the_psdg_only(world: OrderWorld, psdg: Client) -> None:
    order = world.draft()
    world.put(order, world.over("กผ"))

    assert "draft" in psdg.get(f"/2555/orders/{order.pk}.pdf")["Content-Disposition"]
    for who in ("executive", "deputy"):
        assert as_(world.people[who]).get(f"/2555/orders/{order.pk}/").status_code == 404


def test_whom_an_order_appoints_reads_it_and_nobody_else_outside(world: OrderWorld) -> None:
    order = world.issued()
    group = world.draft(OrderKind.PROVINCE_GROUP)
    world.put(group, NewLine(Part.CHAIR, world.people["12"]))
    world.issue(group, "13/2555")

    def read_by(who: str) -> list[str]:
        found = orders_listed(Scope(actor(world.people[who])), 2555, {})
        return sorted(each.number for each in found)

    assert read_by("executive") == read_by("psdg") == ["12/2555", "13/2555"]
    assert read_by("deputy") == ["12/2555"]
    assert read_by("12") == ["13/2555"]
    assert read_by("1301") == read_by("13") == read_by("1201") == []
    assert as_(world.people["13"]).get(f"/2555/orders/{order.pk}.pdf").status_code == 404


def test_the_list_is_searched_filtered_sorted_and_exported(world: OrderWorld, psdg: Client) -> None:
    world.issued("10/2555")
    world.issued("2/2555")
    world.draft(OrderKind.DEPARTMENT_GROUP, title="คณะทำงานกลาง")

    def numbers(query: str) -> list[str]:
        scope = Scope(world.psdg)
        wanted = dict(pair.split("=") for pair in query.split("&"))
        return [order.number for order in orders_listed(scope, 2555, wanted)]

    assert numbers("sort=number") == ["2/2555", "10/2555", ""]
    assert numbers("q=๑๐/") == ["10/2555"]
    assert numbers("q=นายรองอธิบดี&sort=number") == ["2/2555", "10/2555"]
    assert numbers("kind=department_group") == [""]
    assert numbers("state=issued&sort=number") == ["2/2555", "10/2555"]
    csv = psdg.get("/2555/orders/?export=csv&q=กลาง").content.decode("utf-8-sig")
    assert "คณะทำงานกลาง" in csv
    assert "10/2555" not in csv
    assert psdg.get("/2555/orders/?export=xlsx").content.startswith(b"PK")
    assert "ไม่มีคำสั่งที่ตรง" in psdg.get("/2555/orders/?q=ไม่มีคำนี้").content.decode()


def test_the_list_and_an_order_take_the_same_queries_for_one_and_for_several(world: OrderWorld, psdg: Client) -> None:
    first = world.issued("1/2555")

    def queries(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert psdg.get(path).status_code == 200
        return len(caught)

    psdg.get("/2555/orders/")
    one = queries("/2555/orders/")
    world.issued("2/2555")
    second = world.draft()
    for unit, person in (("กผ", "deputy"), ("r1", "deputy2"), ("r2", "inspector")):
        world.put(second, world.over(unit, person=person))
    world.issue(second, "3/2555")

    assert queries("/2555/orders/") == one <= 10
    assert queries(f"/2555/orders/{first.pk}/") == queries(f"/2555/orders/{second.pk}/") <= 12


def test_a_scan_is_attached_and_read(world: OrderWorld, psdg: Client) -> None:
    order = world.issued()
    at = f"/2555/orders/{order.pk}/scan/"

    assert psdg.post(at, {"scan": SimpleUploadedFile("a.exe", b"MZ")}).status_code == 422
    psdg.post(at, {"scan": SimpleUploadedFile("a.pdf", b"%PDF-1.7 scan")})

    answer = as_(world.people["deputy"]).get(at)
    assert (answer.content, answer["X-Content-Type-Options"]) == (b"%PDF-1.7 scan", "nosniff")


def test_an_order_is_replaced_and_withdrawn_on_the_page(world: OrderWorld, psdg: Client) -> None:
    order = world.issued()
    at = f"/2555/orders/{order.pk}/"

    replaced = psdg.post(f"{at}replace/")
    draft = AppointmentOrder.objects.get(replaces=order)
    assert replaced["Location"] == f"/2555/orders/{draft.pk}/"
    assert [line.name for line in draft.lines.all()] == ["นายรองอธิบดี ก"]
    assert psdg.post(f"{at}replace/").status_code == 409
    assert psdg.post(f"/2555/orders/{draft.pk}/withdraw/", {"reason": ""}).status_code == 422
    psdg.post(f"/2555/orders/{draft.pk}/withdraw/", {"reason": "ไม่ใช้"})
    psdg.post(f"{at}withdraw/", {"reason": "ออกซ้ำ"})

    order.refresh_from_db()
    assert (order.state, order.dated) == (OrderState.WITHDRAWN, TODAY)
    assert "ออกซ้ำ" in psdg.get(at).content.decode()
