"""Accepting or declining what a run proposes: written into what is unsigned, asked for as an amendment of what is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.agreements.actions.agreements import StaleText
from rabrong.agreements.actions.amendments import Asked, ask_for_amendment
from rabrong.agreements.actions.applying import Rescore
from rabrong.agreements.actions.children import ChildItem, Whose, write_children
from rabrong.agreements.amending import Changes, Field
from rabrong.agreements.changes import Wanted
from rabrong.agreements.models import Agreement, AgreementState, Amendment, Item, Signature
from rabrong.agreements.queries.agreements import texts_of
from rabrong.assignments.cascade.orders import order_in
from rabrong.assignments.cascade.queries import content_of, superiors_in
from rabrong.assignments.cascade.recorded import note_run
from rabrong.assignments.cascade.rules import grant_to_decide
from rabrong.assignments.models import CascadeRow, CascadeRun, RowState
from rabrong.audit.actions import queue_behind
from rabrong.org.actor import Actor
from rabrong.org.rules import Refusal
from rabrong.scoring.agreement import Round
from rabrong.thai.fiscal import first_day


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an amendment that comes of accepting is asked for with: reason of the year, words, round; why late."""

    reason: str = ""
    text: str = ""
    from_round: Round = 12
    exception: str = ""


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
    wanted = current.rows.select_for_update(of=("self",)).filter(pk__in=rows, state=RowState.OPEN)
    found = list(wanted.select_related("unit", "person", "indicator").order_by("pk"))
    grant = grant_to_decide(by, current.parent, {row.unit for row in found})
    if isinstance(grant, Refusal):
        return grant
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
    agreements = _agreements(run, rows)
    signing = set(
        Signature.objects.filter(revision__agreement__in=agreements.values()).values_list(
            "revision__agreement_id", flat=True
        )
    )
    open_rows: list[CascadeRow] = []
    by_agreement: dict[Agreement, list[CascadeRow]] = {}
    for row in rows:
        child = agreements.get((row.unit_id, row.person_id))
        if child is None or (child.state != AgreementState.SIGNED and child.pk not in signing):
            open_rows.append(row)
        else:
            by_agreement.setdefault(child, []).append(row)
    refused = _asked_for(by_agreement, grounds, by, now)
    return [*refused, *_taken(run, open_rows, rescore, now)]


def _agreements(run: CascadeRun, rows: Sequence[CascadeRow]) -> dict[Whose, Agreement]:
    found = Agreement.objects.filter(year_id=run.parent.year_id, unit__in={row.unit_id for row in rows})
    return {(row.unit_id, row.person_id): row for row in found.select_related("year", "unit", "person")}


def _asked_for(
    by_agreement: Mapping[Agreement, Sequence[CascadeRow]], grounds: Grounds, by: Actor, now: datetime
) -> Iterator[tuple[CascadeRow, Refusal]]:
    """What is signed is asked for as an amendment; what stands against one stands against all its rows."""
    for child, own in by_agreement.items():
        answer = _ask(child, own, grounds, by, now)
        if not isinstance(answer, Amendment):
            refusal = Refusal("cascade.changed") if isinstance(answer, StaleText) else answer
            yield from ((row, refusal) for row in own)


def _taken(
    run: CascadeRun, rows: Sequence[CascadeRow], rescore: Rescore, now: datetime
) -> list[tuple[CascadeRow, Refusal]]:
    """What is not signed is written, unless somebody has changed it since it was proposed."""
    found = Item.objects.filter(
        agreement__year_id=run.parent.year_id,
        agreement__unit__in={row.unit_id for row in rows},
        indicator__in={row.indicator_id for row in rows},
    ).select_related("agreement")
    now_there = {(each.agreement.unit_id, each.agreement.person_id, each.indicator_id): each for each in found}
    good, refused = [], []
    for row in rows:
        item = now_there.get((row.unit_id, row.person_id, row.indicator_id))
        if (content_of(item) if item else {}) == row.before:
            good.append(row)
        else:
            refused.append((row, Refusal("cascade.changed_since")))
    if good:
        superiors = superiors_in(run.parent, order_in(run.parameters))
        known = {whose: superiors.get(whose, run.parent.unit_id) for whose in map(_whose, good)}
        items = [ChildItem(_whose(row), row.indicator_id, row.after) for row in good]
        write_children(run.parent.year_id, known, items, lambda _: None)
        rescore(first_day(run.parent.year_id), now)
    return refused


def _whose(row: CascadeRow) -> Whose:
    return row.unit_id, row.person_id


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
    asked = Asked(grounds.reason, grounds.text, grounds.from_round, Wanted(Changes(fields)), grounds.exception)
    return ask_for_amendment(child, asked, seen=signed.digest, by=by, now=now)
