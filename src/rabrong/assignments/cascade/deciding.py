"""Accepting or declining what a run proposes: written into what is unsigned, asked for as an amendment of what is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.agreements.actions.agreements import StaleText
from rabrong.agreements.actions.amendments import Asked, ask_for_amendment
from rabrong.agreements.actions.applying import Rescore
from rabrong.agreements.actions.children import ChildItem, write_children
from rabrong.agreements.amending import Changes, Field
from rabrong.agreements.changes import Wanted
from rabrong.agreements.models import Agreement, AgreementState, Amendment, Signature
from rabrong.agreements.queries.agreements import texts_of
from rabrong.assignments.cascade.actions import note_run
from rabrong.assignments.cascade.rules import grant_to_cascade
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState
from rabrong.audit.actions import queue_behind
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import Round
from rabrong.thai.fiscal import first_day


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an amendment that comes of accepting is asked for with: reason of the year, words, round."""

    reason: str = ""
    text: str = ""
    from_round: Round = 12


@dataclass(frozen=True, slots=True)
class Decided:
    """The rows that were decided, and those that were not with the reason."""

    done: tuple[CascadeRow, ...]
    refused: tuple[tuple[CascadeRow, Refusal], ...]


@transaction.atomic
def decide_proposals(
    run: CascadeRun, rows: Sequence[int], *, accept: Grounds | None, rescore: Rescore, by: Actor, now: datetime
) -> Decided | Refusal:
    """Accept (with `accept`) or decline open rows of a run, in bulk. What cannot be accepted stays open."""
    queue_behind(by.person.unit.chain)
    current = CascadeRun.objects.select_related("parent__year", "parent__unit").get(pk=run.pk)
    grant = grant_to_cascade(by, current.parent)
    if isinstance(grant, Refusal):
        return grant
    wanted = current.rows.select_for_update(of=("self",)).filter(pk__in=rows, state=RowState.OPEN)
    found = list(wanted.select_related("unit", "person", "indicator"))
    if not found:
        return Refusal("cascade.no_row")
    refused = [] if accept is None else _accept(current, found, accept, rescore, by, now)
    stay = {row.pk for row, _ in refused}
    done = tuple(row for row in found if row.pk not in stay)
    state = RowState.DECLINED if accept is None else RowState.ACCEPTED
    CascadeRow.objects.filter(pk__in=[row.pk for row in done]).update(state=state, decided_by=by.person, decided_at=now)
    if done:
        verb = "cascade.decline" if accept is None else "cascade.accept"
        note_run(current, verb, by, grant.acting_for, now, rows=", ".join(str(row.pk) for row in done))
    return Decided(done, tuple(refused))


def _accept(
    run: CascadeRun, rows: Sequence[CascadeRow], grounds: Grounds, rescore: Rescore, by: Actor, now: datetime
) -> list[tuple[CascadeRow, Refusal]]:
    year = run.parent.year_id
    agreements = {
        (row.unit_id, row.person_id): row
        for row in Agreement.objects.filter(year_id=year, unit__in={row.unit_id for row in rows})
    }
    signing = set(
        Signature.objects.filter(revision__agreement__year_id=year).values_list("revision__agreement_id", flat=True)
    )
    refused: list[tuple[CascadeRow, Refusal]] = []
    open_rows: list[CascadeRow] = []
    by_agreement: dict[Agreement, list[CascadeRow]] = {}
    for row in rows:
        child = agreements.get((row.unit_id, row.person_id))
        if child is None or (child.state != AgreementState.SIGNED and child.pk not in signing):
            open_rows.append(row)
        else:
            by_agreement.setdefault(child, []).append(row)
    for child, own in by_agreement.items():
        answer = _ask(child, own, grounds, by, now)
        if not isinstance(answer, Amendment):
            refusal = Refusal("cascade.changed") if isinstance(answer, StaleText) else answer
            refused += [(row, refusal) for row in own]
    if open_rows:
        superiors = {(row.unit_id, row.person_id): run.parent.unit_id for row in open_rows}
        items = [ChildItem((row.unit_id, row.person_id), row.indicator_id, row.after) for row in open_rows]
        write_children(year, superiors, items, lambda _: None)
        rescore(first_day(year), now)
    return refused


def _ask(
    child: Agreement, rows: Sequence[CascadeRow], grounds: Grounds, by: Actor, now: datetime
) -> Amendment | Refusal | StaleText:
    signed = texts_of(child).signed
    if signed is None:
        return Refusal("amendment.not_signed")
    fields: dict[str, dict[Field, object]] = {}
    for row in rows:
        after, before, wanted = row.after, row.before, dict[Field, object]()
        if after["target"] != before.get("target"):
            wanted["target"] = after["target"]
        if after["criteria"] != before.get("criteria"):
            wanted["criteria"] = after["criteria"] or row.indicator.criteria
        at = str(grounds.from_round)
        if after["weights"].get(at) != before.get("weights", {}).get(at):
            wanted["weight"] = after["weights"][at]
        fields[row.indicator.code] = wanted
    asked = Asked(grounds.reason, grounds.text, grounds.from_round, Wanted(Changes(fields)))
    return ask_for_amendment(child, asked, seen=signed.digest, by=by, now=now)
