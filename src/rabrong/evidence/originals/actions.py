"""Writing the register of originals: where papers are kept, and that they were sent by a letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rabrong.audit.actions import Deed, queue_behind, record
from rabrong.evidence.models import Original, OriginalVersion
from rabrong.evidence.originals.queries import Line, original_of
from rabrong.evidence.originals.rules import (
    MOST_LINES,
    Register,
    grant_to_register,
    register_refusal,
    somewhere_refusal,
    written_over,
)
from rabrong.org.actor import Actor, Grant
from rabrong.org.rules import Refusal

FIELDS = ("place", "folder", "keeper", "sent_on", "letter", "way", "note")


@dataclass(frozen=True, slots=True)
class _Writing:
    """Who writes, on what grounds, when."""

    by: Actor
    grant: Grant
    now: datetime


@transaction.atomic
def record_originals(
    lines: Sequence[Line], register: Register, seen: Mapping[str, int], *, by: Actor, now: datetime
) -> int | Refusal:
    """Write the same into several lines: all of them or none. Answers how many lines say something else now.

    `seen` are the versions that the form showed, by the key of the line; a line that was written since refuses all.
    """
    refusal = _refusal(lines, register, by)
    if refusal is not None:
        return refusal
    queue_behind(lines[0].unit.chain)
    written = 0
    for line in lines:
        done = _write(line, register, seen.get(line.key, -1), by, now)
        if isinstance(done, Refusal):
            transaction.set_rollback(True)
            return done
        written += done
    return written


def _refusal(lines: Sequence[Line], register: Register, by: Actor) -> Refusal | None:
    if not lines:
        return Refusal("original.no_lines")
    if len(lines) > MOST_LINES:
        return Refusal("original.too_many", {"most": MOST_LINES})
    for unit in {line.unit for line in lines}:
        if grant_to_register(by, unit) is None:
            return Refusal("original.not_keeper", {"unit": str(unit)})
    return register_refusal(register, by.today)


def _write(line: Line, register: Register, seen: int, by: Actor, now: datetime) -> bool | Refusal:
    grant = grant_to_register(by, line.unit)
    assert grant is not None  # asked for every unit before
    original = original_of(line)
    before = None if original is None else original.versions.order_by("-number").first()
    standing = before or line.standing
    if (0 if standing is None else standing.number) != seen:
        return Refusal("original.stale", {"document": line.text, "unit": str(line.unit)})
    fields = written_over(standing, register)
    nowhere = somewhere_refusal(fields)
    if nowhere is not None:
        return nowhere
    if standing is not None and all(getattr(standing, name) == fields[name] for name in FIELDS):
        return False
    _append(original or _begun(line), before, fields, _Writing(by, grant, now))
    return True


def _begun(line: Line) -> Original:
    return Original.objects.create(
        unit=line.unit,
        indicator=line.indicator,
        round=line.round,
        document=line.document,
        attachment=None if line.filed is None else line.filed.attachment,
    )


def _append(
    original: Original, before: OriginalVersion | None, fields: Mapping[str, object], writing: _Writing
) -> None:
    version = OriginalVersion.objects.create(
        original=original,
        number=1 if before is None else before.number + 1,
        by=writing.by.person,
        acting_id=writing.grant.acting,
        at=writing.now,
        **fields,
    )
    unit = original.unit
    after, earlier = _told(version), {} if before is None else _told(before)
    deed = Deed(
        verb="original.record",
        subject=f"original {original.pk}",
        actor=writing.by.code,
        acting_for=writing.grant.acting_for,
        unit=unit.code,
        before={name: text for name, text in earlier.items() if after[name] != text},
        after={name: text for name, text in after.items() if earlier.get(name, "") != text},
        private_before={} if before is None else {"keeper": before.keeper},
        private_after={"keeper": version.keeper},
    )
    record(unit.chain, deed, now=writing.now)


def _told(version: OriginalVersion) -> dict[str, str]:
    values = {name: getattr(version, name) for name in FIELDS if name != "keeper"}
    return {name: "" if value is None else str(value) for name, value in values.items()}
