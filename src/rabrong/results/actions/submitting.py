"""Submitting many months' numbers at once: all of them or none; sent twice, they are there once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.results.actions.entering import Accepted, Stale, Submission, submit_entries
from rabrong.results.models import Entry


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Numbers changed since the form was opened: (indicator id, month) -> the newest entries by cell."""

    current: Mapping[tuple[int, int], Mapping[str, Entry]]


def submit_together(
    submissions: Sequence[Submission], *, by: Actor, now: datetime
) -> tuple[Accepted, ...] | Refusal | Conflicts:
    """Submit all, or nothing where one is refused or stale. Where all stands already, nothing is written."""
    with transaction.atomic():
        done = [submit_entries(each, by=by, now=now) for each in submissions]
        accepted = tuple(each for each in done if isinstance(each, Accepted))
        if len(accepted) == len(submissions):
            return accepted
        transaction.set_rollback(True)
    refused = next((each for each in done if isinstance(each, Refusal)), None)
    if refused is not None:
        return refused
    places = zip(submissions, done, strict=True)
    return Conflicts({(at.indicator.pk, at.month): each.current for at, each in places if isinstance(each, Stale)})
