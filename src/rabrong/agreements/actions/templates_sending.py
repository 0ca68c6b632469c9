"""Sending published KPI Templates to units, their being opened there, reminding who has not."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from rabrong.agreements.actions.templates import Doer, note
from rabrong.agreements.models import Receipt, Template, TemplateState
from rabrong.agreements.queries.templates import people_told_at, receipts_to_read, subject_of, units_to_send
from rabrong.agreements.rules.templates import grant_to_check
from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.notices.actions import notify
from rabrong.notices.wording import Message, Term
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Person, Unit
from rabrong.org.queries import Scope, span_of_day
from rabrong.org.rules import Refusal

SENT_ONE = gettext_noop("ได้รับรายละเอียดตัวชี้วัด %(code)s ปี %(year)s")
SENT_SEVERAL = gettext_noop("ได้รับรายละเอียดตัวชี้วัด %(count)s ตัว ปี %(year)s")
REMINDED_ONE = gettext_noop("ยังไม่ได้เปิดอ่านรายละเอียดตัวชี้วัด %(code)s ปี %(year)s")
BODY = gettext_noop("เปิดอ่านเพื่อยืนยันว่าหน่วยได้รับแล้ว")


@transaction.atomic
def send_templates(
    templates: Sequence[Template], *, kinds: Collection[str], codes: Collection[str], by: Actor, now: datetime
) -> int | Refusal:
    """Send published versions to the units of some kinds and of some codes; a unit gets a version once. How many
    receipts there are now that were not there before."""
    queue_behind(by.person.unit.chain)
    grant = _grant(templates, by)
    if isinstance(grant, Refusal):
        return grant
    units = units_to_send(kinds, codes, span_of_day(by.today))
    unknown = set(codes) - {unit.code for unit in units}
    if unknown:
        return Refusal("unit.unknown", {"code": ", ".join(sorted(unknown))})
    if not units:
        return Refusal("template.nobody_to_send")
    rows = _received(templates, units, now)
    for template in templates:
        count = sum(1 for row in rows if row.template_id == template.pk)
        if count:
            note(Doer(by, grant, now), "template.send", template, {}, {"units": str(count)})
    _tell(templates, {row.unit_id for row in rows}, by, now)
    return len(rows)


def _grant(templates: Sequence[Template], by: Actor) -> Grant | Refusal:
    if not templates:
        return Refusal("template.nobody_to_send")
    draft = next((each for each in templates if each.state != TemplateState.PUBLISHED), None)
    grant = grant_to_check(by, templates[0].indicator.year)
    if isinstance(grant, Grant) and draft is not None:
        return Refusal("template.not_published", {"code": draft.indicator.code})
    return grant


def _received(templates: Sequence[Template], units: Sequence[Unit], now: datetime) -> list[Receipt]:
    there = set(Receipt.objects.filter(template__in=templates).values_list("template_id", "unit_id"))
    rows = [
        Receipt(template=template, unit=unit, sent_at=now)
        for template in templates
        for unit in units
        if (template.pk, unit.pk) not in there
    ]
    return Receipt.objects.bulk_create(rows, batch_size=1000)


def _tell(templates: Sequence[Template], units: Collection[int], by: Actor, now: datetime) -> None:
    people = _people_at(units, by)
    first = templates[0].indicator
    if len(templates) == 1:
        terms: dict[str, Term] = {"code": first.code, "year": first.year_id}
        message = Message("template", SENT_ONE, BODY, terms, _page_of(templates[0]))
    else:
        terms = {"count": len(templates), "year": first.year_id}
        message = Message("template", SENT_SEVERAL, BODY, terms, reverse("templates", args=(first.year_id,)))
    notify(people, message, key=f"templates/sent/{now:%Y%m%d%H%M%S}", now=now)


def _people_at(units: Collection[int], by: Actor) -> Iterable[Person]:
    return {person.pk: person for _, person in people_told_at(units, span_of_day(by.today))}.values()


def _page_of(template: Template) -> str:
    return reverse("template", args=(template.indicator.year_id, template.indicator.code))


@transaction.atomic
def remind_unread(template: Template, *, by: Actor, now: datetime) -> int | Refusal:
    """Tell the units that have not opened a version, once a day; how many units."""
    queue_behind(by.person.unit.chain)
    grant = grant_to_check(by, template.indicator.year)
    if isinstance(grant, Refusal):
        return grant
    units = list(Receipt.objects.filter(template=template, read_at=None).values_list("unit_id", flat=True))
    if not units:
        return Refusal("template.all_read")
    version = template.indicator
    terms: dict[str, Term] = {"code": version.code, "year": version.year_id}
    message = Message("template", REMINDED_ONE, BODY, terms, _page_of(template))
    notify(_people_at(units, by), message, key=f"template/{template.pk}/remind/{by.today.isoformat()}", now=now)
    note(Doer(by, grant, now), "template.remind", template, {}, {"units": str(len(units))})
    return len(units)


@transaction.atomic
def open_template(template: Template, scope: Scope, *, now: datetime) -> int:
    """Somebody of a unit that received a version opens it: from then on it counts as read there. How many units."""
    waiting = receipts_to_read(template, scope)
    if not waiting:
        return 0
    actor = scope.actor
    queue_behind(actor.person.unit.chain)
    rows = Receipt.objects.filter(pk__in=[receipt.pk for receipt in waiting], read_at=None)
    count = rows.update(read_at=now, read_by=actor.person)
    if count:
        units = {receipt.unit_id for receipt in waiting}
        grant = next(grant for grant in actor.grants if grant.unit_id in units)
        deed = Deed(
            verb="template.open",
            subject=subject_of(template),
            actor=actor.code,
            acting_for=grant.acting_for,
            unit=actor.person.unit.code,
            after={"units": str(count)},
        )
        record(actor.person.unit.chain, deed, now=now)
    return count
