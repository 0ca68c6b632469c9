"""Who writes the register of originals and what it may say; None when it may, else why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rabrong.evidence.models import OriginalVersion, Way
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, Unit, UnitKind
from rabrong.org.rules import Refusal, may_enter_for

REGISTERS_BELOW = (Role.KEEPER, Role.WORKING_GROUP, Role.APPROVER, Role.DIRECTOR)
"""At a province these write the register of its districts too: the province keeps the set."""

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Register:
    """What shall stand in the register; None leaves a field as it is. Sending needs day, letter and way together."""

    place: str | None = None
    folder: str | None = None
    keeper: str | None = None
    sent_on: date | None = None
    letter: str | None = None
    way: str | None = None
    note: str | None = None
    is_back: bool = False
    """It was not sent, or came back: day, letter and way are taken out."""


def grant_to_register(actor: Actor, unit: Unit) -> Grant | None:
    """The keeper of a unit; of a district also who works in its province. The unit comes with its parent's id."""
    own = may_enter_for(actor, unit)
    if own is not None:
        return own
    above = (grant for grant in actor.holds(*REGISTERS_BELOW) if grant.unit_kind == UnitKind.PROVINCE)
    return next((grant for grant in above if grant.unit_id in (unit.pk, unit.parent_id)), None)


def writes_for(actor: Actor, unit: Unit) -> bool:
    """Whether somebody writes the register of a unit."""
    return grant_to_register(actor, unit) is not None


def register_refusal(register: Register, today: date) -> Refusal | None:
    """Sent is sent by a letter of a day that has come, in a way that is known."""
    if register.way and register.way not in Way.values:
        return Refusal("original.no_way")
    if register.sent_on is not None and register.sent_on > today:
        return Refusal("original.not_yet", {"day": register.sent_on})
    sent = (register.sent_on is not None, bool(register.letter), bool(register.way))
    return Refusal("original.sent_half") if any(sent) and not all(sent) and not register.is_back else None


def written_over(standing: OriginalVersion | None, register: Register) -> Mapping[str, object]:
    """The fields of the next version: what was said before, with what is said now."""
    before: dict[str, object] = {
        name: "" if standing is None else getattr(standing, name)
        for name in ("place", "folder", "keeper", "letter", "way", "note")
    }
    before["sent_on"] = None if standing is None else standing.sent_on
    said = {
        name: value.strip() if isinstance(value, str) else value
        for name in (*before,)
        if (value := getattr(register, name)) is not None
    }
    after = {**before, **said}
    return {**after, "sent_on": None, "letter": "", "way": ""} if register.is_back else after


def somewhere_refusal(fields: Mapping[str, object]) -> Refusal | None:
    """A paper is kept somewhere, or was sent."""
    return None if fields["place"] or fields["sent_on"] else Refusal("original.nowhere")
