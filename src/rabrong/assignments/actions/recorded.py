"""What the actions of this stage share: ending a row instead of changing it, and the record of the deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.models import ROUNDS, Standing
from rabrong.assignments.rules.rounds import round_after, round_before, to_the_end, until
from rabrong.audit.actions import Deed, record
from rabrong.org.actor import Actor


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does it, when, and for whom they act."""

    by: Actor
    now: datetime
    acting_for: str = ""


def end(row: Standing, from_round: int, doer: Doer, *, to_round: int = ROUNDS[-1]) -> None:
    """A row says nothing from a round on, up to another if given; what it said of the rounds before and after goes on
    in rows that follow it."""
    before, after = row.__class__(**_values(row)), row.__class__(**_values(row))
    row.ended_at, row.ended_by = doer.now, doer.by.person
    row.save(update_fields=["ended_at", "ended_by"])
    if row.from_round < from_round:
        before.to_round = round_before(from_round)
        _begin(before, doer)
    if until(row) > to_round:
        after.from_round, after.to_round = round_after(to_round), to_the_end(until(row))
        _begin(after, doer)


def _begin(row: Standing, doer: Doer) -> None:
    row.made_at, row.made_by = doer.now, doer.by.person
    row.save()


def _values(row: Standing) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


def note_indicator(
    doer: Doer, verb: str, version: IndicatorVersion, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Record what changed for an indicator; what did not change is left out."""
    chain = doer.by.person.unit.chain
    deed = Deed(
        verb=verb,
        subject=f"indicator {version.year_id}/{version.code}",
        actor=doer.by.code,
        acting_for=doer.acting_for,
        unit=chain,
        before={key: text for key, text in before.items() if text != after.get(key, "")},
        after={key: text for key, text in after.items() if text != before.get(key, "")},
    )
    record(chain, deed, now=doer.now)
