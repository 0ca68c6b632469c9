"""What hangs on somebody, in groups by duty, the running round first to the eye."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from rabrong.agreements.models import IndicatorVersion
from rabrong.assignments.matrix.pages import duty_name
from rabrong.assignments.models import Duty, Ownership, Responsibility
from rabrong.assignments.queries import Duties
from rabrong.assignments.wording import role_words, rounds_words
from rabrong.scoring.exact import trimmed
from rabrong.ui.words import in_language


@dataclass(frozen=True, slots=True)
class DutyLine:
    """An indicator somebody has to do with; `is_now` in the running round. `note` is share, score or for whom."""

    code: str
    name: str
    rounds: str
    note: str
    is_now: bool
    indicator: int


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """All of one duty; `is_units` where the unit has it and not the person."""

    word: str
    is_units: bool
    lines: tuple[DutyLine, ...]


def duty_groups(own: Duties, units: Duties, round_: int) -> list[DutyGroup]:
    """The person's own duties by kind, then what the unit owns and supports; empty groups are left out."""
    groups = [DutyGroup(str(duty.label), False, tuple(_held(own.responsibilities, duty, round_))) for duty in Duty]
    for duties, is_units in ((own, False), (units, True)):
        groups += [
            DutyGroup(role_words(role), is_units, tuple(_owned(duties.ownerships, role, round_)))
            for role, _ in Ownership.ROLES
        ]
    return [group for group in groups if group.lines]


def _held(rows: Iterable[Responsibility], duty: Duty, round_: int) -> Iterator[DutyLine]:
    for row in rows:
        if row.duty == duty:
            note = gettext("เจ้าของคะแนน") if row.is_score_owner else ""
            if row.substitute_for is not None:
                note = gettext("แทน %(keeper)s") % {"keeper": duty_name(row.substitute_for)}
            yield _line(row.indicator, rounds_words(row), note, is_now=row.counts_in(round_))


def _owned(rows: Iterable[Ownership], role: str, round_: int) -> Iterator[DutyLine]:
    for row in rows:
        if row.role == role:
            note = "" if row.share is None else f"{trimmed(row.share)}%"
            yield _line(row.indicator, rounds_words(row), note, is_now=row.counts_in(round_))


def _line(version: IndicatorVersion, rounds: str, note: str, *, is_now: bool) -> DutyLine:
    return DutyLine(version.code, in_language(version, "name"), rounds, note, is_now, version.pk)
