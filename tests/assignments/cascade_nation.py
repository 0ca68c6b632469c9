"""The small nation with a count to share out: 100 households, five levels, and no agreements below the department."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from rabrong.agreements.models import Agreement, DataItem, Indicator, IndicatorVersion, Item
from rabrong.assignments.cascade.actions import Carrying, order_cascade, previewed
from rabrong.assignments.cascade.carrying_out import carry_out
from rabrong.assignments.cascade.orders import Order, Receivers, Way
from rabrong.assignments.cascade.plan import Plan
from rabrong.assignments.cascade.rules import digest_of_plan
from rabrong.assignments.models import CascadeRun
from rabrong.results.actions import rescore_from
from tests.nation import NOW, Nation, actor, build_nation

ON = date(2012, 5, 15)
PROVINCES = Receivers(kinds=("province",))
SPLIT = Way("3.2", "split", "equal", "scaled")
ORDER = Order((SPLIT,), PROVINCES, ON)
WEIGHTS = dict.fromkeys(("6", "9", "12"), "10")


def build() -> tuple[Nation, Agreement]:
    """The nation and its department's agreement: 4.3 has the target 80, the count 3.2 the target 100."""
    nation = build_nation()
    lead = nation.agreements["cdd"]
    Agreement.objects.exclude(pk=lead.pk).delete()
    ratio = nation.indicators["4.3"]
    Item.objects.filter(agreement=lead, indicator=ratio).update(target=Decimal(80))
    count = IndicatorVersion.objects.create(
        indicator=Indicator.objects.create(key="k3.2"),
        year=ratio.year,
        code="3.2",
        name="จำนวนครัวเรือนที่ผ่านเกณฑ์",
        aspect=ratio.aspect,
        position=9,
        criteria={"kind": "levels", "at": ["60", "70", "80", "90", "100"]},
    )
    DataItem.objects.create(indicator=count, code="ค", name="ครัวเรือน", position=0, over_months="running")
    nation.indicators["3.2"] = count
    Item.objects.create(agreement=lead, indicator=count, weights=WEIGHTS, target=Decimal(100))
    return nation, lead


def plan(nation: Nation, lead: Agreement, order: Order) -> Plan:
    """What the preview shows."""
    found = previewed(lead, order, by=actor(nation.people["psdg"]))
    assert isinstance(found, Plan), found
    return found


def applied(nation: Nation, lead: Agreement, order: Order, *, proposes: bool = False) -> CascadeRun:
    """An order previewed, given and carried out."""
    by = actor(nation.people["psdg"])
    seen = digest_of_plan(plan(nation, lead, order))
    run = order_cascade(lead, order, seen, by=by, now=NOW, carrying=Carrying(proposes))
    assert isinstance(run, CascadeRun), run
    done = carry_out(run, rescore_from, by=by, now=NOW)
    assert isinstance(done, CascadeRun), done
    return done


def targets(code: str = "3.2") -> Mapping[str, str]:
    """Unit -> its target of an indicator."""
    rows = Item.objects.filter(indicator__code=code).exclude(agreement__unit__code="cdd")
    return {item.agreement.unit.code: str(item.target) for item in rows.select_related("agreement__unit")}


def by(order: Order, **changes: object) -> Order:
    """The same order with the first way changed."""
    return replace(order, ways=(replace(order.ways[0], **changes),))  # type: ignore[arg-type]
