"""Who may ask for a change of what was agreed, until when, what may change, and who decides."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from rabrong.agreement_file.from_data import BadCriteriaError, criterion_of
from rabrong.agreements.amending import AmendingFault, amended
from rabrong.agreements.changes import Wanted, wanted_in
from rabrong.agreements.differences import Difference, differences, sides_of
from rabrong.agreements.models import Agreement, AgreementState, Amendment, Outcome, Revision
from rabrong.agreements.queries.agreements import SignedTexts, content_of_text
from rabrong.agreements.rules.agreements import grant_as_head, grant_to_prepare
from rabrong.agreements.rules.templates import running_round
from rabrong.agreements.rules.years import closed_refusal
from rabrong.org.actor import Actor, Grant
from rabrong.org.models import Role, UnitKind
from rabrong.org.rules import Refusal, may_administer
from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.scoring.scale import Scale

OWN_FIELDS = ("weight", "target", "criteria")
"""What an agreement says of an indicator by itself; name and unit of measure are the year's, so the department's."""

NEVER = ("aspect",)
"""Moving an indicator between aspects in mid-year would change what earlier rounds said of the aspects."""

LONGEST_TEXT = 4000
Content = Mapping[str, Any]


def may_ask(actor: Actor, agreement: Agreement) -> Grant | None:
    """The PSDG, and the head of the unit whose agreement it is."""
    return may_administer(actor) or grant_as_head(actor, agreement.unit)


def grant_to_ask(actor: Actor, agreement: Agreement) -> Grant | Refusal:
    """What asking for a change rests on, or why it cannot be asked for."""
    grant = may_ask(actor, agreement)
    if grant is None:
        return Refusal("amendment.not_yours", {"unit": str(agreement.unit)})
    return closed_refusal(agreement.year) or grant


def rounds_to_choose(year: int, today: date, signed: Revision | None) -> tuple[Round, ...]:
    """The rounds that are not over, from the one on from which the newest text counts."""
    first = max(running_round(year, today), 0 if signed is None else signed.from_round)
    return tuple(round_ for round_ in ROUNDS if round_ >= first)


def is_late(cut_off: date | None, asked_on: date) -> bool:
    """Whether the last day has passed; never where nobody has set one."""
    return cut_off is not None and asked_on > cut_off


def asking_refusal(texts: SignedTexts, agreement: Agreement) -> Refusal | None:
    """Only what both have signed can be amended."""
    if agreement.state != AgreementState.SIGNED or texts.signed is None:
        return Refusal("amendment.not_signed")
    return None


def round_refusal(texts: SignedTexts, from_round: int, today: date) -> Refusal | None:
    """A round that is over keeps its rules."""
    year = texts.revisions[0].agreement.year_id
    choices = rounds_to_choose(year, today, texts.signed)
    if from_round in choices:
        return None
    return Refusal("amendment.round_over", {"round": from_round, "rounds": ", ".join(map(str, choices)) or "-"})


def wanted_refusal(wanted: Wanted, agreement: Agreement, scale: Scale) -> Refusal | None:
    """Something is asked for, and nothing that cannot change."""
    if not wanted.codes and wanted.changes.weights is None:
        return Refusal("amendment.nothing")
    fields = {field for row in wanted.changes.fields.values() for field in row}
    if fields.intersection(NEVER):
        return Refusal("amendment.aspect")
    is_own = not wanted.changes.cancelled and not wanted.changes.added and fields <= set(OWN_FIELDS)
    if not is_own and (agreement.unit.kind != UnitKind.DEPARTMENT or agreement.person_id is not None):
        return Refusal("amendment.of_department")
    bad = next((code for code, data in _criteria_in(wanted) if not _is_usable(data, scale)), None)
    return None if bad is None else Refusal("amendment.criteria", {"indicator": bad})


def _criteria_in(wanted: Wanted) -> Iterator[tuple[str, object]]:
    for code, fields in wanted.changes.fields.items():
        if "criteria" in fields:
            yield code, fields["criteria"]
    for row in wanted.changes.added:
        yield str(row["code"]), row["criteria"]


def _is_usable(data: object, scale: Scale) -> bool:
    try:
        criterion_of(data, scale)
    except BadCriteriaError:
        return False
    return True


def next_content(signed: Revision, wanted: Wanted, from_round: Round) -> dict[str, Any] | Refusal:
    """What would be signed next, or why not."""
    known = {row["code"] for row in content_of_text(signed)["indicators"]}
    unknown = next((code for code in wanted.details if code not in known), None)
    if unknown is not None:
        return Refusal("amend.unknown_indicator", {"indicator": unknown})
    found = amended(content_of_text(signed), wanted.changes, from_round)
    return Refusal(found.code, {"indicator": found.indicator}) if isinstance(found, AmendingFault) else found


def what_changes(signed: Revision, after: Content) -> tuple[Difference, ...]:
    """The differences to what is signed now."""
    return differences(content_of_text(signed), after)


def late_refusal(cut_off: date | None, asked_on: date, exception: str) -> Refusal | None:
    """After the last day only with a reason that the department's head is asked to let it in for."""
    if not is_late(cut_off, asked_on) or exception.strip():
        return None
    return Refusal("amendment.late", {"on": cut_off})


def grant_to_let_in(actor: Actor, amendment: Amendment) -> Grant | Refusal:
    """The department's head, or who acts for the head, lets a late request in."""
    grant = next((each for each in actor.holds(Role.EXECUTIVE) if each.unit_kind == UnitKind.DEPARTMENT), None)
    if grant is None:
        return Refusal("amendment.not_head")
    if amendment.outcome != Outcome.PENDING:
        return Refusal("amendment.decided", {"number": amendment.number})
    if not amendment.exception or amendment.exception_by_id is not None:
        return Refusal("amendment.nothing_to_let_in")
    return closed_refusal(amendment.agreement.year) or grant


def is_let_in(amendment: Amendment) -> bool:
    """Whether a request is in time, or the department's head has let it in."""
    return not is_late(amendment.cut_off, amendment.requested_on) or amendment.exception_by_id is not None


def grant_to_decide(actor: Actor, amendment: Amendment) -> Grant | Refusal:
    """The PSDG enters what was decided."""
    grant = grant_to_prepare(actor, amendment.agreement)
    if isinstance(grant, Refusal):
        return grant
    if amendment.outcome != Outcome.PENDING:
        return Refusal("amendment.decided", {"number": amendment.number})
    return grant if is_let_in(amendment) else Refusal("amendment.not_let_in", {"on": amendment.cut_off})


def letter_refusal(number: str, day: date | None, decided_on: date | None, today: date) -> Refusal | None:
    """A decision of others comes by letter: its number, its date, and the day it was decided, none of them to come."""
    if not number.strip() or day is None or decided_on is None:
        return Refusal("amendment.no_letter")
    if max(day, decided_on) > today:
        return Refusal("amendment.day_to_come", {"on": max(day, decided_on)})
    return None


def granting_refusal(texts: SignedTexts, amendment: Amendment, codes: Iterable[str]) -> Refusal | None:
    """One text waits to be signed at a time; a part is some of what was asked for, not all and not nothing."""
    if texts.waiting is not None:
        return Refusal("amendment.text_waiting", {"number": texts.waiting.number})
    asked, granted = set(wanted_in(amendment.changes).codes), set(codes)
    if amendment.outcome == Outcome.PARTLY and not (granted and granted < asked):
        return Refusal("amendment.which_part")
    return None


def moved_on_refusal(amendment: Amendment, found: tuple[Difference, ...]) -> Refusal | None:
    """What is granted is what was asked for: another amendment in between may have changed what stood before."""
    before, after = sides_of(found)
    codes = set(before) & set(amendment.before)
    if set(before) <= set(amendment.before) and all(before[code] == amendment.before[code] for code in codes):
        return None if all(after[code] == amendment.after[code] for code in codes) else _moved_on(amendment)
    return _moved_on(amendment)


def _moved_on(amendment: Amendment) -> Refusal:
    return Refusal("amendment.moved_on", {"number": amendment.number})
