"""Who may be named supervisor, keeper or substitute of an indicator by hand, and for which rounds."""

from collections.abc import Sequence
from dataclasses import dataclass

from rabrong.agreements.models import IndicatorVersion, Year
from rabrong.assignments.models import Duty, Responsibility
from rabrong.assignments.rules.rounds import absent_refusal, rounds_refusal, touch, until
from rabrong.org.models import Person, Unit
from rabrong.org.rules import Refusal


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody without an account: at least a name or a position."""

    name: str = ""
    position: str = ""
    telephone: str = ""
    email: str = ""
    unit: Unit | None = None

    def __str__(self) -> str:
        """The name, or the position where the name is not known."""
        return self.name or self.position


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is to have a duty for an indicator from a round on; `to_round` None is to the end of the year.

    `substitute_for` is the keeper a substitute stands in for, None for the other duties. `seen` is the `duties_mark` of
    what stood when somebody decided it, None where nobody looked.
    """

    indicator: IndicatorVersion
    duty: Duty
    who: Person | Contact
    from_round: int = 6
    to_round: int | None = None
    is_score_owner: bool = False
    substitute_for: Responsibility | None = None
    seen: str | None = None


def duties_mark(rows: Sequence[Responsibility]) -> str:
    """What tells whether the duties of an indicator are as they were."""
    return ".".join(str(pk) for pk in sorted(row.pk for row in rows))


def naming_refusal(naming: Naming, standing: Sequence[Responsibility], year: Year) -> Refusal | None:
    """Why somebody cannot be named; `standing` is everything in force of the indicator. No query."""
    if naming.seen is not None and naming.seen != duties_mark(standing):
        return Refusal("role.stale", {"code": naming.indicator.code})
    near = [row for row in standing if touch(row, naming)] if rounds_refusal(naming, year) is None else []
    return (
        rounds_refusal(naming, year)
        or _who_refusal(naming, year)
        or _twice_refusal(naming, near)
        or _later_refusal(naming, near)
        or _substitute_refusal(naming)
    )


def _who_refusal(naming: Naming, year: Year) -> Refusal | None:
    who = naming.who
    if isinstance(who, Person):
        return absent_refusal(who, naming, year)
    if not str(who).strip():
        return Refusal("role.nobody")
    return None if who.unit is None else absent_refusal(who.unit, naming, year)


def _twice_refusal(naming: Naming, near: Sequence[Responsibility]) -> Refusal | None:
    """Nobody has the same duty twice in a round; a substitute may stand in for several."""
    same = [row for row in near if row.duty == naming.duty and _is(row, naming.who)]
    if naming.substitute_for is not None:
        same = [row for row in same if row.substitute_for_id == naming.substitute_for.pk]
    terms = {"who": str(naming.who), "code": naming.indicator.code}
    return Refusal("role.twice", {**terms, "round": same[0].from_round}) if same else None


def _is(row: Responsibility, who: Person | Contact) -> bool:
    if isinstance(who, Person):
        return row.person_id == who.pk
    return row.person_id is None and (row.name, row.position) == (who.name, who.position)


def _later_refusal(naming: Naming, near: Sequence[Responsibility]) -> Refusal | None:
    """One supervisor and one score owner a round: who begins in a later round is ended first, by itself."""
    if naming.duty == Duty.SUPERVISOR:
        rivals = [row for row in near if row.duty == Duty.SUPERVISOR]
    else:
        rivals = [row for row in near if row.is_score_owner and naming.is_score_owner]
    later = next((row for row in rivals if row.from_round > naming.from_round), None)
    return None if later is None else Refusal("role.overlap", {"who": str(later), "round": later.from_round})


def _substitute_refusal(naming: Naming) -> Refusal | None:
    keeper = naming.substitute_for
    if naming.is_score_owner and naming.duty != Duty.KEEPER:
        return Refusal("role.score_owner_keeps")
    if naming.duty != Duty.SUBSTITUTE:
        return None if keeper is None else Refusal("role.not_substitute")
    if keeper is None or keeper.duty != Duty.KEEPER or keeper.indicator_id != naming.indicator.pk:
        return Refusal("role.substitute_for_whom")
    if _is(keeper, naming.who):
        return Refusal("role.substitute_self", {"who": str(keeper)})
    if keeper.ended_at is not None or keeper.from_round > naming.from_round or until(keeper) < until(naming):
        last = keeper.from_round if keeper.ended_at is not None else until(keeper)
        return Refusal("role.substitute_rounds", {"who": str(keeper), "first": keeper.from_round, "last": last})
    return None
