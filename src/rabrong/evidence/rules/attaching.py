"""May a document be attached: by the unit's keeper, while the month or the round is open, to what it has promised."""

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from rabrong.agreements.models import IndicatorVersion, Item
from rabrong.assignments.models import ROUNDS, Ownership
from rabrong.evidence.models import Attachment
from rabrong.evidence.models.attachments import LONGEST_LEVEL
from rabrong.evidence.queries.attachments import count_there
from rabrong.evidence.queries.prescribed import prescribed_ever
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, Unit, UnitKind
from rabrong.org.rules import Refusal, may_enter_for
from rabrong.results.models import RoundWindow, Window
from rabrong.results.queries.rounds import EntryWindow, windows_for
from rabrong.results.rules.entering import month_refusal

LONGEST_REASON = 500
ROUND_BEGINS = {6: 1, 9: 7, 12: 10}
"""Round -> the first fiscal month that it does not share with the round before it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a document belongs: a unit, an indicator, a fiscal month or a round; what it is, which level it proves."""

    unit: Unit
    indicator: IndicatorVersion
    month: int | None = None
    round: int | None = None
    document: str = ""
    level: str = ""

    @property
    def attachment(self) -> Attachment:
        """The row, not stored yet."""
        return Attachment(
            unit=self.unit,
            indicator=self.indicator,
            month=self.month,
            round=self.round,
            document=self.document,
            level=self.level,
        )


def slot_of(attachment: Attachment) -> Slot:
    """Where a stored document belongs."""
    return Slot(
        attachment.unit,
        attachment.indicator,
        attachment.month,
        attachment.round,
        attachment.document,
        attachment.level,
    )


def grant_to_attach(actor: Actor, slot: Slot) -> Grant | Refusal:
    """What attaching rests on, or why it may not be. Three queries for a month, five for a round.

    Unlike a number, a document is not added up: a province attaches its own although its districts report.
    """
    grant = may_attach_for(actor, slot.unit)
    if grant is None:
        return Refusal("evidence.not_keeper", {"unit": str(slot.unit)})
    return _not_promised(slot) or time_refusal(slot, actor.today) or grant


def may_attach_for(actor: Actor, unit: Unit) -> Grant | None:
    """The unit's keeper; at a province its working group too, which collects the set that is kept there."""
    groups = actor.holds(Role.WORKING_GROUP) if unit.kind == UnitKind.PROVINCE else ()
    return may_enter_for(actor, unit) or next((grant for grant in groups if grant.unit_id == unit.pk), None)


def _not_promised(slot: Slot) -> Refusal | None:
    promised = Item.objects.filter(indicator=slot.indicator, agreement__unit=slot.unit, agreement__person=None)
    if promised.exists() or Ownership.objects.filter(indicator=slot.indicator, unit=slot.unit).exists():
        return None
    return Refusal("evidence.not_promised", {"unit": str(slot.unit), "code": slot.indicator.code})


def time_refusal(slot: Slot, today: date) -> Refusal | None:
    """A month is open as its numbers are; a round from its first month until its reports are due."""
    if (slot.month is None) == (slot.round is None):
        return Refusal("evidence.no_time")
    if slot.month is not None:
        if slot.month not in range(1, 13):
            return Refusal("evidence.no_time")
        window = windows_for(slot.unit, slot.indicator.year_id, slot.month)
        return month_refusal(slot.indicator, slot.month, window, today)
    assert slot.round is not None  # one of the two, see above
    if slot.round not in ROUNDS:
        return Refusal("evidence.no_time")
    return month_refusal(slot.indicator, slot.round, _round_window(slot, slot.round), today)


def _round_window(slot: Slot, round_: int) -> EntryWindow | None:
    year = slot.indicator.year_id
    window = windows_for(slot.unit, year, round_)
    if window is None:
        return None
    opens = Window.objects.filter(year_id=year, month=ROUND_BEGINS[round_]).values_list("opens", flat=True).first()
    closes = RoundWindow.objects.filter(year_id=year, round=round_).values_list("closes", flat=True).first()
    return replace(window, opens=opens or window.opens, closes=max(closes or window.closes, window.closes))


def level_refusal(slot: Slot) -> Refusal | None:
    """The document is one that was prescribed, or none; the level is short. One query where a document is named."""
    if len(slot.level) > LONGEST_LEVEL or (slot.document and slot.document not in prescribed_ever(slot.indicator)):
        return Refusal("evidence.no_document")
    return None


def room_refusal(slot: Slot) -> Refusal | None:
    """No more documents in one place than the settings say. One query."""
    most = settings.EVIDENCE_MOST_FILES
    return Refusal("evidence.many_files", {"most": most}) if count_there(slot.attachment) >= most else None


def reason_refusal(reason: str) -> Refusal | None:
    """Taking a document off needs a reason, and not a long one."""
    if not reason.strip():
        return Refusal("evidence.no_reason")
    return Refusal("evidence.long_reason", {"most": LONGEST_REASON}) if len(reason) > LONGEST_REASON else None
