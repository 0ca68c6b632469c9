"""Amendments: asked for inside the window, let in late by the head, decided by letter, signed and then in force."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from rabrong.agreements.actions.agreements import Doer, StaleText, locked, note
from rabrong.agreements.actions.templates import begin_template
from rabrong.agreements.changes import Wanted, part_of, stored, wanted_in
from rabrong.agreements.content import canonical, digest_of
from rabrong.agreements.differences import sides_of
from rabrong.agreements.models import (
    Agreement,
    Amendment,
    Outcome,
    Revision,
    Template,
)
from rabrong.agreements.queries.agreements import SignedTexts, round_of_text, versions_by_code
from rabrong.agreements.queries.amendments import cut_off_of, next_number, reasons_of
from rabrong.agreements.queries.scoring import year_rules
from rabrong.agreements.rules.amendments import (
    asking_refusal,
    grant_to_ask,
    grant_to_decide,
    grant_to_let_in,
    granting_refusal,
    is_late,
    late_refusal,
    letter_refusal,
    moved_on_refusal,
    next_content,
    round_refusal,
    wanted_refusal,
    what_changes,
)
from rabrong.files.actions import keep
from rabrong.files.rules import kind_of, scan_fault
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import Round


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it is made; `exception` is why it should be let in although it is late."""

    reason: str
    text: str
    from_round: Round
    wanted: Wanted
    exception: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by whom, in which letter. `codes` are the indicators granted where it is a part."""

    outcome: Outcome
    decided_by: str
    decided_on: date | None
    letter_number: str
    letter_date: date | None
    scan: bytes = field(repr=False)
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaleRequest:
    """Somebody else has changed the request since the form was opened; `current` is how it stands now."""

    current: Amendment


@transaction.atomic
def ask_for_amendment(
    agreement: Agreement, asked: Asked, *, seen: str, by: Actor, now: datetime
) -> Amendment | Refusal | StaleText:
    """Ask for a change of what both have signed, or of details. `seen` is the digest of the text the form showed."""
    current, texts = locked(agreement, by)
    grant = grant_to_ask(by, current)
    if isinstance(grant, Refusal):
        return grant
    refusal = asking_refusal(texts, current) or _asked_refusal(current, texts, asked, by.today)
    signed = texts.signed
    if refusal is not None or signed is None:
        return refusal or Refusal("amendment.not_signed")
    if signed.digest != seen:
        return StaleText(signed)
    after = next_content(signed, asked.wanted, asked.from_round)
    if isinstance(after, Refusal):
        return after
    found = what_changes(signed, after)
    if not found and not asked.wanted.details:
        return Refusal("amendment.nothing")
    cut_off = cut_off_of(current.year_id)
    refusal = late_refusal(cut_off, by.today, asked.exception)
    return refusal or _stored(current, asked, sides_of(found), Doer(by, grant.acting_for, now), cut_off)


def _asked_refusal(agreement: Agreement, texts: SignedTexts, asked: Asked, today: date) -> Refusal | None:
    if asked.reason not in [row.code for row in reasons_of(agreement.year_id)]:
        return Refusal("amendment.reason")
    if not asked.text.strip():
        return Refusal("amendment.no_text")
    refusal = wanted_refusal(asked.wanted, agreement, year_rules(agreement.year_id).scale)
    return refusal or (round_refusal(texts, asked.from_round, today) if texts.signed else None)


def _stored(
    agreement: Agreement,
    asked: Asked,
    sides: tuple[dict[str, dict[str, object]], ...],
    doer: Doer,
    cut_off: date | None,
) -> Amendment:
    amendment = Amendment.objects.create(
        agreement=agreement,
        number=next_number(agreement),
        requested_on=doer.actor.today,
        reason=asked.reason,
        text=asked.text.strip(),
        from_round=asked.from_round,
        cut_off=cut_off,
        changes=stored(asked.wanted),
        before=sides[0],
        after=sides[1],
        exception=asked.exception.strip() if is_late(cut_off, doer.actor.today) else "",
        by=doer.actor.person,
        at=doer.now,
    )
    told = {"reason": amendment.reason, "text": amendment.text, "round": str(amendment.from_round)}
    note_amendment(doer, "amendment.ask", amendment, {}, {**told, "changes": canonical(amendment.changes)})
    return amendment


def note_amendment(doer: Doer, verb: str, amendment: Amendment, before: dict[str, str], after: dict[str, str]) -> None:
    """Record a deed on a request."""
    note(doer, verb, amendment.agreement, before, {"amendment": str(amendment.number), **after})


def _at(amendment: Amendment, edits: int, by: Actor) -> tuple[Amendment, SignedTexts] | StaleRequest:
    agreement, texts = locked(amendment.agreement, by)
    current = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    current.agreement = agreement
    return StaleRequest(current) if current.edits != edits else (current, texts)


@transaction.atomic
def let_in(amendment: Amendment, edits: int, *, by: Actor, now: datetime) -> Amendment | Refusal | StaleRequest:
    """The department's head lets a late request in, for the reason it gives."""
    at = _at(amendment, edits, by)
    if isinstance(at, StaleRequest):
        return at
    current, _ = at
    grant = grant_to_let_in(by, current)
    if isinstance(grant, Refusal):
        return grant
    current.exception_by, current.exception_at = by.person, now
    current.edits += 1
    current.save(update_fields=["exception_by", "exception_at", "edits"])
    note_amendment(Doer(by, grant.acting_for, now), "amendment.let_in", current, {}, {"exception": current.exception})
    return current


@transaction.atomic
def turn_away(
    amendment: Amendment, edits: int, *, reason: str, by: Actor, now: datetime
) -> Amendment | Refusal | StaleRequest:
    """The department's head does not let a late request in."""
    at = _at(amendment, edits, by)
    if isinstance(at, StaleRequest):
        return at
    current, _ = at
    grant = grant_to_let_in(by, current)
    if isinstance(grant, Refusal):
        return grant
    if not reason.strip():
        return Refusal("amendment.no_text")
    current.outcome, current.decided_on, current.decided_by_name = Outcome.REFUSED, by.today, str(by.person)
    current.edits += 1
    current.save(update_fields=["outcome", "decided_on", "decided_by_name", "edits"])
    told = {"outcome": str(Outcome.REFUSED), "reason": reason.strip()}
    note_amendment(Doer(by, grant.acting_for, now), "amendment.turn_away", current, {}, told)
    return current


@transaction.atomic
def decide_amendment(
    amendment: Amendment, decision: Decision, *, edits: int, by: Actor, now: datetime
) -> Amendment | Refusal | StaleRequest:
    """Enter what was decided. What was granted of the signed text becomes a text to sign, details a draft to write."""
    at = _at(amendment, edits, by)
    if isinstance(at, StaleRequest):
        return at
    current, texts = at
    grant = grant_to_decide(by, current)
    if isinstance(grant, Refusal):
        return grant
    refusal = _decision_refusal(decision, by.today)
    if refusal is not None:
        return refusal
    current.outcome = decision.outcome
    doer = Doer(by, grant.acting_for, now)
    if decision.outcome in (Outcome.GRANTED, Outcome.PARTLY):
        refusal = _grant(current, texts, decision, doer)
        if refusal is not None:
            return refusal
    return _decided(current, decision, doer)


def _decision_refusal(decision: Decision, today: date) -> Refusal | None:
    if decision.outcome == Outcome.PENDING or not decision.decided_by.strip():
        return Refusal("amendment.who_decided")
    refusal = letter_refusal(decision.letter_number, decision.letter_date, decision.decided_on, today)
    if refusal is not None:
        return refusal
    fault = scan_fault(decision.scan)
    return None if fault is None else Refusal(fault.code, fault.terms)


def _grant(current: Amendment, texts: SignedTexts, decision: Decision, doer: Doer) -> Refusal | None:
    refusal = granting_refusal(texts, current, decision.codes)
    signed = texts.signed
    if refusal is not None or signed is None:
        return refusal or Refusal("amendment.not_signed")
    asked = wanted_in(current.changes)
    wanted = part_of(asked, decision.codes) if decision.outcome == Outcome.PARTLY else asked
    after = next_content(signed, wanted, _round(current))
    if isinstance(after, Refusal):
        return after
    found = what_changes(signed, after)
    refusal = None if decision.outcome == Outcome.PARTLY else moved_on_refusal(current, found)
    if refusal is not None:
        return refusal
    current.changes = stored(wanted)
    current.before, current.after = sides_of(found)
    if found:
        current.revision = _next_text(current, signed, canonical(after), doer)
    _begin_details(current, wanted, doer)
    return None


def _round(amendment: Amendment) -> Round:
    return round_of_text(Revision(from_round=amendment.from_round))


def _next_text(amendment: Amendment, signed: Revision, content: str, doer: Doer) -> Revision:
    number = Revision.objects.filter(agreement=amendment.agreement).count() + 1
    revision = Revision.objects.create(
        agreement=amendment.agreement,
        number=number,
        from_round=amendment.from_round,
        content=content,
        digest=digest_of(content),
        by=doer.actor.person,
        at=doer.now,
    )
    told = {"revision": str(number), "sha256": revision.digest}
    note_amendment(doer, "amendment.text", amendment, {"sha256": signed.digest}, told)
    return revision


def _begin_details(amendment: Amendment, wanted: Wanted, doer: Doer) -> None:
    """A next version of each KPI Template to write; where one is being written already, that one takes the change."""
    for version in versions_by_code(amendment.agreement.year_id, wanted.details).values():
        made = begin_template(version, by=doer.actor, now=doer.now)
        if isinstance(made, Template):
            made.from_round = max(amendment.from_round, version.starts)
            made.save(update_fields=["from_round"])


def _decided(current: Amendment, decision: Decision, doer: Doer) -> Amendment:
    current.decided_by_name, current.decided_on = decision.decided_by.strip(), decision.decided_on
    current.letter_number, current.letter_date = decision.letter_number.strip(), decision.letter_date
    current.scan = keep(decision.scan, kind_of(decision.scan) or "", now=doer.now)
    current.edits += 1
    current.save()
    told = {
        "outcome": str(current.outcome),
        "decided_by": current.decided_by_name,
        "letter": current.letter_number,
        "granted": ", ".join(decision.codes),
        "file": current.scan.sha256,
    }
    note_amendment(doer, "amendment.decide", current, {"outcome": str(Outcome.PENDING)}, told)
    return current
