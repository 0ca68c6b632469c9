"""Submitting under a key that the device made: whatever is sent again is there once and is answered the same."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rabrong.audit.actions import queue_behind
from rabrong.org.actor import Actor
from rabrong.org.models import Unit
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.results.actions.submitting import Conflicts, ReportForm, Submitted, submit_reports_of
from rabrong.results.models import Sending
from rabrong.results.queries.desk import entered_at
from rabrong.results.queries.sendings import sending_under

Answer = Mapping[str, object]
"""What the device is told, as JSON keeps it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """For which unit and year something is sent, under which key; `content` is all that was sent, as one text."""

    key: UUID
    unit: Unit
    year: int
    content: str

    @property
    def digest(self) -> str:
        """The hash of what was sent, and for whom."""
        return hashlib.sha256(f"{self.unit.code}/{self.year}\n{self.content}".encode()).hexdigest()


def answered_before(envelope: Envelope, *, by: Actor) -> Answer | Refusal | None:
    """The answer that was given under this key; a refusal where the key stands for other content, None for a new one.

    Another person's key is refused in the same words. One query.
    """
    sending = sending_under(envelope.key)
    if sending is None:
        return None
    if sending.by_id != by.person.pk or sending.digest != envelope.digest:
        return Refusal("sending.key_taken")
    answer: Answer = sending.answer
    return answer


def send_once(
    envelope: Envelope, forms: Sequence[ReportForm], beside: Answer, *, by: Actor, now: datetime
) -> Answer | Refusal | Conflicts:
    """Submit what is complete and keep the answer under the key, together or not at all.

    `beside` is what the caller says of the rest; it is kept with the places sent and those that wait for a word.
    Senders of one department queue behind its audit chain, so that two with the same key find each other.
    """
    if may_enter_for(by, envelope.unit) is None:
        return Refusal("entry.not_keeper", {"unit": str(envelope.unit)})
    with transaction.atomic():
        queue_behind(envelope.unit.chain)
        before = answered_before(envelope, by=by)
        if before is not None:
            return before
        done = submit_reports_of(forms, by=by, now=now)
        if isinstance(done, Refusal | Conflicts):
            return done
        answer = {**beside, **_answer(envelope.unit, forms, done)}
        Sending.objects.create(
            key=envelope.key,
            unit=envelope.unit,
            year_id=envelope.year,
            digest=envelope.digest,
            answer=answer,
            by=by.person,
            at=now,
        )
    return answer


def _answer(unit: Unit, forms: Sequence[ReportForm], done: Submitted) -> Answer:
    """The places sent, those that wait for a word, and the versions that stand now of what was sent."""
    codes = {form.place: form.item.indicator.code for form in forms}
    newest = entered_at(unit, {indicator for indicator, _ in done.places}).newest
    return {
        "sent": [[codes[place], place[1]] for place in done.places],
        "asked": [[codes[place], place[1]] for place in done.unanswered],
        "versions": [
            [codes[indicator, month], month, cell, months[month].version]
            for indicator, month in done.places
            for cell, months in sorted(newest[indicator].items())
            if month in months
        ],
    }
