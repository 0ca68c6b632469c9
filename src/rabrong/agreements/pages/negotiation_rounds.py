"""The rounds of a negotiation as a strip: what happened in each, how it goes on, until when an appeal can be filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from rabrong.agreements.models import Agreement, AgreementState, Appeal, Meeting, MeetingKind, Outcome
from rabrong.agreements.rules.negotiation import appeal_deadline
from rabrong.ui.dates import day, short_day
from rabrong.ui.numbers import bare
from rabrong.ui.words import language

CURRENT = {
    AgreementState.NOTIFIED: "notified",
    AgreementState.APPEALED: "appeal",
    AgreementState.VETTED: "vetting",
    AgreementState.SIGNED: "signing",
}


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round: `looks` is done, now or to_come."""

    key: str
    name: str
    about: str
    looks: str


def rounds_of(agreement: Agreement, meetings: Sequence[Meeting], appeals: Sequence[Appeal]) -> list[RoundView]:
    """Internal, informal, committee, notified, appeal, vetting."""
    now = CURRENT.get(AgreementState(agreement.state)) or _newest_kind(meetings)
    kinds = [(str(kind), str(kind.label), _kind_about(kind, meetings)) for kind in MeetingKind]
    rows = [*kinds, ("appeal", gettext("อุทธรณ์"), _appeal_about(agreement, meetings, appeals))]
    rows.append(("vetting", gettext("ตรวจทานและลงนาม"), _vetting_about(agreement)))
    order = [key for key, _, _ in rows]
    at = order.index(now) if now in order else len(order)
    return [RoundView(key, name, about, _looks(place, at, about)) for place, (key, name, about) in enumerate(rows)]


def _newest_kind(meetings: Sequence[Meeting]) -> str:
    kinds = [str(kind) for kind in MeetingKind]
    return max((meeting.kind for meeting in meetings), key=kinds.index, default="internal")


def _looks(place: int, at: int, about: str) -> str:
    if place == at:
        return "now"
    return "done" if place < at and about != NOTHING else "to_come"


NOTHING = "-"


def _kind_about(kind: MeetingKind, meetings: Sequence[Meeting]) -> str:
    days = [meeting.on for meeting in meetings if meeting.kind == kind]
    if not days:
        return NOTHING
    if len(days) == 1:
        return day(days[0], language())
    times = gettext("%(count)s ครั้ง") % {"count": bare(len(days))}
    return f"{short_day(min(days), language())} – {day(max(days), language())} · {times}"


def _appeal_about(agreement: Agreement, meetings: Sequence[Meeting], appeals: Sequence[Appeal]) -> str:
    if appeals:
        last = appeals[-1]
        filed = gettext("ยื่น %(day)s") % {"day": day(last.filed_on, language())}
        return f"{filed} · {Outcome(last.outcome).label}"
    notified = [meeting for meeting in meetings if meeting.kind == MeetingKind.NOTIFIED]
    return deadline_words(agreement, notified[-1]) if notified else days_words(agreement)


def days_words(agreement: Agreement) -> str:
    """Within how many days an appeal can be filed."""
    days = agreement.year.appeal_days
    if days is None:
        return gettext("ยังไม่กำหนดจำนวนวัน")
    return gettext("ภายใน %(days)s วัน") % {"days": bare(days)}


def deadline_words(agreement: Agreement, notified: Meeting, today: date | None = None) -> str:
    """Until when the notified result can be appealed."""
    deadline = appeal_deadline(agreement, notified)
    if deadline is None:
        return gettext("ยังไม่กำหนดจำนวนวัน")
    if today is not None and today > deadline:
        return gettext("หมดเวลาเมื่อ %(day)s") % {"day": day(deadline, language())}
    return gettext("ยื่นได้ถึง %(day)s") % {"day": day(deadline, language())}


def _vetting_about(agreement: Agreement) -> str:
    if agreement.state in (AgreementState.VETTED, AgreementState.SIGNED):
        return str(AgreementState(agreement.state).label)
    return NOTHING


def meeting_words(meeting: Meeting) -> str:
    """A meeting in one line."""
    kind = MeetingKind(meeting.kind).label
    letter = f" · {meeting.letter_number}" if meeting.letter_number else ""
    return f"{day(meeting.on, language())} · {kind} · {meeting.with_whom}{letter}"
