"""Asking units for documents, and each step after that; in one transaction with its audit record and its notices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.evidence.models import Attachment, DocumentRequest, RequestedUnit, RequestMove, RequestState
from rabrong.evidence.requests.queries import keepers_at
from rabrong.evidence.requests.rules import Wanted, grant_to_ask, move_refusal, wanted_refusal
from rabrong.notices.actions import notify
from rabrong.notices.wording import Message, Term
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal, may_enter_for

ASKED = gettext_noop("ขอหลักฐานตัวชี้วัด %(code)s ภายใน %(due)s")
ANSWERED = gettext_noop("%(unit)s ส่งหลักฐานที่ขอของตัวชี้วัด %(code)s แล้ว")
TITLES = {
    RequestState.OPEN: gettext_noop("หลักฐานที่ส่งของตัวชี้วัด %(code)s ถูกส่งกลับ ส่งใหม่ภายใน %(due)s"),
    RequestState.ACCEPTED: gettext_noop("รับหลักฐานที่ขอของตัวชี้วัด %(code)s แล้ว"),
    RequestState.WITHDRAWN: gettext_noop("ยกเลิกการขอหลักฐานของตัวชี้วัด %(code)s"),
}
BODY = gettext_noop("%(text)s")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a unit's part: where to, what is said, which documents it points to, how many steps the form showed."""

    to: RequestState
    seen: int
    note: str = ""
    documents: tuple[Attachment, ...] = ()


@transaction.atomic
def ask_for_documents(wanted: Wanted, units: Sequence[Unit], *, by: Actor, now: datetime) -> DocumentRequest | Refusal:
    """Ask units for a document. Their keepers are told."""
    grant = grant_to_ask(by, wanted.indicator)
    if grant is None:
        return Refusal("request.not_asker", {"code": wanted.indicator.code})
    refusal = wanted_refusal(wanted.indicator.year, wanted, units, by.today)
    if refusal is not None:
        return refusal
    queue_behind(by.person.unit.chain)
    made = DocumentRequest.objects.create(
        indicator=wanted.indicator,
        round=wanted.round,
        document=wanted.document,
        text=wanted.text.strip(),
        due=wanted.due,
        note=wanted.note.strip(),
        by=by.person,
        acting_id=grant.acting,
        at=now,
    )
    _ask_each(made, units, grant, by, now)
    _note(
        made, by.person.unit, "request.ask", {"due": made.due.isoformat(), "units": str(len(units))}, (by, grant, now)
    )
    _tell(keepers_at([unit.pk for unit in units], by.today), made, ASKED, f"request/{made.pk}", now)
    return made


def _ask_each(made: DocumentRequest, units: Iterable[Unit], grant: Grant, by: Actor, now: datetime) -> None:
    """Two queries, however many units."""
    rows = RequestedUnit.objects.bulk_create([RequestedUnit(request=made, unit=unit) for unit in units])
    RequestMove.objects.bulk_create(
        RequestMove(of=row, number=1, state=RequestState.OPEN, by=by.person, acting_id=grant.acting, at=now)
        for row in rows
    )


@transaction.atomic
def move_request(part: RequestedUnit, step: Step, *, by: Actor, now: datetime) -> RequestMove | Refusal:
    """A step: the unit's keeper answers; who may ask accepts, gives back or withdraws."""
    grant = grant_to_move(by, part, step.to)
    if isinstance(grant, Refusal):
        return grant
    queue_behind(part.unit.chain)
    newest = part.moves.order_by("-number").first()
    assert newest is not None  # asked with a first step
    if newest.number != step.seen:
        return Refusal("request.stale")
    refusal = move_refusal(RequestState(newest.state), step.to, step.note) or _answer_refusal(part, step)
    if refusal is not None:
        return refusal
    return _moved(part, newest.number + 1, step, (by, grant, now))


def grant_to_move(by: Actor, part: RequestedUnit, to: RequestState) -> Grant | Refusal:
    """What a step rests on, or why somebody may not take it."""
    if to == RequestState.ANSWERED:
        return may_enter_for(by, part.unit) or Refusal("request.not_keeper", {"unit": str(part.unit)})
    version = part.request.indicator
    return grant_to_ask(by, version) or Refusal("request.not_asker", {"code": version.code})


def _answer_refusal(part: RequestedUnit, step: Step) -> Refusal | None:
    """An answer points to documents of the unit and the indicator, or says where it is."""
    if step.to != RequestState.ANSWERED:
        return None
    if not step.documents and not step.note.strip():
        return Refusal("request.no_answer")
    foreign = any(
        each.unit_id != part.unit_id or each.indicator_id != part.request.indicator_id for each in step.documents
    )
    return Refusal("evidence.no_document") if foreign else None


Doing = tuple[Actor, Grant, datetime]


def _moved(part: RequestedUnit, number: int, step: Step, doing: Doing) -> RequestMove:
    by, grant, now = doing
    move = RequestMove.objects.create(
        of=part, number=number, state=step.to, note=step.note.strip(), by=by.person, acting_id=grant.acting, at=now
    )
    move.documents.set(step.documents)
    after = {"state": str(step.to), "unit": part.unit.code, "note": move.note}
    _note(part.request, part.unit, "request.move", after, doing)
    _tell_of(part, move, by, now)
    return move


def _tell_of(part: RequestedUnit, move: RequestMove, by: Actor, now: datetime) -> None:
    key = f"request/{part.request_id}/{part.pk}/{move.number}"
    if move.state == RequestState.ANSWERED:
        _tell([part.request.by], part.request, ANSWERED, key, now, part.unit)
    else:
        _tell(keepers_at([part.unit_id], by.today), part.request, TITLES[RequestState(move.state)], key, now, part.unit)


@transaction.atomic
def withdraw_request(made: DocumentRequest, note: str, *, by: Actor, now: datetime) -> int | Refusal:
    """Withdraw what is not accepted of a whole request; of how many units."""
    grant = grant_to_ask(by, made.indicator)
    if grant is None:
        return Refusal("request.not_asker", {"code": made.indicator.code})
    refusal = move_refusal(RequestState.OPEN, RequestState.WITHDRAWN, note)
    if refusal is not None:
        return refusal
    queue_behind(by.person.unit.chain)
    parts = [(part, part.moves.order_by("-number")[0]) for part in made.units.select_related("unit")]
    still = [(part, last) for part, last in parts if last.state in (RequestState.OPEN, RequestState.ANSWERED)]
    if not still:
        return Refusal("request.over")
    RequestMove.objects.bulk_create(
        RequestMove(
            of=part,
            number=last.number + 1,
            state=RequestState.WITHDRAWN,
            note=note.strip(),
            by=by.person,
            acting_id=grant.acting,
            at=now,
        )
        for part, last in still
    )
    after = {"state": str(RequestState.WITHDRAWN), "units": str(len(still)), "note": note.strip()}
    _note(made, by.person.unit, "request.move", after, (by, grant, now))
    people = keepers_at([part.unit_id for part, _ in still], by.today)
    _tell(people, made, TITLES[RequestState.WITHDRAWN], f"request/{made.pk}/withdrawn", now)
    return len(still)


def _note(made: DocumentRequest, unit: Unit, verb: str, after: dict[str, str], doing: Doing) -> None:
    by, grant, now = doing
    deed = Deed(
        verb=verb,
        subject=f"docrequest {made.pk}",
        actor=by.code,
        acting_for=grant.acting_for,
        unit=unit.code,
        after={"indicator": f"{made.indicator.year_id}/{made.indicator.code}", **after},
    )
    record(unit.chain, deed, now=now)


def _tell(
    people: Iterable[Person], made: DocumentRequest, title: str, key: str, now: datetime, unit: Unit | None = None
) -> None:
    terms: dict[str, Term] = {"code": made.indicator.code, "due": made.due, "text": made.text}
    if unit is not None:
        terms["unit"] = {"th": unit.name, "en": unit.name_en or unit.name}
    year = made.indicator.year_id
    link = reverse("request", args=(year, made.pk))
    if unit is not None:
        link = reverse("request_unit", args=(year, made.pk, unit.code))
    message = Message("request", title, BODY, terms, link)
    notify(people, message, key=key, now=now)
